"""RO-15 A 救助类别 column names a scheme of the county."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def scheme_is_known(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-15", ERROR, "scheme-unknown")
