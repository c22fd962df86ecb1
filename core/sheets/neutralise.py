"""Take everything that could act out of a workbook; runs in the child process."""

from __future__ import annotations

from typing import Any


def neutralise(book: Any) -> None:
    """Leave values, looks and comments: no formula, link, name, macro or drawing."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.datavalidation import DataValidationList

    book._external_links = []
    book.defined_names.clear()
    book.vba_archive = None
    for other in list(book.chartsheets):
        book.remove(other)
    for sheet in book.worksheets:
        sheet.defined_names.clear()
        sheet.data_validations = DataValidationList()
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet._charts, sheet._images, sheet._pivots = [], [], []
        sheet._hyperlinks = []
        sheet.tables.clear()
        sheet.legacy_drawing = None
        for cell in sheet._cells.values():
            _as_text(cell)


def _as_text(cell: Any) -> None:
    """Store a formula as the text of itself, so that nothing computes it again."""
    if getattr(cell, "hyperlink", None) is not None:
        cell._hyperlink = None
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or "=（公式）"
        cell.value = text if text.startswith("=") else "=" + text
        cell.data_type = "s"
        cell.quotePrefix = True
    elif isinstance(value, str) and value[:1] in "=+-@":
        cell.data_type = "s"
        cell.quotePrefix = True
