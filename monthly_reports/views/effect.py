"""What a filing will do: per household, per scheme and per kind, worked out from its lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from recipients.models import Scheme

from ..exports.forms_filed import is_death
from ..models import ChangeKind, ChangeLine
from ..models.choices import ADDITIONS, ENDINGS


@dataclass
class HouseholdEffect:
    """One household under one scheme: persons and fen a month before and after, and the lines that say so."""

    scheme: str
    village: str
    head_name: str
    grade_before: str = ""
    grade_after: str = ""
    persons_before: int = 0
    persons_after: int = 0
    fen_before: int = 0
    fen_after: int = 0
    lines: list[ChangeLine] = field(default_factory=list)

    @property
    def scheme_label(self) -> str:
        return Scheme(self.scheme).label

    @property
    def what(self) -> str:
        """The kinds of its lines, each once, in words."""
        return "、".join(dict.fromkeys(f"{ChangeKind(x.kind).label}（{x.reason or '—'}）" for x in self.lines))

    @property
    def fen_change(self) -> int:
        return self.fen_after - self.fen_before

    @property
    def persons_change(self) -> int:
        return self.persons_after - self.persons_before


@dataclass
class SchemeFigures:
    """One scheme's households, persons and fen: last month, what is added, taken away and altered, and the outcome."""

    scheme: str
    households: int = 0
    persons: int = 0
    fen: int = 0
    households_in: int = 0
    persons_in: int = 0
    households_out: int = 0
    persons_out: int = 0
    fen_up: int = 0
    fen_down: int = 0

    @property
    def label(self) -> str:
        return Scheme(self.scheme).label if self.scheme in Scheme.values else "合计"

    @property
    def households_after(self) -> int:
        return self.households + self.households_in - self.households_out

    @property
    def persons_after(self) -> int:
        return self.persons + self.persons_in - self.persons_out

    @property
    def fen_after(self) -> int:
        return self.fen + self.fen_up - self.fen_down


Key = tuple[str, str]
Terms = tuple[int, int, str]  # persons, fen a month, grade


def key_of(line: ChangeLine) -> Key:
    """What a line belongs to: its scheme and household, which a new household has only by its head."""
    return line.scheme, str(line.household_id or "") or line.head_id_index


def _take(effect: HouseholdEffect, line: ChangeLine) -> None:
    """Lines of one household repeat its figures; what is not stated stays."""
    effect.lines.append(line)
    effect.grade_after = line.grade_after or effect.grade_after
    if line.fen_after is not None:
        effect.fen_after = line.fen_after
    step = (line.kind in ADDITIONS) - (line.kind in ENDINGS)
    effect.persons_after = effect.persons_after + step if line.covered_after is None else line.covered_after
    if line.kind in {ChangeKind.END_HOUSEHOLD, ChangeKind.MOVE_OUT} and not line.covered_after:
        effect.persons_after = effect.fen_after = 0


def _begin(line: ChangeLine, terms: Terms | None) -> HouseholdEffect:
    """The household before the first of its lines: as the roster has it, else as the sheet says, else new."""
    if terms is None:
        terms = (line.covered_before or 0, line.fen_before or 0, line.grade_before)
    persons, fen, grade = terms
    return HouseholdEffect(line.scheme, line.village, line.head_name, grade, grade, persons, persons, fen, fen)


def households(lines: Iterable[ChangeLine], roster: dict[Key, Terms]) -> list[HouseholdEffect]:
    """The effect on each household touched, in the order of the list; `roster` holds the terms before."""
    found: dict[Key, HouseholdEffect] = {}
    for line in lines:
        key = key_of(line)
        if key not in found:
            found[key] = _begin(line, roster.get(key))
        _take(found[key], line)
    return list(found.values())


def schemes(effects: Iterable[HouseholdEffect], before: dict[str, tuple[int, int, int]]) -> list[SchemeFigures]:
    """Each scheme's figures with last month's as the start, a total row last. `before` holds (households, persons, fen)."""
    rows: dict[str, SchemeFigures] = {}
    for scheme, figures in before.items():
        rows[scheme] = SchemeFigures(scheme, *figures)
    for effect in effects:
        _add(rows.setdefault(effect.scheme, SchemeFigures(effect.scheme)), effect)
    total = SchemeFigures("")
    for row in rows.values():
        for name in vars(total):
            if name != "scheme":
                setattr(total, name, getattr(total, name) + getattr(row, name))
    return [*sorted(rows.values(), key=lambda r: list(Scheme.values).index(r.scheme)), total]


def _add(row: SchemeFigures, effect: HouseholdEffect) -> None:
    row.households_in += effect.persons_before == 0 and effect.persons_after > 0
    row.households_out += effect.persons_before > 0 and effect.persons_after == 0
    row.persons_in += max(effect.persons_change, 0)
    row.persons_out += max(-effect.persons_change, 0)
    row.fen_up += max(effect.fen_change, 0)
    row.fen_down += max(-effect.fen_change, 0)


def kinds(lines: Iterable[ChangeLine]) -> list[dict[str, Any]]:
    """How many lines of each kind, in the order of the vocabulary, for the figures at the head of a page."""
    lines = list(lines)
    counted = Counter(line.kind for line in lines)
    items = [{"label": kind.label, "value": counted[kind], "unit": "行"} for kind in ChangeKind if counted[kind]]
    if items:
        items.append({"label": "其中死亡", "value": len(deaths(lines)), "unit": "人"})
    return items


def deaths(lines: Iterable[ChangeLine]) -> list[ChangeLine]:
    """The lines that take somebody off because of death."""
    return [line for line in lines if is_death(line)]


def by_direction(lines: Iterable[ChangeLine]) -> list[tuple[str, str, list[ChangeLine]]]:
    """(key, title, lines) of the three lists a township files: added, taken off, altered."""
    parts: dict[str, list[ChangeLine]] = {"added": [], "ended": [], "altered": []}
    for line in lines:
        parts["added" if line.kind in ADDITIONS else "ended" if line.kind in ENDINGS else "altered"].append(line)
    titles = {"added": "新增人员名单", "ended": "减少人员名单", "altered": "变更名单"}
    return [(key, titles[key], rows) for key, rows in parts.items()]
