"""Which column of a ledger of petitions holds what where its words leave it open: what stands below them tells. 信访类型 over
检举控告 is the class, 办结情况 over 已办结 the state, and texts that mean the same are all kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from core.sheets import values
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.words import plain

from .meanings import meant

FORM = "petitions"
LEAST = 0.6
JOINED = {"handling": "petition_progress", "outcome": "petition_finding"}
CLASSING = ("kind", "channel", "category")
COUNTS = frozenset({"序号", "序", "件次"})
PASSED_ON = frozenset({"转办日期", "交办日期", "转送日期", "转来日期", "转办时间", "交办时间", "转送时间", "转来时间"})
DATED = ("received", "accepted_on", "concluded_on")
PARTS_OF_DAY = ("年", "月", "日")
Test = Callable[[str], bool]


def code_of(kind: str, word: str, synonyms: Synonyms) -> str:
    """The code of a word that is listed or has a telling part; empty where nobody knows it."""
    return (synonyms.value(kind, word) or meant(kind, word) or "") if word else ""


def listed_class(word: str, synonyms: Synonyms) -> str | None:
    """The class of a word that is listed, with 类 behind it or without."""
    return synonyms.value("petition_kind", word) or synonyms.value("petition_kind", word.removesuffix("类"))


def progress_of(word: str, header: str, synonyms: Synonyms) -> str:
    """The state a cell tells; under 是否办结 a 是 or 否 tells it."""
    if plain(header.rsplit("/", 1)[-1]).startswith("是否"):
        told = synonyms.value("yes_no", word)
        if told:
            return "done" if told == "yes" else "doing"
    return code_of("petition_progress", word, synonyms)


@dataclass
class Settled:
    """What the words left open, decided: `more` are further columns whose text is kept beside that of the field, `parted` the
    fields whose year, month and day stand in three columns, beginning at the field's own."""

    more: dict[str, list[int]] = field(default_factory=dict)
    parted: frozenset[str] = frozenset()


def settle(table: Table, synonyms: Synonyms) -> Settled:
    """The table's columns stand as their values tell."""
    return _Settling(table, synonyms).done()


class _Settling:
    def __init__(self, table: Table, synonyms: Synonyms) -> None:
        self.table, self.columns, self.synonyms = table, table.columns, synonyms

    def done(self) -> Settled:
        self._number()
        parted = frozenset(self._parted())
        self._received()
        self._classes()
        return Settled({name: self._joined(name, kind) for name, kind in JOINED.items()}, parted)

    def _number(self) -> None:
        """A running count gives way to a docket number; without one it serves as such."""
        columns = self.columns
        if "seq" in columns and "number" not in columns:
            columns["number"] = columns.pop("seq")
        if "number" in columns and self._word(columns["number"]) in COUNTS:
            for col in self._doubled("number")[:1]:
                columns["seq"] = columns["number"]
                self._take(col, "number")

    def _parted(self) -> Iterator[str]:
        """接件时间 over 年, 月, 日, or these three alone where nothing else tells when it came in."""
        for col, word in list(self.table.words.items()):
            three = range(col, col + 3)
            if tuple(map(self._word, three)) != PARTS_OF_DAY:
                continue
            name = self.synonyms.field(FORM, word.rsplit("/", 1)[0]) if "/" in word else "received"
            if name in DATED and self.columns.get(name, col) in three:
                for field in [field for field, at in self.columns.items() if at in three]:
                    del self.columns[field]
                for each in three:
                    self._take(each, name)
                self.columns[name] = col
                yield name

    def _received(self) -> None:
        """What another office passed on came in on that day, where no other is told."""
        if "from_unit" in self.columns and "received" not in self.columns:
            for col in [col for col, _ in self.table.unknown if self._word(col) in PASSED_ON][:1]:
                self._take(col, "received")

    def _classes(self) -> None:
        """The column whose values are classes (检举控告, 求决) is the class, whatever stands above it."""
        columns = self.columns
        pool = [columns[name] for name in CLASSING if name in columns]
        pool += [col for name in CLASSING for col in self._doubled(name)]
        share = {col: self._share(col, self._is_class) for col in pool}
        best = max(pool, key=lambda col: share[col], default=None)
        have = columns.get("kind")
        if best is None or best == have or share[best] < LEAST or (have is not None and share[have] >= share[best]):
            return
        if self._share(best, self._is("petition_channel")) >= share[best]:
            return
        for name in [name for name in CLASSING if columns.get(name) == best]:
            del columns[name]
        self._take(best, "kind")
        if have is not None and "category" not in columns:
            columns["category"] = have
        elif have is not None:
            self._leave(have)
        ways = [col for col in self._doubled("channel") if self._share(col, self._is("petition_channel")) >= LEAST]
        if "channel" not in columns and ways:
            self._take(ways[0], "channel")

    def _joined(self, name: str, kind: str) -> list[int]:
        """The further columns of a field: the field itself is the one whose values are words of the dictionary."""
        if name not in self.columns:
            return []
        pool = [self.columns[name], *self._doubled(name)]
        share = {col: self._share(col, self._tells(name, col, kind)) for col in pool}
        best = max(pool, key=lambda col: share[col])
        for col in pool:
            self._take(col, name)
        self.columns[name] = best
        return [col for col in sorted(pool) if col != best]

    def _tells(self, name: str, col: int, kind: str) -> Test:
        if name == "handling":
            return lambda word: bool(progress_of(word, self.table.words.get(col, ""), self.synonyms))
        return self._is(kind)

    def _is_class(self, word: str) -> bool:
        """As listed alone: a source called 群众举报 is none."""
        return listed_class(word, self.synonyms) is not None

    def _is(self, kind: str) -> Test:
        return lambda word: bool(code_of(kind, word, self.synonyms))

    def _share(self, col: int, test: Test) -> float:
        grid = self.table.grid
        told = [text for row in self.table.body if (text := values.text(grid[row][col])[0])]
        return sum(map(test, told)) / len(told) if told else 0.0

    def _doubled(self, name: str) -> list[int]:
        return [
            col
            for col, word in self.table.doubled
            if name in (self.synonyms.field(FORM, part) for part in (word, word.rsplit("/", 1)[-1]))
        ]

    def _word(self, col: int) -> str:
        return plain(self.table.words.get(col, "").rsplit("/", 1)[-1])

    def _take(self, col: int, name: str) -> None:
        self.columns[name] = col
        for told in (self.table.doubled, self.table.unknown):
            told[:] = [each for each in told if each[0] != col]

    def _leave(self, col: int) -> None:
        word = self.table.words.get(col, "")
        self.table.doubled.append((col, word))
        self.table.unknown.append((col, word))
