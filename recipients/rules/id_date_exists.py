"""RO-03 The birth date inside an ID number is a real day, not in the future, at most 120 years ago (GB 11643)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def id_date_exists(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-03", ERROR, "id-bad-date")
