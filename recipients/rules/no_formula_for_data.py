"""RO-05 Names, numbers and words are typed, not worked out; formulas in total rows are the sheet's own business."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def no_formula_for_data(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-05", ERROR, "formula")
