"""RO-19 Health and labour ability use the words of the form, and 是否享受 is answered on every line."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def word_is_known(context: Context) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-19", WARNING, "health-unknown", "labour-unknown", "answer-missing")
