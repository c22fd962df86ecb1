"""ZG-05 Days can be read; the day of finding is told."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import LedgerContext


def ledger_days_are_days(context: LedgerContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("ZG-05", ERROR, "date-not-date")
    yield from context.told("ZG-05", WARNING, "deadline-in-words", "deadline-read", "day-in-words", "day-read")
    for line in context.lines:
        if not line.found_on:
            at = (line.sheet, line.row, "found_on")
            yield context.finding(
                "ZG-05", ERROR, "found-missing", at, "没有填发现日期", "请写成 2021-07-03 这样的年月日"
            )
