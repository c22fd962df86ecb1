"""CSV and tab-separated text, in the encodings that county computers write."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.model import CellValue, Sheet

DELIMITERS = ",\t;，"
KEPT_AS_TEXT = re.compile(r'="?(\d+[\dXx])"?\Z')
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def text_sheet(data: bytes, limits: Limits) -> Sheet:
    """Return the one sheet of a text file; raises Unreadable."""
    text = decode(data)
    if CONTROL.search(text):
        raise Unreadable("not-a-workbook")
    csv.field_size_limit(100_000)
    rows: list[list[CellValue]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)):
            if len(rows) > limits.rows + 1000:
                raise Unreadable("too-many-rows")
            rows.append([cell_of(value) for value in row])
    except csv.Error:
        raise Unreadable("damaged") from None
    return Sheet("Sheet1", bounded(rows, limits))


def bounded(rows: list[list[CellValue]], limits: Limits) -> list[list[CellValue]]:
    """Return the rows without blank ends, or raise Unreadable where they are too many."""
    from core.sheets.parse import trim

    if sum(map(len, rows)) > limits.cells:
        raise Unreadable("too-many-cells")
    if max((_filled(row) for row in rows), default=0) > limits.columns:
        raise Unreadable("too-many-columns")
    rows = trim(rows, {})
    if len(rows) > limits.rows:
        raise Unreadable("too-many-rows")
    return rows


def _filled(row: list[CellValue]) -> int:
    return max((index + 1 for index, value in enumerate(row) if value is not None), default=0)


def cell_of(value: str) -> CellValue:
    """Return a cell's text, ="6404…" without what keeps it a text; None where nothing stands."""
    if value.startswith("="):
        kept = KEPT_AS_TEXT.match(value)
        return kept[1] if kept else value
    return value or None


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or GB18030; raises Unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if b"\0" in data[:4096]:
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        return _strict(data, "utf-16-le" if odd >= even else "utf-16-be", "not-a-workbook")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _is_broken_utf8(data):
            raise Unreadable("damaged") from None
    return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str, code: str = "encoding") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(code) from None


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few bad bytes would turn into nonsense if read as GB18030."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(1 for _ in _some_chinese(text, 10 * bad + 1)) > 10 * bad


def _some_chinese(text: str, enough: int) -> Iterator[str]:
    for count, match in enumerate(CHINESE.finditer(text)):
        if count > enough:
            return
        yield match[0]


def delimiter(text: str) -> str:
    """Return the separator used most in the first lines."""
    start = "\n".join(text.splitlines()[:30]) if len(text) < 10_000 else text[:10_000]
    return max(DELIMITERS, key=start.count)
