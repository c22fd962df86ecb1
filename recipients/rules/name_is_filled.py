"""RO-06 Every line carries a name of 2 to 50 characters."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def name_is_filled(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-06", ERROR, "name-missing", "name-form")
