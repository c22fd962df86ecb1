"""PT-06 A row that is in the docket already says the same as there; the docket is not changed by a ledger."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def row_is_the_known(context: LedgerContext) -> Iterator[Finding]:
    """A warning where the text differs."""
    for row in context.lines:
        stands = context.known.get(row.key)
        if stands is not None and stands != row.text:
            yield from context.at(
                row, "text", "PT-06", WARNING, "differs-from-docket",
                "这一件已在库里，内容与这次不同，库里的不改", "确需更正的，请在信访件页面修改",
            )  # fmt: skip
