"""RO-53 The month since when and the day of the check can be read."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import KinContext


def kin_dates_are_dates(context: KinContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-53", ERROR, "date-not-date", "month-not-month", "month-ambiguous")
