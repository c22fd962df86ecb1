"""RO-18 The relation to the head is one of GB/T 4761 or a word commonly used for one."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def relation_is_known(context: Context) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-18", WARNING, "relation-unknown")
