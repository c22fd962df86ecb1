"""RO-04 The last place of an ID number agrees with the 17 before it (GB 11643)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def id_check_digit_fits(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-04", ERROR, "id-checksum")
