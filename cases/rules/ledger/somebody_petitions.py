"""PT-05 A row names who petitions or says 匿名."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def somebody_petitions(context: LedgerContext) -> Iterator[Finding]:
    """A warning for each row with neither."""
    for row in context.lines:
        if not row.names and not row.anonymous:
            yield from context.at(
                row, "name", "PT-05", WARNING, "name-missing", "没有填信访人，将按匿名件入库", "没有留名的请写“匿名”"
            )
