"""From bytes to neutral sheets; runs in the child process."""

from __future__ import annotations

import io
from datetime import date, datetime
from itertools import chain
from math import isfinite
from typing import Any

from core.sheets import package, sniff
from core.sheets.biff import biff_formulas, refuse_non_workbook
from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.model import CellValue, Sheet
from core.sheets.neutral import flat_sheet
from core.sheets.textfile import text_sheet
from core.sheets.webpage import page_sheet

DENSE = 5  # a used range may be this many times the cells allowed before it is trimmed


def parse(data: bytes, limits: Limits) -> dict[str, Any]:
    """Return {'kind', 'sheets'} of a file, or raise Unreadable."""
    kind = sniff.kind_of(data)
    if kind == "text":
        sheets = [text_sheet(data, limits)]
    elif kind == "page":
        sheets = [page_sheet(data, limits)]
    elif kind == "zip":
        sheets = _xlsx(data, limits)
    else:
        refuse_non_workbook(data)
        sheets = _calamine(data, limits, biff_formulas(data))
    return {
        "kind": {"text": "csv", "page": "xls", "zip": "xlsx", "ole": "xls"}[kind],
        "sheets": [flat_sheet(sheet) for sheet in sheets],
    }


def _xlsx(data: bytes, limits: Limits) -> list[Sheet]:
    with package.open_package(data, limits) as opened:
        by_part = package.inspect(opened)
        parts = package.sheet_parts(opened)
    formulas = {index: by_part.get(part, {}) for index, part in enumerate(parts)}
    return _calamine(data, limits, formulas)


def _calamine(data: bytes, limits: Limits, formulas: dict[int, dict[tuple[int, int], str]]) -> list[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except calamine.CalamineError as refused:
        raise Unreadable("password" if "assword" in str(refused) else "damaged") from None
    if len(book.sheets_metadata) > limits.sheets:
        raise Unreadable("too-many-sheets")
    sheets = []
    budget = limits.cells
    for index, told in enumerate(book.sheets_metadata):
        if told.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book.get_sheet_by_index(index), limits, formulas.get(index, {}))
        sheet.hidden = told.visible != calamine.SheetVisibleEnum.Visible
        budget -= len(sheet.rows) * sheet.width
        if budget < 0:
            raise Unreadable("too-many-cells")
        sheets.append(sheet)
    if not sheets:
        raise Unreadable("empty")
    return sheets


def _sheet(found: Any, limits: Limits, formulas: dict[tuple[int, int], str]) -> Sheet:
    if found.total_height * found.total_width > DENSE * limits.cells:
        raise Unreadable("too-many-cells")
    rows = [
        [value or None if type(value) is str else _plain(value) for value in row]
        for row in found.to_python(skip_empty_area=False)
    ]
    inside = {at: text for at, text in formulas.items() if at[0] < limits.rows and at[1] < limits.columns}
    trimmed = trim(rows, inside)
    if len(trimmed) > limits.rows:
        raise Unreadable("too-many-rows")
    if trimmed and len(trimmed[0]) > limits.columns:
        raise Unreadable("too-many-columns")
    merges = [
        (top, left, bottom, right)
        for (top, left), (bottom, right) in found.merged_cell_ranges or ()
        if top < len(trimmed)
    ]
    return Sheet(found.name, trimmed, merges, inside)


def _plain(value: object) -> CellValue:
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        return value if isfinite(value) else None
    if value is None or isinstance(value, (int, date, datetime)):
        return value
    return str(value)


def trim(rows: list[list[CellValue]], formulas: dict[tuple[int, int], str]) -> list[list[CellValue]]:
    """Drop blank rows below and blank columns to the right; formula cells stay."""
    least = max((row for row, _ in formulas), default=-1) + 1
    height = len(rows)
    while height > least and _last(rows[height - 1]) == 0:
        height -= 1
    kept = rows[:height]
    kept.extend([] for _ in range(least - height))
    width = max(
        chain(map(_last, kept), (col + 1 for _, col in formulas)),
        default=0,
    )
    return [row if len(row) == width else row[:width] + [None] * (width - len(row)) for row in kept]


def _last(row: list[CellValue]) -> int:
    """Return how many cells stand before the blank end of a row."""
    for index in range(len(row), 0, -1):
        value = row[index - 1]
        if value is not None and not (type(value) is str and value.isspace()):
            return index
    return 0
