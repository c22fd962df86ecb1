"""Workbooks in and out of the administration, through the program's own confined reader and careful writer."""

import io
from typing import Any

import tablib
from import_export.formats.base_formats import Format

from ..sheets.limits import Limits
from ..sheets.read import read
from ..sheets.write import Column, Document, csv_lines, write_xlsx

SMALL = Limits(upload=2 * 1024 * 1024, rows=20_000, columns=64, cells=400_000, sheets=8)


class Sheet(Format):
    """xlsx, xls, et or csv: whatever the reader knows; the first visible sheet, its first row the field names."""

    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return self.extension

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        """Raises Unreadable with one clear sentence for anything that is no small table."""
        sheets = read(in_stream, f"settings.{self.extension}", limits=SMALL).visible
        rows = [row for row in (sheets[0].rows if sheets else []) if any(cell not in (None, "") for cell in row)]
        dataset = tablib.Dataset()
        if not rows:
            return dataset
        headers = [str(cell or "").strip() for cell in rows[0]]
        dataset.headers = headers
        for row in rows[1:]:
            padded = [*row, *[None] * len(headers)][: len(headers)]
            dataset.append([_plain(cell) for cell in padded])
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        target = io.BytesIO()
        columns = [Column(header, width=18) for header in dataset.headers]
        write_xlsx(target, Document(heading="", columns=columns, rows=list(dataset)))
        return target.getvalue()


class Text(Sheet):
    """The same as CSV."""

    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        return "".join(csv_lines(dataset.headers, list(dataset))).encode()


def _plain(cell: Any) -> str:
    """A cell as the text a clerk sees: whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
