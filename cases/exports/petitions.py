"""The ledger of petitions in the form in which it is kept and filed (信访台账). Identity and telephone numbers masked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from core import months
from core.sheets.write import Column, Document, write_xlsx
from core.templatetags.formats import masked_id, masked_phone

from ..models import Petition

HEADING = "社会救助领域信访件台账"
COLUMNS = (
    Column("编号", width=13),
    Column("信访类型", width=10),
    Column("接件时间", width=17),
    Column("姓名", width=12),
    Column("身份证号", width=21),
    Column("联系方式", width=14),
    Column("反映问题地点", width=16),
    Column("被反映人", width=12),
    Column("信访内容", width=40),
    Column("问题类别", width=10),
    Column("受理日期", "date", 12),
    Column("办理情况", width=24),
    Column("办结日期", "date", 12),
    Column("办理结果", width=14),
    Column("是否重复信访", width=9),
    Column("备注", width=18),
)
SIGNATURES = "填表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"


@dataclass(frozen=True)
class Filed:
    """One petition with what stands beside it: its people, and what its story says."""

    petition: Petition
    people: Sequence[Any]
    accepted_on: Any
    concluded_on: Any
    handling: str


def write_ledger(target: str | IO[bytes], rows: Iterable[Filed], *, bureau: str, footer: str) -> int:
    """Write the workbook as filed, A4 across with a repeating header; returns its lines."""
    document = Document(
        heading=HEADING,
        columns=COLUMNS,
        rows=_values(rows),
        sheet="信访台账",
        unit_line=f"填报单位：{bureau}　　　　　　　　　　单位：件",
        total_label="",
        closing=(SIGNATURES,),
        footer=footer,
    )
    return write_xlsx(target, document)


def _values(rows: Iterable[Filed]) -> Iterator[list[Any]]:
    for row in rows:
        one, people = row.petition, row.people
        yield [
            one.ledger_number or one.number,
            one.get_channel_display(),
            one.received_at.astimezone(months.SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            "、".join(p.name for p in people if p.name) or "匿名",
            "、".join(masked_id(number) for p in people if (number := p.id_number)),
            "、".join(masked_phone(number) for p in people if (number := p.phone)),
            one.place,
            "、".join(one.accused),
            one.text,
            one.category,
            row.accepted_on,
            row.handling,
            row.concluded_on,
            one.get_finding_display() or one.answer,
            "是" if one.cluster_id else "",
            one.note,
        ]
