"""重复信访专门台账 in the form in which it is filed. Names, no numbers of people."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from core import months
from core.sheets.write import Column, Document, write_xlsx

from ..petitions.matters import Standing

HEADING = "2018年以来社会救助领域重复信访专门台账"
COLUMNS = (
    Column("序号", "number", 6),
    Column("台账编号", width=13),
    Column("乡镇、村", width=16),
    Column("信访人", width=14),
    Column("信访事项", width=34),
    Column("信访次数", "number", 9),
    Column("首次信访", "date", 12),
    Column("最近信访", "date", 12),
    Column("未化解原因", width=24),
    Column("包案领导", width=10),
    Column("化解措施", width=26),
    Column("化解时限", "date", 12),
    Column("销号方式", width=14),
    Column("销号依据", width=20),
    Column("销号日期", "date", 12),
)
SIGNATURES = "填表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"


def write_clusters(target: str | IO[bytes], rows: Iterable[Standing], *, bureau: str, footer: str) -> int:
    """Write the workbook; returns its lines."""
    document = Document(
        heading=HEADING,
        columns=COLUMNS,
        rows=_values(rows),
        sheet="重复信访台账",
        unit_line=f"填报单位：{bureau}　　　　　　　　　　单位：件",
        total_label="",
        closing=(SIGNATURES,),
        footer=footer,
    )
    return write_xlsx(target, document)


def _values(rows: Iterable[Standing]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        each = row.cluster
        yield [
            number,
            each.number,
            row.place,
            "、".join(row.names),
            each.matter,
            row.count,
            _day(row.first_at),
            _day(row.last_at),
            each.why_unsettled,
            each.leader,
            each.measures,
            each.due_on,
            each.get_disposal_display() if each.struck_off_at else "",
            each.disposal_note if each.struck_off_at else "",
            _day(each.struck_off_at),
        ]


def _day(moment: Any) -> Any:
    return moment.astimezone(months.SHANGHAI).date() if moment else None
