"""抽查情况 in one workbook as it is filed: the townships with the county's row, the visits behind them. No ID number."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from core import months
from core.sheets.write import Column, Document, write_xlsx

from ..models import Draw, Outcome, Visit

SIGNATURES = "填报人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"
SUMMARY = (
    Column("序号", "number", 6),
    Column("乡镇", width=12),
    Column("框内数", "number", 9),
    Column("样本数", "number", 9),
    Column("已核查", "number", 9),
    Column("相符", "number", 8),
    Column("不符", "number", 8),
    Column("查无失联", "number", 10),
    Column("视频核实", "number", 10),
    Column("不符率", width=9),
    Column("95%区间", width=16),
    Column("推算多发（元）", "money", 13),
    Column("结论", width=60),
)
VISITS = (
    Column("序号", "number", 6),
    Column("乡镇", width=12),
    Column("户编号", width=18),
    Column("姓名（村名）", width=12),
    Column("类别", width=16),
    Column("月金额", "money", 10),
    Column("结论", width=20),
    Column("问题", width=24),
    Column("多发金额", "money", 10, total=True),
    Column("入户日期", "date", 12),
    Column("核查人", width=18),
    Column("签字日期", "date", 12),
)


def workbook(
    draw: Draw,
    summary: Iterable[Sequence[Any]],
    visits: Iterable[Visit],
    names: dict[str, str],
    *,
    county: str,
    footer: str,
) -> bytes:
    """Two sheets: `summary` in the order of SUMMARY, the county's row last; the signed visits. `names` are townships by
    nine digits."""
    target = io.BytesIO()
    unit_line = f"抽签编号：{draw.code}　　　　　　　　　　单位：户（项）、元"
    heading = f"{county}{months.chinese(draw.month)}{draw.title}"
    write_xlsx(
        target,
        Document(f"{heading}情况表", SUMMARY, summary, "抽查情况", unit_line, closing=(SIGNATURES,), footer=footer),
        Document(
            f"{heading}入户核查明细",
            VISITS,
            (_visit(number, visit, names) for number, visit in enumerate(visits, 1)),
            "核查明细",
            unit_line,
            closing=(SIGNATURES,),
            footer=footer,
        ),
    )
    return target.getvalue()


def _visit(number: int, visit: Visit, names: dict[str, str]) -> list[Any]:
    item = visit.item
    assert item is not None and visit.signed_at is not None  # the caller passes signed visits of drawn items
    people = [person.display_name for person in (visit.first_inspector, visit.second_inspector) if person]
    return [
        number,
        names.get(visit.township_code, visit.township_code),
        item.label,
        item.name,
        item.category,
        item.fen,
        Outcome(visit.outcome).label,
        "、".join(visit.problems),
        visit.overpaid_fen,
        visit.visited_on,
        "、".join(people),
        visit.signed_at.astimezone(months.SHANGHAI).date(),
    ]
