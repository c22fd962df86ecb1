"""RO-12 An account that Excel stored as a number has lost its last digits: refused, never repaired."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def account_is_text(context: Context) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-12", ERROR, "account-as-number")
