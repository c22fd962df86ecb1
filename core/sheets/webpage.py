"""Tables of a web page that some systems save as .xls: its text as a reader sees it, one line below the other; nothing is
fetched, run or worked out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.model import CellValue, Sheet
from core.sheets.textfile import CONTROL, bounded, cell_of, decode

CELLS = ("td", "th")
SILENT = frozenset({"script", "style", "title", "noscript"})
BREAKS = frozenset({"br", "p", "div", "li"})
BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "caption", "center"})
SPAN = re.compile(r"[1-9]\d{0,4}\Z", re.ASCII)
SPACES = re.compile(r"[ \t\r\n\f]+")


def page_sheet(data: bytes, limits: Limits) -> Sheet:
    """Return the one sheet of a page with a table; raises Unreadable, also for a table within a table."""
    text = decode(data)
    if CONTROL.search(text):
        raise Unreadable("not-a-workbook")
    page = _Page(limits)
    page.feed(text)
    page.close()
    if not page.tables:
        raise Unreadable("html")
    rows = bounded(page.rows, limits)
    return Sheet("Sheet1", rows, [area for area in page.merges if area[0] < len(rows)])


class _Page(HTMLParser):
    """Collects rows; a cell that spans several leaves the others blank, as a merged area does."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.rows: list[list[CellValue]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.tables = self.depth = self.placed = self.silent = 0
        self.taken: dict[int, int] = {}  # column: the last row a cell above reaches down to
        self.text: list[str] = []
        self.span: tuple[int, int] | None = None  # of the open cell

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self._begin_table()
        elif tag == "tr" and self.depth:
            self._end_cell()
            self._begin_row()
        elif tag in CELLS and self.depth:
            self._end_cell()
            told = dict(attrs)
            self.span = _number(told.get("rowspan")), _number(told.get("colspan"))
        elif not self.depth and tag in BLOCKS:
            self.end_line()
        elif tag in BREAKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in (*CELLS, "tr"):
            self._end_cell()
        elif tag == "table" and self.depth:
            self._end_cell()
            self.depth = 0
            self.taken = {}
        elif not self.depth and tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.silent and (self.span or not self.depth):
            self.text.append(SPACES.sub(" ", data))

    def close(self) -> None:
        """What is left open ends with the page."""
        super().close()
        self._end_cell()
        self.end_line()

    def end_line(self) -> None:
        """What stands outside the tables is a line of one cell: the title."""
        text = self._said()
        if text is not None:
            self.rows.append([text])

    def _begin_table(self) -> None:
        if self.depth:
            raise Unreadable("html")
        self.end_line()
        self.tables += 1
        self.depth = 1

    def _begin_row(self) -> None:
        if len(self.rows) > self.limits.rows + 1000:
            raise Unreadable("too-many-rows")
        self.rows.append([])

    def _end_cell(self) -> None:
        if self.span is None:
            return
        (down, across), self.span = self.span, None
        if not self.rows:
            self._begin_row()
        row, line = len(self.rows) - 1, self.rows[-1]
        while self.taken.get(len(line), -1) >= row:
            line.append(None)
        col = len(line)
        self.placed += down * across
        if col + across > self.limits.columns:
            raise Unreadable("too-many-columns")
        if self.placed > self.limits.cells:
            raise Unreadable("too-many-cells")
        line.extend([self._said(), *[None] * (across - 1)])
        if down > 1:
            self.taken.update(dict.fromkeys(range(col, col + across), row + down - 1))
        if down * across > 1:
            self.merges.append((row, col, row + down - 1, col + across - 1))

    def _said(self) -> CellValue:
        text = "\n".join(part.strip() for part in "".join(self.text).replace("\xa0", " ").split("\n"))
        self.text = []
        return cell_of(text.strip())


def _number(said: str | None) -> int:
    """A span as a number; whatever is none is 1."""
    return int(said) if said and SPAN.match(said) else 1
