"""Sheets as JSON and back: dates travel as one-key objects, all else as itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from core.sheets.model import CellValue, Sheet

DATE = "d"
MOMENT = "t"


def flat_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as data that JSON can carry (dates by `flat`)."""
    return {
        "title": sheet.title,
        "rows": sheet.rows,
        "merges": sheet.merges,
        "formulas": [[row, col, text] for (row, col), text in sheet.formulas.items()],
        "hidden": sheet.hidden,
    }


def flat(value: object) -> dict[str, str]:
    """Serve json.dumps as `default`: a date or a moment becomes an object."""
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {DATE: value.isoformat()}
    raise TypeError(type(value).__name__)


def revive_sheets(found: list[dict[str, Any]]) -> list[Sheet]:
    """Build sheets from a child's answer; whatever has no business there is text."""
    return [
        Sheet(
            title=str(item["title"]),
            rows=_revived_rows(item["rows"]),
            merges=[(a, b, c, d) for a, b, c, d in item["merges"]],
            formulas={(int(row), int(col)): str(text) for row, col, text in item["formulas"]},
            hidden=bool(item["hidden"]),
        )
        for item in found
    ]


def _revived_rows(rows: list[list[Any]]) -> list[list[CellValue]]:
    for row in rows:
        if dict in map(type, row):
            row[:] = [_revived(cell) if type(cell) is dict else cell for cell in row]
    return rows


def _revived(cell: dict[str, str]) -> CellValue:
    if DATE in cell:
        return date.fromisoformat(cell[DATE])
    return datetime.fromisoformat(cell[MOMENT])
