"""Ledgers of campaign, look-backs, clues, orders, circulars, education and mechanisms as they are filed: title, unit line,
合计, signature line."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from core.sheets.write import Column, Document, write_xlsx

from ..models import Circular, ClueReferral, EducationSession, FollowUp, Mechanism, Responsibility, SupervisionOrder
from ..operations.clues import Content

SIGNATURES = "填表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"
NUMBER = Column("序号", "number", 6)


def ledger_book(
    heading: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], sheet: str, footer: str
) -> bytes:
    target = io.BytesIO()
    numbered = ([number, *row] for number, row in enumerate(rows, 1))
    document = Document(heading, [NUMBER, *columns], numbered, sheet, closing=(SIGNATURES,), footer=footer)
    write_xlsx(target, document)
    return target.getvalue()


def look_back_book(rows: Iterable[FollowUp], towns: Mapping[str, str], *, county: str, footer: str) -> bytes:
    """回头看台账."""
    columns = (
        Column("台账编号", width=15),
        Column("乡镇", width=12),
        Column("村", width=12),
        Column("问题类别", width=14),
        Column("具体问题", width=36),
        Column("销号日期", "date", 12),
        Column("最早核查日", "date", 12),
        Column("最迟核查日", "date", 12),
        Column("抽签编号", width=16),
        Column("核查日期", "date", 12),
        Column("核查人", width=10),
        Column("结论", width=10),
        Column("核查情况", width=36),
    )
    lines = (
        [
            row.entry.number,
            towns.get(row.township_code, "县本级"),
            row.entry.village,
            row.entry.category,
            row.entry.description,
            _day(row.entry.closed_at) or row.entry.done_on,
            row.window_from,
            row.window_to,
            row.drawn_by,
            row.done_on,
            row.by.display_name if row.by else "",
            row.get_outcome_display() if row.outcome else "待核查",
            row.note,
        ]
        for row in rows
    )
    return ledger_book(f"{county}整改事项回头看台账", columns, lines, "回头看", footer)


def circular_book(rows: Iterable[Circular], *, county: str, footer: str) -> bytes:
    """通报曝光台账."""
    columns = (
        Column("文号", width=18),
        Column("种类", width=10),
        Column("标题", width=34),
        Column("状态", width=12),
        Column("起草人", width=10),
        Column("起草日期", "date", 12),
        Column("一审人", width=10),
        Column("一审日期", "date", 12),
        Column("二审人", width=10),
        Column("印发日期", "date", 12),
        Column("警示教育场次", "number", 12, total=True),
        Column("受教育人数", "number", 12, total=True),
    )
    lines = (
        [
            row.number,
            row.get_kind_display(),
            row.title,
            row.get_state_display(),
            row.drafted_by.display_name,
            _day(row.drafted_at),
            row.first_by.display_name if row.first_by else "",
            _day(row.first_at),
            row.second_by.display_name if row.second_by else "",
            _day(row.published_at),
            len(row.sessions.all()),
            sum(each.attendance for each in row.sessions.all()),
        ]
        for row in rows
    )
    return ledger_book(f"{county}通报曝光台账", columns, lines, "通报曝光", footer)


def _day(moment: Any) -> Any:
    return timezone.localdate(moment) if moment else None


def responsibility_book(rows: Iterable[Responsibility], *, county: str, footer: str) -> bytes:
    """责任分工表: task × unit × person × date."""
    columns = (
        Column("任务", width=22),
        Column("具体工作", width=40),
        Column("责任单位", width=18),
        Column("责任领导", width=10),
        Column("责任人", width=10),
        Column("时限", "date", 12),
        Column("完成日期", "date", 12),
        Column("完成情况", width=28),
    )
    lines = (
        [
            row.get_task_display(),
            row.work,
            row.unit,
            row.leader,
            row.person.display_name if row.person else "",
            row.due_on,
            _day(row.done_at),
            row.outcome,
        ]
        for row in rows
    )
    return ledger_book(f"{county}专项整治责任分工表", columns, lines, "责任分工", footer)


def clue_book(rows: Iterable[tuple[ClueReferral, Content]], *, county: str, footer: str) -> bytes:
    """线索移交台账."""
    columns = (
        Column("线索来源", width=14),
        Column("线索内容", width=40),
        Column("被反映人（单位、职务）", width=22),
        Column("涉及救助对象", width=18),
        Column("涉及金额", "money", 11, total=True),
        Column("发现方式", width=14),
        Column("处理人员", width=10),
        Column("移交日期", "date", 12),
        Column("移交文号", width=18),
        Column("接收人", width=10),
        Column("签收日期", "date", 12),
        Column("处置方式", width=12),
        Column("反馈日期", "date", 12),
        Column("处理结果", width=28),
        Column("追缴金额", "money", 11, total=True),
        Column("追责人数", "number", 9, total=True),
    )
    lines = (
        [
            clue.source,
            content.text,
            content.accused_words,
            content.households,
            clue.amount_fen,
            content.how_found,
            clue.handler.display_name,
            _day(clue.sent_at),
            clue.number,
            clue.received_by.display_name if clue.received_by else "",
            _day(clue.received_at),
            clue.get_disposal_display() if clue.disposal else "",
            clue.disposed_on,
            clue.result,
            clue.recovered_fen,
            clue.held_accountable,
        ]
        for clue, content in rows
    )
    return ledger_book(f"{county}问题线索移交台账", columns, lines, "线索移交", footer)


def order_book(rows: Iterable[SupervisionOrder], towns: Mapping[str, str], *, county: str, footer: str) -> bytes:
    """督办台账."""
    columns = (
        Column("文号", width=18),
        Column("种类", width=10),
        Column("乡镇", width=12),
        Column("事项", width=30),
        Column("状态", width=12),
        Column("签发人", width=10),
        Column("签发日期", "date", 12),
        Column("答复时限", "date", 12),
        Column("答复日期", "date", 12),
        Column("答复内容", width=36),
        Column("督办成效", width=28),
    )
    lines = (
        [
            row.number,
            row.get_kind_display(),
            towns.get(row.township_code, "县本级"),
            row.subject,
            row.get_state_display(),
            row.issued_by.display_name if row.issued_by else "",
            _day(row.issued_at),
            row.answer_by,
            _day(row.answered_at),
            row.answer,
            row.effect,
        ]
        for row in rows
    )
    return ledger_book(f"{county}督办台账", columns, lines, "督办", footer)


def education_book(rows: Iterable[EducationSession], *, county: str, footer: str) -> bytes:
    """警示教育登记表."""
    columns = (
        Column("日期", "date", 12),
        Column("主题", width=34),
        Column("地点", width=18),
        Column("参加人数", "number", 10, total=True),
        Column("所用通报", width=24),
        Column("情况", width=40),
    )
    lines = (
        [
            row.held_on,
            row.title,
            row.place,
            row.attendance,
            row.circular.number if row.circular else "",
            row.note,
        ]
        for row in rows
    )
    return ledger_book(f"{county}警示教育登记表", columns, lines, "警示教育", footer)


def mechanism_book(rows: Iterable[Mechanism], *, county: str, footer: str) -> bytes:
    """三项机制建设情况表."""
    columns = (
        Column("机制", width=16),
        Column("薄弱环节", width=36),
        Column("制度措施", width=36),
        Column("文号", width=18),
        Column("印发日期", "date", 12),
        Column("检查日期", "date", 12),
        Column("执行情况", width=30),
    )
    lines = (
        [
            row.get_kind_display(),
            row.weakness,
            row.rule,
            row.document_number,
            row.issued_on,
            row.checked_on,
            row.check_result,
        ]
        for row in rows
    )
    return ledger_book(f"{county}“三项机制”建设情况表", columns, lines, "三项机制", footer)
