"""ZG-09 No text is longer than its column keeps: nothing is cut off unseen."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def ledger_texts_fit(context: LedgerContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("ZG-09", ERROR, "text-long")
