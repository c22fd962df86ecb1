"""RO-08 The sex column says 男 or 女 or nothing."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def sex_is_known_word(context: Context) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-08", ERROR, "sex-unknown")
