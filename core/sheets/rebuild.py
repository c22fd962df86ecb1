"""Write neutral sheets anew with their marks; runs in the child process."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.sheets.model import Sheet
from core.sheets.write import OPTIONS, sheet_title

if TYPE_CHECKING:
    from core.sheets.marking import Marks

COLOURS = {"error": "#FF9999", "warning": "#FFE08A"}
LONGEST = 32_767


def rebuild(sheets: list[Sheet], marks: Marks, lines: list[tuple[Any, ...]]) -> bytes:
    """Return an .xlsx of the same cells, the list of problems first."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    styles = _Styles(book)
    taken: set[str] = set()
    _write_list(book, styles, lines, taken)
    for sheet in sheets:
        _write_sheet(book, styles, sheet, marks.get(sheet.title, {}), taken)
    book.close()
    return made.getvalue()


class _Styles:
    """The few formats of a rebuilt workbook, made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, colour: str = "", number: str = "") -> Any:
        """Return the format for a fill colour and a number format."""
        if (colour, number) not in self._made:
            look: dict[str, Any] = {"border": 1, "valign": "vcenter"}
            look |= {"bg_color": colour} if colour else {}
            look |= {"num_format": number} if number else {}
            self._made[colour, number] = self._book.add_format(look)
        return self._made[colour, number]


def _write_list(book: Any, styles: _Styles, lines: list[tuple[Any, ...]], taken: set[str]) -> None:
    from core.sheets.marking import LIST_COLUMNS, LIST_HEADING, LIST_TITLE, LIST_WIDTHS

    page = book.add_worksheet(sheet_title(LIST_TITLE, taken))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, LIST_HEADING)
    for col, (word, width) in enumerate(zip(LIST_COLUMNS, LIST_WIDTHS, strict=True)):
        page.set_column(col, col, width)
        page.write_string(1, col, word)
    for row, line in enumerate(lines, start=2):
        for col, value in enumerate(line):
            if isinstance(value, int):
                page.write_number(row, col, value, wrapped)
            else:
                page.write_string(row, col, str(value), wrapped)
    page.freeze_panes(2, 0)


def _write_sheet(book: Any, styles: _Styles, sheet: Sheet, marks: dict[Any, Any], taken: set[str]) -> None:
    from core.sheets.marking import LIST_HEADING, comment_of, severity_of

    if sheet.value(0, 0) == LIST_HEADING:
        return
    page = book.add_worksheet(sheet_title(sheet.title, taken))
    if sheet.hidden:
        page.hide()
    _merge(page, sheet, styles)
    for row, line in enumerate(sheet.rows):
        for col, value in enumerate(line):
            found = marks.get((row, col))
            colour = COLOURS[severity_of(found)] if found else ""
            formula = sheet.formulas.get((row, col))
            _write(page, (row, col), f"={formula}" if formula else value, styles, colour)
    for (row, col), found in marks.items():
        page.write_comment(row, col, comment_of(found), {"x_scale": 2.5, "y_scale": 1.5})
        if row >= len(sheet.rows) or col >= sheet.width:
            page.write_blank(row, col, None, styles.get(COLOURS[severity_of(found)]))


def _write(page: Any, at: tuple[int, int], value: Any, styles: _Styles, colour: str) -> None:
    if value is None:
        if colour:
            page.write_blank(*at, None, styles.get(colour))
    elif isinstance(value, bool):
        page.write_boolean(*at, value, styles.get(colour))
    elif isinstance(value, (int, float)) and abs(value) < 1e300:
        page.write_number(*at, value, styles.get(colour))
    elif isinstance(value, date) and value.year >= 1900:
        kind = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        page.write_datetime(*at, value, styles.get(colour, kind))
    else:
        page.write_string(*at, str(value)[:LONGEST], styles.get(colour, "@"))


def _merge(page: Any, sheet: Sheet, styles: _Styles) -> None:
    """Merge before the cells are written, so that each keeps its own value."""
    from xlsxwriter.exceptions import OverlappingRange

    for top, left, bottom, right in sheet.merges:
        if (top, left) != (bottom, right) and bottom < 1_048_576 and right < 16_384:
            try:
                page.merge_range(top, left, bottom, right, "", styles.get())
            except OverlappingRange:
                continue
