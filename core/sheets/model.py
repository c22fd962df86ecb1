"""The neutral form of a workbook: plain values at their own addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

CellValue = None | str | int | float | bool | date | datetime


def column_letters(col: int) -> str:
    """Return the letters of a 0-based column: 0 is 'A', 26 is 'AA'."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, col: int) -> str:
    """Return the Excel address of a 0-based cell: (6, 8) is 'I7'."""
    return f"{column_letters(col)}{row + 1}"


def position(text: str) -> tuple[int, int]:
    """Return the 0-based (row, col) of an Excel address; ValueError when it is none."""
    letters = text.rstrip("0123456789")
    if not letters or not letters.isalpha() or len(letters) == len(text):
        raise ValueError(text)
    col = 0
    for letter in letters.upper():
        col = col * 26 + ord(letter) - 64
    return int(text[len(letters) :]) - 1, col - 1


@dataclass
class Sheet:
    """One sheet; `rows[0]` is Excel's row 1, leading blanks are never dropped.

    `merges` are (row1, col1, row2, col2), 0-based and inclusive; `formulas` maps
    (row, col) to the formula's text ('' where only its presence is known).
    """

    title: str
    rows: list[list[CellValue]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False

    @cached_property
    def _merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        height = len(self.rows)
        return {
            (row, col): (top, left)
            for top, left, bottom, right in self.merges
            for row in range(top, min(bottom + 1, height))
            for col in range(left, min(right + 1, left + 256))
        }

    def top_left(self, row: int, col: int) -> tuple[int, int]:
        """Return the cell that holds the value of this cell's merged area, or the cell."""
        return self._merged.get((row, col), (row, col))

    def is_merged(self, row: int, col: int) -> bool:
        """Say whether the cell belongs to a merged area."""
        return (row, col) in self._merged

    def value(self, row: int, col: int) -> CellValue:
        """Return what stands in one cell; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            return self.rows[row][col]
        return None

    def merged_value(self, row: int, col: int) -> CellValue:
        """Return what a reader sees in the cell: the value of its merged area."""
        return self.value(*self.top_left(row, col))

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.rows), default=0)


@dataclass
class Workbook:
    """A file's sheets in order; `kind` is 'xlsx', 'xls', 'csv'."""

    name: str
    kind: str
    sheets: list[Sheet]

    @property
    def visible(self) -> list[Sheet]:
        """Return the sheets a clerk sees."""
        return [sheet for sheet in self.sheets if not sheet.hidden]
