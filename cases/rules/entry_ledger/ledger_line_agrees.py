"""ZG-11 A line that stands in the ledger already says the same; the program's ledger is the one that holds."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def ledger_line_agrees(context: LedgerContext) -> Iterator[Finding]:
    """One warning for each line that says otherwise: it changes nothing."""
    for number, (entry, columns) in sorted(context.differing.items()):
        line = context.lines[number]
        at = (line.sheet, line.row, "description")
        message = f"台账里已有这一条（{entry}），{'、'.join(columns)}与这里不同，不会改动"
        yield context.finding("ZG-11", WARNING, "line-differs", at, message, "确需更改的，请到该事项里按程序办理")
