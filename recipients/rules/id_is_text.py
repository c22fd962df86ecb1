"""RO-01 An ID number that Excel stored as a number has lost its last digits: refused, never repaired."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def id_is_text(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-01", ERROR, "id-as-number")
