"""Registers of questions and calls as they are filed. Who asked is in neither."""

from collections.abc import Callable, Iterable
from typing import Any

from core.sheets.write import Column
from core.templatetags.formats import datetime_cn

from ..models import CallLog, Channel, Consultation
from .supervision import ledger_book


def consultation_book(rows: Iterable[Consultation], took: Callable[[Any], str], *, county: str, footer: str) -> bytes:
    """政策咨询登记表; `took` says how long an answer took."""
    channels = dict(Channel.choices)
    columns = (
        Column("咨询时间", width=20),
        Column("渠道", width=10),
        Column("咨询内容", width=44),
        Column("答复", width=44),
        Column("答复时间", width=20),
        Column("答复用时", width=10),
        Column("答复人", width=10),
    )
    lines = (
        [
            datetime_cn(row.asked_at),
            channels.get(row.channel, row.channel),
            row.subject,
            row.answer,
            datetime_cn(row.answered_at) if row.answered_at else "",
            took(row.answered_at - row.asked_at) if row.answered_at else "待答复",
            row.answered_by.display_name if row.answered_by else "",
        ]
        for row in rows
    )
    return ledger_book(f"{county}政策咨询登记表", columns, lines, "政策咨询", footer)


def call_book(rows: Iterable[CallLog], *, county: str, footer: str) -> bytes:
    """值守电话来电登记表, missed and test calls included."""
    columns = (
        Column("来电时间", width=20),
        Column("电话", width=16),
        Column("情况", width=10),
        Column("内容", width=50),
        Column("登记人", width=10),
    )
    lines = (
        [datetime_cn(row.at), row.telephone, row.get_kind_display(), row.note, row.by.display_name] for row in rows
    )
    return ledger_book(f"{county}值守电话来电登记表", columns, lines, "来电", footer)
