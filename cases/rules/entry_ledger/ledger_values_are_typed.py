"""ZG-10 Words and numbers are typed, not worked out without a value."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def ledger_values_are_typed(context: LedgerContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("ZG-10", ERROR, "formula")
