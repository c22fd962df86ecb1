"""RO-02 Every line carries an ID number of 18 places (GB 11643)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def id_is_whole(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-02", ERROR, "id-form", "id-old-form", "id-missing")
