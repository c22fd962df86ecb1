"""ZG-08 The source is one of the usual words; others are kept as written."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def ledger_source_is_known(context: LedgerContext) -> Iterator[Finding]:
    """One warning for each word nobody knows."""
    for line in context.lines:
        if line.source_word and not line.source:
            at = (line.sheet, line.row, "source")
            message = f"“{line.source_word}”不是常用的问题来源，将按原文保存"
            hint = "常用：自查、抽查、信访、审计、回头看、巡察、疑点"
            yield context.finding("ZG-08", WARNING, "source-unknown", at, message, hint)
