"""RO-10 The monthly amount is a number of yuan, not negative, to the fen, and one household's."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def amount_is_number(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told(
        "RO-10", ERROR, "amount-not-number", "amount-negative", "amount-too-fine", "amount-too-large", "amount-missing"
    )
    yield from context.told("RO-10", ERROR, "sum-differs", "amount-shared")
