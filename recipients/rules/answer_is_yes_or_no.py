"""RO-14 是否享受 is answered by 是 or 否."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def answer_is_yes_or_no(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-14", ERROR, "answer-unknown")
