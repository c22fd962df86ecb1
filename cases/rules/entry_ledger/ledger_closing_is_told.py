"""ZG-07 Whether it is struck off is said in plain words, and agrees with the day of completion."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from ...intake.ledger_closing import STRIKING_OFF, closing
from .context import LedgerContext

HEADING = "是否销号"


def ledger_closing_is_told(context: LedgerContext) -> Iterator[Finding]:
    """An error for an answer that leaves it open, a warning for one that is not plain or contradicts the rest."""
    for fault in context.by_kind.get("closed-unknown", ()):
        at = (fault.sheet, fault.row, fault.field)
        message = f"“{context.heading(fault.sheet, fault.field, HEADING)}”写的是“{fault.shown}”，看不出是否销号"
        yield context.finding("ZG-07", ERROR, "closed-unknown", at, message, "请填“已销号”或“未销号”")
    for fault in context.by_kind.get("closed-doubtful", ()):
        at = (fault.sheet, fault.row, fault.field)
        word = context.heading(fault.sheet, fault.field, HEADING)
        message = f"“{word}”写的是“{fault.shown}”，说不准是否已经销号，先按没有销号入账，原文记入备注"
        hint = "确已销号的，请改成“已销号”再导入；没有销号的不用改"
        yield context.finding("ZG-07", WARNING, "closed-doubtful", at, message, hint)
    for line in context.lines:
        at = (line.sheet, line.row, "closed")
        if line.closed and not line.done_on:
            word = context.heading(line.sheet, "closed", HEADING)
            told = f"“{word}”写的是已完成，将作为历史销号（待复核）入账，" if STRIKING_OFF not in word else "已销号"
            message = told + "但没有完成日期"
            yield context.finding("ZG-07", WARNING, "closed-undated", at, message, "请核对；确实查不到的说明情况")
        if not line.closed and (line.done_on or line.struck_on or (line.closed is None and closing(line.progress)[0])):
            told = "有完成日期" if line.done_on or line.struck_on else "整改进展写的是已完成"
            message = told + "但没有销号，将作为整改中入账"
            yield context.finding(
                "ZG-07", WARNING, "done-not-closed", at, message, "整改确已完成的，入账后按程序申请销号"
            )
