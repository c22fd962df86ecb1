"""PT-09 Identity and telephone numbers stand in full; a filed copy has them masked."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext


def numbers_are_whole(context: LedgerContext) -> Iterator[Finding]:
    """A warning for each masked number of a row that would be new, for an old identity number and for one too many."""
    yield from context.told("PT-09", WARNING, "id-old", "id-spare")
    known = {(row.sheet, row.row) for row in context.lines if row.key in context.known}
    for fault in context.by_kind.get("number-masked", ()):
        if (fault.sheet, fault.row) not in known:
            at = (fault.sheet, fault.row, fault.field)
            hint = "需要按人查重的，请用未脱敏的原台账导入"
            yield context.finding("PT-09", WARNING, "number-masked", at, "号码是脱敏的，没有读取", hint)
