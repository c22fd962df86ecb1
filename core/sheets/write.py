"""Writers that can never emit a formula: the document as filed, and plain CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import IO, Any

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
LONGEST = 32_767
RISKY = tuple("=+-@\t\r\n＝＋－＠|%")
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"


@dataclass(frozen=True)
class Column:
    """One column: its word, how it is shown, whether 合计 adds it up.

    `kind` is 'text', 'money' (values are fen, shown in yuan), 'number' or 'date';
    a `merged` column stands once per household, merged down its members.
    """

    word: str
    kind: str = "text"
    width: float = 10
    total: bool = False
    merged: bool = False


@dataclass
class Document:
    """A table as it is filed. `rows` may be any iterable; it is read once.

    `group` is the column whose equal neighbours make one household for merged columns.
    """

    heading: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    sheet: str = "Sheet1"
    unit_line: str = ""
    group: int | None = None
    total_label: str = "合计"
    closing: Sequence[str] = field(default_factory=tuple)
    footer: str = ""
    watermark: str = ""


def write_xlsx(target: str | IO[bytes], *documents: Document) -> int:
    """Write one sheet per document, row by row in little memory; returns the data rows."""
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {**OPTIONS, "constant_memory": True})
    taken: set[str] = set()
    formats = _formats(book)
    written = sum(
        _Page(book.add_worksheet(sheet_title(document.sheet, taken)), document, formats).write()
        for document in documents
    )
    book.close()
    return written


def sheet_title(title: str, taken: set[str]) -> str:
    """Return a title Excel accepts, not yet taken in the workbook."""
    bare = FORBIDDEN_IN_TITLE.sub("", str(title)).strip("' ")[:31] or "Sheet"
    found, number = bare, 1
    while found.lower() in taken or found.lower() == "history":
        number += 1
        found = f"{bare[: 30 - len(str(number))]}_{number}"
    taken.add(found.lower())
    return found


def _formats(book: Any) -> dict[str, Any]:
    def made(size: int, **look: Any) -> Any:
        return book.add_format({"font_size": size, "valign": "vcenter", **look})

    body = {"font_name": BODY_FONT, "border": 1, "align": "center"}
    return {
        "title": made(20, font_name=TITLE_FONT, align="center"),
        "line": made(12, font_name=BODY_FONT),
        "head": made(12, font_name=HEAD_FONT, border=1, align="center", text_wrap=True),
        "text": made(11, **body, num_format="@"),
        "money": made(11, **body),
        "number": made(11, **body),
        "date": made(11, **body, num_format="yyyy-mm-dd"),
        "total": made(11, **{**body, "font_name": HEAD_FONT}),
    }


class _Page:
    """Writes one document on one sheet, from the top row down."""

    def __init__(self, page: Any, document: Document, formats: dict[str, Any]) -> None:
        self.page, self.document, self.formats = page, document, formats
        self.row = 0
        self.last = len(document.columns) - 1
        self.sums: dict[int, int | float] = {col: 0 for col, column in enumerate(document.columns) if column.total}
        self.merged = frozenset(col for col, column in enumerate(document.columns) if column.merged)
        self.looks = [(column.kind, formats[column.kind]) for column in document.columns]

    def write(self) -> int:
        """Write title, header, rows, total and closing lines; returns the rows."""
        self._set_up()
        self._wide(self.document.heading, "title", 36)
        if self.document.unit_line:
            self._wide(self.document.unit_line, "line", 20)
        self.page.set_row(self.row, 32)
        for col, column in enumerate(self.document.columns):
            self.page.write_string(self.row, col, column.word, self.formats["head"])
        self.page.repeat_rows(self.row)
        self.row += 1
        self.page.freeze_panes(self.row, 0)
        first = self.row
        self._write_rows()
        count = self.row - first
        if self.sums and self.document.total_label:
            self._write_total()
        for line in self.document.closing:
            self._wide(line, "line", 24)
        return count

    def _set_up(self) -> None:
        page, document = self.page, self.document
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if document.watermark:
            page.set_header(f'&C&"{BODY_FONT}"&20&KBFBFBF{_in_footer(document.watermark)}')
        page.set_footer(f"&L{_in_footer(document.footer)}&R第 &P 页 共 &N 页")
        for col, column in enumerate(document.columns):
            page.set_column(col, col, column.width)

    def _wide(self, text: str, look: str, height: float) -> None:
        """Write a line across the table; merged without going back to earlier rows."""
        self.page.set_row(self.row, height)
        self.page.write_string(self.row, 0, text, self.formats[look])
        if self.last > 0:
            # merge_range would write cells out of order, which constant memory forbids
            self.page.merge.append([self.row, 0, self.row, self.last])
        self.row += 1

    def _write_rows(self) -> None:
        group, begun, key = self.document.group, self.row, object()
        for values in self.document.rows:
            again = group is not None and values[group] == key and self.row > begun
            if group is not None and not again:
                self._merge(begun)
                begun, key = self.row, values[group]
            hidden = self.merged if again else frozenset()
            self._write_row(values, hidden)
            for col in self.sums.keys() - hidden:
                self.sums[col] += values[col] or 0
            self.row += 1
        self._merge(begun)

    def _write_row(self, values: Sequence[Any], hidden: AbstractSet[int]) -> None:
        """Write one line; a merged column stands only in its household's first."""
        page, row = self.page, self.row
        for col, (kind, look) in enumerate(self.looks):
            value = values[col]
            if value is None or col in hidden:
                page.write_blank(row, col, None, look)
            elif kind == "text" or type(value) is str:
                page.write_string(row, col, str(value)[:LONGEST], look)
            elif kind == "money":
                page.write_number(row, col, yuan(value), look)
            elif kind == "date":
                page.write_datetime(row, col, value, look)
            else:
                page.write_number(row, col, value, look)

    def _merge(self, begun: int) -> None:
        if self.row - begun > 1:
            self.page.merge.extend([begun, col, self.row - 1, col] for col in sorted(self.merged))

    def _write_total(self) -> None:
        look = self.formats["total"]
        for col, column in enumerate(self.document.columns):
            if col in self.sums:
                total = self.sums[col]
                shown = yuan(int(total)) if column.kind == "money" else total
                self.page.write_number(self.row, col, shown, look)
            elif col == 0:
                self.page.write_string(self.row, col, self.document.total_label, look)
            else:
                self.page.write_blank(self.row, col, None, look)
        self.row += 1


def yuan(fen: int) -> int | float:
    """Return fen as yuan, whole where it is whole."""
    return fen / 100 if fen % 100 else fen // 100


def _in_footer(text: str) -> str:
    return text.replace("&", "&&")[:120]


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = True) -> Iterator[str]:
    """Yield the lines of a CSV file for a streamed answer, `bom` for Excel and WPS."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield ("\ufeff" if bom else "") + writer.writerow(list(map(safe_text, header)))
    for row in rows:
        yield writer.writerow([safe_text(value) for value in row])


def write_csv(target: IO[str], header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = True) -> None:
    """Write a CSV file into a text stream (opened as UTF-8 with newline='')."""
    target.writelines(csv_lines(header, rows, bom=bom))


def safe_text(value: Any) -> Any:
    """Return a value whose text no spreadsheet takes for a formula."""
    if type(value) is str and value.lstrip(" \u3000\u00a0").startswith(RISKY):
        return "'" + value
    return "" if value is None else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        """Return the line itself."""
        return line
