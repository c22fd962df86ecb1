"""RO-13 Numbers of persons are whole numbers."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def count_is_number(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-13", ERROR, "count-not-number")
