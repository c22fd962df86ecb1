"""PT-03 A petition is received, then accepted, then concluded; old rows that contradict this are kept and pointed out."""

import datetime as dt
from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from ...intake.ledger_row import LedgerRow
from .context import LedgerContext


def dates_agree(context: LedgerContext) -> Iterator[Finding]:
    """Errors where the clock has no start, warnings where days contradict each other."""
    wrong = {(fault.sheet, fault.row, fault.field) for fault in context.by_kind.get("date-not-date", ())}
    yield from context.told("PT-03", ERROR, "date-not-date")
    yield from context.told("PT-03", WARNING, "day-next-year", "day-missing")
    for row in context.lines:
        if not row.received:
            if (row.sheet, row.row, "received") not in wrong:
                yield from context.at(
                    row, "received", "PT-03", ERROR, "received-missing", "接件时间没有填", "期限从接件起算，请补上日期"
                )
            continue
        yield from _order(context, row)


def _order(context: LedgerContext, row: LedgerRow) -> Iterator[Finding]:
    received, accepted, concluded = _day(row.received[:10]), _day(row.accepted_on), _day(row.concluded_on)
    for name, label, day in (
        ("received", "接件时间", received),
        ("accepted_on", "受理日期", accepted),
        ("concluded_on", "办结日期", concluded),
    ):
        if day and day > context.today:
            yield from context.at(row, name, "PT-03", ERROR, "day-in-future", f"{label}晚于今天", "请核对年月日")
    if accepted and received and accepted < received:
        yield from context.at(
            row,
            "accepted_on",
            "PT-03",
            WARNING,
            "accepted-before-received",
            "受理日期早于接件时间",
            "将按原样入库，请核对原件",
        )
    if concluded and accepted and concluded < accepted:
        yield from context.at(
            row,
            "concluded_on",
            "PT-03",
            WARNING,
            "concluded-before-accepted",
            "办结日期早于受理日期",
            "将按原样入库，请核对原件",
        )
    elif concluded and received and concluded < received:
        yield from context.at(
            row,
            "concluded_on",
            "PT-03",
            WARNING,
            "concluded-before-received",
            "办结日期早于接件时间",
            "将按原样入库，请核对原件",
        )
    if row.progress == "done" and not concluded:
        yield from context.at(
            row, "concluded_on", "PT-03", WARNING, "concluded-missing",
            "已答复的没有填办结日期", "将按已答复入库，不计算期限；请核对后补填",
        )  # fmt: skip
    if row.progress == "doing" and concluded:
        yield from context.at(
            row,
            "handling",
            "PT-03",
            WARNING,
            "open-but-concluded",
            "正在办理的填了办结日期",
            "将按已办结入库，请核对原件",
        )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
