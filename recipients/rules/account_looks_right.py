"""RO-16 A bank account has 16 to 19 digits and passes the Luhn check; old passbooks may not."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def account_looks_right(context: Context) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-16", WARNING, "account-luhn", "account-form")
