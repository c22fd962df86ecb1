"""The class of a family, or the care of one under tekun: its own cell, the one column of several that is ticked, the line
一、A类 or 二、集中供养 above the rows, a title, the sheet's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from core.sheets import values
from core.sheets.table import Table
from core.sheets.words import plain

from .schemes import CARE, DIBAO
from .staged import Family

if TYPE_CHECKING:
    from .lines import Lines

NAMED = re.compile(r"(?<![A-Z])([ABC])\s*(?:类|档)")
NUMBERED = re.compile(r"(?:^|[)）、.．\s保])([一二三123])\s*(?:类|档)(?:[低保户障救助对象人员家庭]*)(?:[(（]|\Z)")
IN_WORDS = re.compile(r"(重点|基本|一般)(?:低保|救助)?(?:保障)?(?:户|对象)")
GRADES = {"一": "A", "二": "B", "三": "C", "1": "A", "2": "B", "3": "C", "重点": "A", "基本": "B", "一般": "C"}
MODES = {"集中": "institution", "分散": "home"}
MODE = re.compile("|".join(MODES))
EMPTY = frozenset({"0", "/", "-", "—", "×", "否", "无"})


def settle_grade(family: Family, rows: Sequence[int], lines: Lines) -> None:
    """Fill the family's class, and under tekun its care."""
    for name in ("grade", "care_mode", "care_level"):
        _own(family, rows, lines, name)
    _ticked_grade(family, rows, lines, "grade")
    _ticked_grade(family, rows, lines, "monthly")
    for name, known in (("care_mode", ("home", "institution")), ("care_level", tuple(CARE))):
        found = _ticked(rows, lines, name, known)
        if found:
            setattr(family, name, CARE.get(found[0][0], found[0][0]))
    if not family.grade and not any(name.startswith(("grade", "monthly_")) for name in lines.columns):
        family.grade = grade_of(_above(lines.table, rows[0]))
    if family.scheme == "tekun" and not family.care_mode:
        family.care_mode = _telling(
            _above(lines.table, rows[0]), lambda text: {MODES[word] for word in MODE.findall(text)}
        )


def _own(family: Family, rows: Sequence[int], lines: Lines, name: str) -> None:
    value, row = lines.raw(rows, name)
    if value is None:
        return
    code, problem = lines.choice("care" if name == "care_level" else name, value)
    if name == "grade" and problem and lines.numerals and family.scheme in DIBAO:
        code, problem = GRADES[plain(value)], None
    if not problem:
        setattr(family, name, CARE.get(code, code))
    elif name == "grade" and "dibao" in family.scheme and "near" not in family.scheme:
        lines.told("grade-unknown", row, name, code)
    elif name == "grade" and family.scheme == "tekun":  # 类别 over 分散 and 集中
        mode, unknown = lines.choice("care_mode", value)
        family.care_mode = family.care_mode or ("" if unknown else mode)


def _ticked(rows: Sequence[int], lines: Lines, name: str, codes: Iterable[str]) -> list[tuple[str, object, int]]:
    """(code, value, row) of each of the columns name_code in which something stands."""
    found = []
    for code in codes:
        if f"{name}_{code}" not in lines.columns:
            continue
        value, row = lines.raw(rows, f"{name}_{code}")
        if value not in (None, 0, False) and (values.text(value)[0] or "") not in EMPTY | {""}:
            found.append((code, value, row))
    return found


def _ticked_grade(family: Family, rows: Sequence[int], lines: Lines, name: str) -> None:
    """Columns headed A类, B类, C类: the one that is filled is the grade; a number in it is the persons covered, or under
    月保障金额 the household's amount."""
    filled = _ticked(rows, lines, name, "ABC")
    if len(filled) > 1 or (filled and family.grade not in ("", filled[0][0])):
        lines.told("grade-unknown", filled[-1][2], f"{name}_{filled[-1][0]}")
    elif filled:
        family.grade, value = filled[0][0], filled[0][1]
        if name != "grade":
            return
        number, problem = values.count(value)  # type: ignore[arg-type]
        if family.covered_count is None and not problem and isinstance(number, int):
            family.covered_count = number


def _above(table: Table, row: int) -> list[str]:
    """What stands above a row, the nearest first."""
    return [*reversed(table.headings.get(row, ())), table.sheet.title, *table.title_lines]


def grade_of(titles: Iterable[str]) -> str:
    """The one class that the first telling title names; empty where it names several."""
    return _telling(titles, _grades)


def _grades(title: str) -> set[str]:
    text = unicodedata.normalize("NFKC", title).upper().strip()
    return set(NAMED.findall(text)) or {GRADES[word] for word in (*NUMBERED.findall(text), *IN_WORDS.findall(text))}


def _telling(titles: Iterable[str], told: Callable[[str], set[str]]) -> str:
    for title in titles:
        found = told(title)
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""
