"""The rectification ledger as it is filed: title, unit line, twenty columns, 合计, signature line, seal place."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

from core.sheets.write import Column, Document, write_xlsx

from ..ledger.filing import COLUMNS, row
from ..models import RectificationEntry

TITLE = "社会救助领域腐败和作风问题专项整治工作台账"
SHEET = "工作台账"
SIGNATURES = "填表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"
WIDTHS = (6, 12, 28, 11, 11, 8, 11, 9, 12, 20, 24, 12, 9, 9, 12, 14, 12, 8, 9, 16)
KINDS = {"序号": "number", "涉及户数": "number", "涉及金额（元）": "money"}


def write_ledger(
    target: str | IO[bytes],
    entries: Iterable[RectificationEntry],
    towns: Mapping[str, str],
    *,
    bureau: str,
    unit: str,
    filled_on: str,
    footer: str,
) -> int:
    """Write the workbook as filed, A4 across with a repeating header; returns its lines."""
    columns = [
        Column(word, KINDS.get(word, "text"), width, total=word in KINDS and word != "序号")
        for word, width in zip(COLUMNS, WIDTHS, strict=True)
    ]
    document = Document(
        heading=f"{bureau}{TITLE}",
        columns=columns,
        rows=_rows(entries, towns),
        sheet=SHEET,
        unit_line=f"填报单位：{unit}        填报日期：{filled_on}",
        closing=(SIGNATURES,),
        footer=footer,
    )
    return write_xlsx(target, document)


def _rows(entries: Iterable[RectificationEntry], towns: Mapping[str, str]) -> Iterable[list[Any]]:
    for number, entry in enumerate(entries, 1):
        yield [None if value == "" else value for value in row(number, entry, towns)]
