"""From the words above a table to its fields, columns in any order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.sheets.compose import HEADS_OWN, settled
from core.sheets.petition_words import PETITIONS
from core.sheets.problem_words import LEDGERS
from core.sheets.synonyms import Synonyms
from core.sheets.words import plain

RESIDUE = re.compile(r"[(（][^)）]*[)）]|其中|[:：/、]")
SEX_WORDS = frozenset("男女")
TICKED = {
    "grade": "grade",
    "care_mode": "care_mode",
    "care_level": "care",
    "sex": "sex",
}  # field: kind of its value words
AMOUNTS = frozenset({"monthly", "per_person"})


@dataclass
class Columns:
    """Which column holds which field; words that nobody knows stay as extras.

    `guessed` are the columns whose field was told by what stands below the word.
    """

    fields: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    doubled: list[tuple[int, str]] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)
    guessed: list[tuple[int, str, str]] = field(default_factory=list)


def resolve(paths: Sequence[tuple[str, ...]], form: str, synonyms: Synonyms) -> Columns:
    """Return the columns for header paths (words from the top row down, by column)."""
    over = Counter(path[:-1] for path in paths if len(path) > 1)
    told = {col: _field(path, form, synonyms, over[path[:-1]] == 1) for col, path in enumerate(paths) if any(path)}
    _settle_people(told, paths)
    _settle_places(told)
    _settle_days(told, paths)
    _settle_own(told)
    _settle_ticks(told, paths, form, synonyms)
    columns = Columns()
    for col, meaning in _listed_first(told, paths, form, synonyms):
        word = "/".join(paths[col])
        columns.words[col] = word
        if meaning is None:
            columns.unknown.append((col, word))
        elif meaning in columns.fields:
            columns.doubled.append((col, word))
            columns.unknown.append((col, word))
        else:
            columns.fields[meaning] = col
    return columns


def _listed_first(
    told: dict[int, str | None], paths: Sequence[tuple[str, ...]], form: str, synonyms: Synonyms
) -> list[tuple[int, str | None]]:
    """In the order of the columns; but in a ledger of problems or petitions a listed word takes a field before one read by its parts."""
    if form not in (*LEDGERS, PETITIONS):
        return list(told.items())
    return sorted(told.items(), key=lambda item: not synonyms.listed(form, paths[item[0]][-1]))


def _field(path: tuple[str, ...], form: str, synonyms: Synonyms, alone: bool = True) -> str | None:
    """Read one header path: the whole, the group with its leaf, then each alone. `alone`: no other column is under it."""
    if len(path) > 1:
        joined = synonyms.listed(form, "".join(path))
        if joined:
            return joined
    leaf = synonyms.field(form, path[-1])
    for word in reversed(path[:-1]):
        does = synonyms.owner(word)
        if does and leaf:
            return settled(form, leaf, (does,))
    if len(path) == 1:
        return leaf
    # 人口 over 保障 is 保障人口, 补助金额 over 人均 is 人均补助金额.
    above, last = (RESIDUE.sub("", word) for word in path[-2:])
    turned = synonyms.field(form, last + above) if above and last else None
    if leaf is None or turned in ("per_person", "covered_count"):
        leaf = turned or leaf
    if leaf is None and form == PETITIONS:
        leaf = synonyms.field(form, "".join(path))
    if leaf is None and form in LEDGERS:
        leaf = synonyms.field(form, "".join(path)) or synonyms.field(form, path[-2].removesuffix("情况") + path[-1])
    if leaf or last in SEX_WORDS or not alone:
        return leaf
    # A second row that only adds a unit or a number leaves the meaning above.
    upper = synonyms.field(form, path[-2])
    return upper if upper and synonyms.group(path[-2]) is None else None


def _settle_own(told: dict[int, str | None]) -> None:
    """性别 and the like twice are the head's and the member's; once, whoever has a column."""
    name = next((col for col in sorted(told) if told[col] == "name"), None)
    for own, general in HEADS_OWN.items():
        cols = [col for col in sorted(told) if told[col] == general]
        if own not in told.values() and name is not None and len(cols) > 1 and cols[0] < name:
            told[cols[0]] = own
        if name is None and not cols:
            for col in told:
                told[col] = general if told[col] == own else told[col]


def _settle_ticks(told: dict[int, str | None], paths: Sequence[tuple[str, ...]], form: str, synonyms: Synonyms) -> None:
    """Columns headed A类, B类, C类 tell the grade by the one that is filled; 集中, 分散 and 全自理, 半护理 the care, 男, 女 under 性别 the sex;
    under 月保障金额 they hold the amount of a household of that class."""
    for name, kind in TICKED.items():
        codes = {col: code for col in told if (code := synonyms.value(kind, paths[col][-1]))}
        above = {col: synonyms.field(form, paths[col][-2]) if len(paths[col]) > 1 else None for col in codes}
        found = {
            col: code
            for col, code in codes.items()
            if above[col] == name
            or (name != "sex" and above[col] not in TICKED and above[col] not in AMOUNTS and told[col] is None)
        }
        if name == "grade":
            told.update({col: f"monthly_{code}" for col, code in codes.items() if above[col] == "monthly"})
        taken = any(other == name for col, other in told.items() if col not in found)
        if len(found) > 1 and len(set(found.values())) == len(found) and not taken:
            told.update({col: f"{name}_{code}" for col, code in found.items()})


def _settle_people(told: dict[int, str | None], paths: Sequence[tuple[str, ...]]) -> None:
    """Decide whether a bare 姓名 or 身份证号 is the head's or the member's."""
    present = set(told.values())
    loose = [col for col in told if told[col] == "any_name"]
    for col in loose if len(loose) > 2 and "account_holder" not in present else []:
        if told.get(col + 1) in ("account", "bank"):  # the third 姓名 is whose account it is
            told[col] = "account_holder"
    loose = [col for col in loose if told[col] == "any_name"]
    if loose:
        if "name" in present and "head_name" not in present:
            told[loose[0]] = "head_name"
        elif len(loose) > 1 and "head_name" not in present and "name" not in present:
            told[loose[0]], told[loose[1]] = "head_name", "name"
        for col in loose:
            if told[col] == "any_name":
                told[col] = "name"
    _settle_ids(told)


def _settle_places(told: dict[int, str | None]) -> None:
    """村组名称 before 组 is the village."""
    groups = [col for col in sorted(told) if told[col] == "group"]
    if len(groups) == 2 and "village" not in told.values():
        told[groups[0]] = "village"


def _settle_days(told: dict[int, str | None], paths: Sequence[tuple[str, ...]]) -> None:
    """销号日期 beside 完成日期 is the day of striking off; alone it is that of completion too."""
    done = [col for col in told if told[col] == "done_on"]
    struck = [col for col in done if "销号" in paths[col][-1]]
    if struck and len(done) > len(struck):
        told[struck[0]] = "struck_on"


def _settle_ids(told: dict[int, str | None]) -> None:
    """A bare ID column belongs to the name column before it."""
    names = [col for col in told if told[col] in ("head_name", "name")]
    has_member = any(told[col] == "name" for col in names)
    for col in sorted(told):
        if told[col] != "any_id":
            continue
        before = [name for name in names if name < col] or names[:1]
        owner = told[before[-1]] if before else "name"
        if owner == "head_name" and "head_id" not in told.values():
            told[col] = "head_id"
        elif owner == "head_name" and has_member and "id_number" not in told.values():
            told[col] = "id_number"
        else:
            told[col] = "id_number" if owner == "name" else "head_id"


def recognised(row: Sequence[object], form: str, synonyms: Synonyms) -> int:
    """Return how many cells of a row are words of the form's header."""
    return sum(
        1
        for cell in row
        if isinstance(cell, str) and len(cell) <= 40 and (synonyms.field(form, cell) or synonyms.owner(cell))
    )


def is_numbering(row: Sequence[object]) -> bool:
    """Say whether a row only numbers the columns: 1 2 3 … or 甲 乙 1 2 …."""
    marks = [plain(cell) for cell in row if cell is not None and plain(cell)]
    if len(marks) < 3:
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal() and len(mark) < 4]
    letters = sum(1 for mark in marks if mark in tuple("甲乙丙丁戊己ABCDEFG"))
    consecutive = all(b == a + 1 for a, b in pairwise(numbers))
    return len(numbers) + letters == len(marks) and len(numbers) >= 3 and consecutive
