"""ZG-07 Whether it is struck off reads 是 or 否, and agrees with the day of completion."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import LedgerContext


def ledger_closing_is_told(context: LedgerContext) -> Iterator[Finding]:
    """An error for an answer that cannot be read, a warning where it contradicts the rest."""
    yield from context.told("ZG-07", ERROR, "closed-unknown")
    for line in context.lines:
        at = (line.sheet, line.row, "closed")
        if line.closed and not line.done_on:
            yield context.finding(
                "ZG-07", WARNING, "closed-undated", at, "已销号但没有完成日期", "请核对；确实查不到的说明情况"
            )
        if line.closed is False and line.done_on:
            message = "有完成日期但没有销号，将作为整改中入账"
            yield context.finding(
                "ZG-07", WARNING, "done-not-closed", at, message, "整改确已完成的，入账后按程序申请销号"
            )
