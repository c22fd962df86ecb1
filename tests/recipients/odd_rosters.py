"""The first dozen households of the sample, laid out as clerks in other townships would: columns written 'word=key' or
'group|word=key', one line per person, household cells merged, blank below the first, or repeated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.reading import Roster, read_roster
from tests.recipients.rosters import RATES, truth

HOUSEHOLD = frozenset(
    [
        "seq",
        "town",
        "village",
        "group",
        "head",
        "head_id",
        "head_sex",
        "grade",
        "persons",
        "count",
        "monthly",
        "each",
        "year",
        "a",
        "b",
        "c",
        "holder",
        "account",
        "place",
        "note",
    ]
)
WORDS = shipped()
Row = dict[str, Any]


def families(households: int = 12) -> list[list[Row]]:
    """The truth, household by household, with what can be worked out of it."""
    found: dict[str, list[Row]] = {}
    for one in truth("roster-202106.truth.csv"):
        if int(one["household"]) <= households:
            found.setdefault(one["household"], []).append(dict(one))
    for number, (serial, members) in enumerate(found.items()):
        first = members[0]
        count = sum(one["covered"] == "True" for one in members)
        for one in members:
            male = int(one["id"][16]) % 2
            one |= {
                "seq": int(serial), "head": first["name"], "holder": first["name"], "count": count, "persons": int(one["persons"]),
                "monthly": int(one["monthly"]), "each": int(one["monthly"]) // count, "year": int(one["monthly"]) * 12,
                "sex": "男" if male else "女", "head_sex": "男" if int(first["id"][16]) % 2 else "女", "group": int(one["group"]),
                "covered": one["covered"] == "True", "place": f"{one['village']}{one['group']}组", "phone": f"138954{40000 + number}",
                "born": f"{one['id'][6:10]}.{int(one['id'][10:12])}.{int(one['id'][12:14])}", "age": 2021 - int(one["id"][6:10]),
                **{grade.lower(): count if one["grade"] == grade else None for grade in "ABC"}, "note": None, "gridman": "李某",
                "own": int(one["monthly"]) // count if one["covered"] == "True" else None, "both": f"{one['persons']}/{count}",
            }  # fmt: skip
    return list(found.values())


@dataclass
class Layout:
    """One way to draw the roster. `say` turns a key's value into what the clerk types."""

    columns: str
    title: list[list[Any]] = field(default_factory=lambda: [["泾源县香水镇2021年6月农村低保对象花名册"]])
    way: str = "blank"
    groups: str = "merged"
    say: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    before: Callable[[list[Row]], list[list[Any]]] = lambda members: []
    foot: list[list[Any]] = field(default_factory=list)
    heads: str = "listed"  # "listed": on a line of their own words; "columns": only in the head's columns
    sheets: str = ""  # "village": one sheet each, named so
    repeat_header: int = 0
    guesses: tuple[str, ...] = ()

    def workbook(self, people: list[list[Row]]) -> Workbook:
        """The layout as the parser would hand it on."""
        if not self.sheets:
            return Workbook("名册.xlsx", "xlsx", [self._sheet("Sheet1", people)])
        by: dict[str, list[list[Row]]] = {}
        for members in people:
            by.setdefault(members[0]["village"], []).append(members)
        pages = [self._sheet(name, found, restart=True) for name, found in by.items()]
        return Workbook("名册.xlsx", "xlsx", pages)

    def _paths(self) -> tuple[list[list[str]], list[str]]:
        pairs = [item.rsplit("=", 1) for item in self.columns.split()]
        return [word.replace("_", " ").replace("^", "\n").split("|") for word, _ in pairs], [key for _, key in pairs]

    def _sheet(self, name: str, people: list[list[Row]], restart: bool = False) -> Sheet:
        paths, keys = self._paths()
        head, areas = drawn_header(paths, merged=self.groups == "merged")
        rows = [list(row) for row in self.title]
        merges = [(a + len(rows), b, c + len(rows), d) for a, b, c, d in areas]
        rows += head
        for index, members in enumerate(people):
            if self.repeat_header and index and index % self.repeat_header == 0:
                rows += [["本页小计"], *self.title, *head]
            rows += self.before(members)
            top = len(rows)
            lines = list(self._lines(keys, members, index + 1 if restart else members[0]["seq"]))
            rows += lines
            if self.way == "merge" and len(lines) > 1:
                merges += [(top, at, len(rows) - 1, at) for at, key in enumerate(keys) if key in HOUSEHOLD]
        rows += self.foot
        width = max(map(len, rows))
        return Sheet(name, [row + [None] * (width - len(row)) for row in rows], merges)

    def _lines(self, keys: list[str], members: list[Row], seq: int) -> Iterator[list[Any]]:
        for index, one in enumerate(members):
            shown = {**one, "seq": seq}
            if self.heads == "columns" and index == 0:
                shown |= {"name": None, "id": None, "relation": None, "sex": None}
            yield [
                None if index and self.way != "repeat" and key in HOUSEHOLD else self._said(key, shown) for key in keys
            ]  # fmt: skip

    def _said(self, key: str, one: Row) -> Any:
        value = one.get(key)
        if value is None:
            return None
        if key in self.say:
            return self.say[key](value)
        return {True: "是", False: "否"}[value] if key == "covered" else f"{value}类" if key == "grade" else value


def drawn_header(
    paths: list[list[str]], merged: bool = True
) -> tuple[list[list[Any]], list[tuple[int, int, int, int]]]:
    """Header rows and merged areas; equal words side by side on a level stand once."""
    depth = max(map(len, paths))
    rows: list[list[Any]] = [[None] * len(paths) for _ in range(depth)]
    areas = []
    for level in range(depth):
        for col, path in enumerate(paths):
            if level >= len(path):
                continue
            same = col and paths[col - 1][: level + 1] == path[: level + 1] and level < len(path) - 1
            if not same:
                rows[level][col] = path[level]
                last = col
                while (
                    last + 1 < len(paths)
                    and level < len(path) - 1
                    and paths[last + 1][: level + 1] == path[: level + 1]
                ):
                    last += 1
                low = depth - 1 if level == len(path) - 1 else level
                if merged and (last > col or low > level):
                    areas.append((level, col, low, last))
    return rows, areas


def read(book: Workbook) -> Roster:
    """The roster as the import reads it."""
    return read_roster(book, WORDS, RATES)


def wanted(people: list[list[Row]], *, without: tuple[str, ...] = ()) -> list[tuple]:
    """What every layout must give."""
    return [
        (
            one["seq"], "village" in without or one["village"], "group" in without or str(one["group"]), one["head_id"], one["name"],
            one["id"], "relation" in without or WORDS.value("relation", one["relation"]), one["covered"],
            "grade" in without or one["grade"], one["monthly"] * 100, "account" in without or one["account"],
        )
        for members in people for one in members
    ]  # fmt: skip


def given(roster: Roster, *, without: tuple[str, ...] = ()) -> list[tuple]:
    """What a layout gave; fields the layout does not show stand as True."""
    return [
        (
            family.serial, "village" in without or family.village, "group" in without or family.group, family.head_id, member.name,
            member.id, "relation" in without or member.role, member.covered, "grade" in without or family.grade, family.monthly,
            "account" in without or family.account,
        )
        for family in roster.families for member in family.members
    ]  # fmt: skip
