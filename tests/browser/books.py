"""The sample workbooks, and copies with an error planted in a cell."""

import io
from pathlib import Path
from typing import Any

import openpyxl

from tests.monthly_reports.months import CHANGES, DATA

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROSTER, DIRTY = DATA / "roster-202106.xlsx", DATA / "roster-202106-dirty.xlsx"
__all__ = ["CHANGES", "DIRTY", "ROSTER", "comments", "planted"]


def planted(path: Path, **cells: Any) -> dict[str, Any]:
    """A file to upload: the workbook at `path` with other values, `planted(CHANGES, 减少_H6="…")`."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, cell = place.partition("_")
        book[sheet][cell].value = value
    out = io.BytesIO()
    book.save(out)
    return {"name": path.name, "mimeType": XLSX, "buffer": out.getvalue()}


def comments(path: Path) -> dict[str, str]:
    """Sheet!cell → comment of a workbook that was taken home."""
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
