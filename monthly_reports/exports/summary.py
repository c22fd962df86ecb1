"""The county's month in one workbook: 汇总表 with 合计, and the lines behind it."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from core import months
from core.sheets.write import Column, Document, write_xlsx
from core.templatetags.formats import masked_account, masked_id

from ..models import ChangeLine, ObligationStatus, Report
from .forms_filed import FORMS, Show, by_form, full, is_death

SIGNATURES = (
    "填表人（签字）：            社会救助股负责人（签字）：            局分管领导（签字）：            （公章）"
)
SUMMARY = (
    Column("序号", "number", 6),
    Column("乡镇", width=12),
    Column("增减名单", width=10),
    Column("死亡报告", width=10),
    Column("新增户", "number", 9, total=True),
    Column("新增人", "number", 9, total=True),
    Column("减少户", "number", 9, total=True),
    Column("减少人", "number", 9, total=True),
    Column("其中死亡", "number", 9, total=True),
    Column("变更户", "number", 9, total=True),
    Column("月增金额", "money", 12, total=True),
    Column("月减金额", "money", 12, total=True),
    Column("首次报送时间", width=18),
    Column("是否按时", width=10),
    Column("状态", width=10),
)


def month_summary(
    rows: Iterable[Sequence[Any]],
    lines: Sequence[tuple[str, ChangeLine]],
    *,
    county: str,
    month: str,
    show: bool,
    watermark: str,
) -> bytes:
    """The county's summary with 合计, and the lines behind it; identifiers masked unless `show`."""
    target = io.BytesIO()
    heading = f"{county}{months.chinese(month)}社会救助对象动态管理情况汇总表"
    summary = Document(
        heading, SUMMARY, rows, "汇总表", f"汇总单位：{county}        单位：户、人、元", closing=[SIGNATURES]
    )
    documents = [summary, *_county_lists(lines, county, month, full if show else masked_id, show)]
    for document in documents:
        document.watermark = watermark
    write_xlsx(target, *documents)
    return target.getvalue()


def summary_row(
    number: int, name: str, report: Report, effects: Sequence[Any], lines: Sequence[ChangeLine]
) -> list[Any]:
    """One township's row of the summary. `effects` are the households touched."""
    dead = sum(is_death(line) for line in lines)
    first = report.first_submitted_at
    when = first.astimezone(months.SHANGHAI).strftime("%Y-%m-%d %H:%M") if first else "未报"
    timely = "补录" if report.arrears else "迟报" if report.is_late else "按时" if first else "未报"
    added = [e for e in effects if e.persons_before == 0 and e.persons_after > 0]
    ended = [e for e in effects if e.persons_before > 0 and e.persons_after == 0]
    return [
        number,
        name,
        ObligationStatus(report.changes).label,
        ObligationStatus(report.deaths).label,
        len(added),
        sum(max(e.persons_change, 0) for e in effects),
        len(ended),
        sum(max(-e.persons_change, 0) for e in effects),
        dead,
        sum(1 for e in effects if e.persons_before > 0 and e.persons_after > 0),
        sum(max(e.fen_change, 0) for e in effects),
        sum(max(-e.fen_change, 0) for e in effects),
        when,
        timely,
        report.get_state_display(),
    ]


def _county_lists(
    lines: Sequence[tuple[str, ChangeLine]], county: str, month: str, show: Show, in_full: bool
) -> list[Document]:
    town_of = {line.pk: town for town, line in lines}
    parts = by_form([line for _, line in lines])
    account = full if in_full else masked_account
    return [
        Document(
            f"{county}{months.chinese(month)}社会救助对象{word}明细",
            (Column("乡镇", width=12), *columns),
            [[town_of[line.pk], *build(n, line, show, account)] for n, line in enumerate(parts[word], 1)],
            f"{word}明细",
            f"汇总单位：{county}        单位：人、元",
            closing=[SIGNATURES],
        )
        for word, columns, build in FORMS
    ]
