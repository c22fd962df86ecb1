"""PT-08 No text is longer than the docket keeps: nothing is cut off unseen."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def texts_fit(context: LedgerContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("PT-08", ERROR, "text-long")
