"""ZG-06 Found, then due, then done, none of it in the future. Old ledgers contradict themselves: a warning."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from ...intake.ledger_line import Line
from .context import LedgerContext

HINT = "请核对；属实的写明情况后可以入库"


def ledger_days_agree(context: LedgerContext) -> Iterator[Finding]:
    """One warning for each day that contradicts another, or has not come yet."""
    today = context.today.isoformat()
    for line in context.lines:
        if line.found_on > today:
            yield _at(context, line, "found_on", WARNING, "发现日期在今天以后", HINT)
        if line.done_on > today:
            yield _at(context, line, "done_on", WARNING, "完成日期在今天以后", HINT)
        if line.done_on and line.done_on < line.found_on:
            yield _at(context, line, "done_on", WARNING, "完成日期早于发现日期", HINT)
        if line.due_on and line.due_on < line.found_on:
            yield _at(context, line, "due_on", WARNING, "整改时限早于发现日期", HINT)


def _at(context: LedgerContext, line: Line, name: str, severity: str, message: str, hint: str) -> Finding:
    return context.finding("ZG-06", severity, "days-contradict", (line.sheet, line.row, name), message, hint)
