"""A table found in a sheet: fields by column, merged values where they belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from core.sheets.model import CellValue, Sheet, address

# 〃 and 同上 repeat the cell above, but never a person's own.
DITTO = frozenset({"〃", "″", "同上", "〞"})
REPEATED = ("town", "village", "group", "address", "scheme", "area_type", "grade", "care_mode", "care_level", "bank")
STROKES = frozenset({"/", "\\", "-", "—", "——", "─", "无", "无其他成员"})
MEMBERS_OWN = ("name", "id_number", "relation", "covered", "sex", "birth_date", "age", "health", "labour", "ethnicity")
# 单位：万元, 金额单位：户、万元, or （万元） by itself: what the money of the whole table counts in.
UNIT_LINE = re.compile(r"(?:单位|金额|资金)\s*[:为]\s*((?:[^\s、,/()]+\s*[、,/]\s*)*[^\s、,/():]+)|\(\s*(万元)\s*\)")
BETWEEN_UNITS = re.compile(r"[\s、,/]+")


class Cell(NamedTuple):
    """One field of one row; `address` is that of the merged area's top-left cell."""

    value: CellValue
    address: str
    formula: str | None
    merged_from: str | None


@dataclass
class Table:
    """Rows are 0-based indices into `sheet.rows`; `body` lists those that hold data."""

    sheet: Sheet
    header_rows: range
    columns: dict[str, int]
    unknown: list[tuple[int, str]]
    doubled: list[tuple[int, str]]
    words: dict[int, str]
    title_lines: list[str]
    body: list[int]
    totals: list[int]
    notes: list[str]
    ignored: list[tuple[int, str]]
    sections: dict[int, str] = field(default_factory=dict)
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    nil_cell: tuple[int, int] | None = None
    guessed: list[tuple[int, str, str]] = field(default_factory=list)
    unfolded: dict[int, int] = field(default_factory=dict)  # row made of a part of a row -> that row

    def head_address(self, col: int) -> str:
        """Return the address of the word that stands lowest in a column's header."""
        for row in reversed(self.header_rows):
            if self.sheet.value(row, col) is not None:
                return address(row, col)
        return address(*self.sheet.top_left(self.header_rows.start, col))

    def missing(self, *fields: str) -> list[str]:
        """Return which of the fields have no column."""
        return [name for name in fields if name not in self.columns]

    def cell(self, row: int, name: str) -> Cell:
        """Return a field's value, address and formula, merged areas resolved."""
        col = self.columns.get(name)
        if col is None:
            return Cell(None, "", None, None)
        at = self.sheet.top_left(row, col)
        return Cell(
            self.sheet.value(*at) if at[1] == col else None,
            self.address(row, col),
            self.sheet.formulas.get(at),
            self.address(row, col) if at != (row, col) else None,
        )

    def address(self, row: int, col: int) -> str:
        """Return where a row's cell stands in the workbook, of a merged area its top-left cell."""
        return address(*self.sheet.top_left(self.unfolded.get(row, row), col))

    def unfold(self, row: int, rows: list[list[CellValue]]) -> None:
        """Let several rows stand in the place of one body row, before anything is read from the grid."""
        self.sheet.rows[row] = rows[0]
        made = range(len(self.sheet.rows), len(self.sheet.rows) + len(rows) - 1)
        self.sheet.rows += rows[1:]
        self.unfolded |= dict.fromkeys(made, row)
        at = self.body.index(row) + 1
        self.body[at:at] = made
        if row in self.sections:
            self.sections |= dict.fromkeys(made, self.sections[row])
        if row in self.headings:
            self.headings |= dict.fromkeys(made, self.headings[row])

    @property
    def last_row(self) -> int:
        """The row of the sheet in which the last line stands; -1 where there is none."""
        return max((self.unfolded.get(row, row) for row in self.body), default=-1)

    def value(self, row: int, name: str) -> CellValue:
        """Return a field's value quickly; None where there is no such column."""
        col = self.columns.get(name)
        return None if col is None else self.grid[row][col]

    def in_ten_thousands(self, name: str) -> bool:
        """Say whether a field's money counts in 万元: its own column word tells, else the line of units above the table."""
        word = self.words.get(self.columns[name], "") if name in self.columns else ""
        if "元" in word:
            return "万元" in word
        lines = (unicodedata.normalize("NFKC", line) for line in self.title_lines)
        stated = [found[1] or found[2] for line in lines for found in UNIT_LINE.finditer(line)]
        units = {unit for each in stated for unit in BETWEEN_UNITS.split(each)}
        return "万元" in units and "元" not in units

    def records(self) -> Iterator[tuple[int, dict[str, CellValue]]]:
        """Yield (row, {field: value}) of every body row, merged values filled in."""
        names = list(self.columns)
        cols = list(self.columns.values())
        grid = self.grid
        for row in self.body:
            line = grid[row]
            yield row, dict(zip(names, map(line.__getitem__, cols), strict=True))

    def extras(self, row: int) -> dict[str, CellValue]:
        """Return what stands in columns nobody knows, by their words."""
        return {word: self.sheet.merged_value(row, col) for col, word in self.unknown}

    def stated_totals(self) -> list[tuple[int, dict[str, CellValue]]]:
        """Return (row, {field: number}) of the 小计 and 合计 rows, numbers only."""
        return [
            (
                row,
                {
                    name: value
                    for name, col in self.columns.items()
                    if isinstance(value := self.sheet.value(row, col), (int, float)) and not isinstance(value, bool)
                },
            )
            for row in self.totals
        ]

    @cached_property
    def grid(self) -> list[list[CellValue]]:
        """Return the sheet's rows with merged values repeated down their first column."""
        rows = self.sheet.rows
        width = self.sheet.width
        first = self.header_rows.stop
        grid = [list(row) if len(row) == width else row + [None] * (width - len(row)) for row in rows]
        for top, left, bottom, _ in self.sheet.merges:
            if top < first or bottom == top or left >= width:
                continue
            value = rows[top][left] if left < len(rows[top]) else None
            for row in range(top + 1, min(bottom + 1, len(grid))):
                grid[row][left] = value
        for name in REPEATED:
            if name in self.columns:
                self._repeat(grid, self.columns[name])

        self._strike(grid)
        return grid

    def _strike(self, grid: list[list[CellValue]]) -> None:
        """Blank the member's cells where / or 无 says beside the head that there is no other member."""
        if not {"head_name", "name", "id_number"} <= self.columns.keys():
            return
        name, number = self.columns["name"], self.columns["id_number"]
        for row in self.body:
            line = grid[row]
            if _is_stroke(line[name]) and _is_stroke(line[number]):
                for col in (self.columns[field] for field in MEMBERS_OWN if field in self.columns):
                    line[col] = None if _is_stroke(line[col]) else line[col]

    def _repeat(self, grid: list[list[CellValue]], col: int) -> None:
        """Give each 〃 of a column the value above it."""
        above: CellValue = None
        for row in self.body:
            value = grid[row][col]
            if isinstance(value, str) and value.strip() in DITTO:
                grid[row][col] = above
            elif value is not None:
                above = value


def _is_stroke(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip() in STROKES
