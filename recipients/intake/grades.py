"""The class of a family whose list has no column for it: a line 一、A类 above the rows, or a title, or the sheet's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.sheets.body import GRADE_SECTION
from core.sheets.table import Table

NAMED = re.compile(r"(?<![A-Z])([ABC])\s*(?:类|档)")
NUMERALS = {"一": "A", "二": "B", "三": "C", "1": "A", "2": "B", "3": "C"}


def grade_above(table: Table, row: int) -> str:
    """The class that stands above a row; empty where none does or a column tells it."""
    if any(name == "grade" or name.startswith("grade_") for name in table.columns):
        return ""
    section = GRADE_SECTION.match(unicodedata.normalize("NFKC", table.classes.get(row, "")))
    if section:
        return NUMERALS.get(section[1], section[1].upper())
    return grade_of([table.sheet.title, *table.title_lines])


def grade_of(titles: Iterable[str]) -> str:
    """The one class that the first telling title names; empty where it names several."""
    for title in titles:
        found = set(NAMED.findall(unicodedata.normalize("NFKC", title).upper()))
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""
