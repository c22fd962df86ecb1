"""PT-01 Every row says what the petition is about."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def text_is_told(context: LedgerContext) -> Iterator[Finding]:
    """An error for each row without content."""
    for row in context.lines:
        if not row.text:
            yield from context.at(row, "text", "PT-01", ERROR, "text-missing", "信访内容没有填", "请补上反映的内容")
