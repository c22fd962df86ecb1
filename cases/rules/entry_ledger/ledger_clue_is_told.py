"""ZG-12 A clue handed on is told in its own column; told elsewhere it restricts the line all the same."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def ledger_clue_is_told(context: LedgerContext) -> Iterator[Finding]:
    """One warning for each place that tells of it."""
    yield from context.told("ZG-12", WARNING, "referred-elsewhere")
