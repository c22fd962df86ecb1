"""RO-11 The class of a dibao household is A, B or C (分类施保)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def grade_is_known(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-11", ERROR, "grade-unknown")
