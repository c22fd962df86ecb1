"""ZG-04 Amounts and numbers of households can be read."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import LedgerContext


def ledger_numbers_are_numbers(context: LedgerContext) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    kinds = ("amount-not-number", "amount-negative", "amount-too-fine", "amount-too-large")
    yield from context.told("ZG-04", ERROR, *kinds)
    yield from context.told("ZG-04", WARNING, "amount-in-words")
    for fault in context.by_kind.get("count-not-number", ()):
        at = (fault.sheet, fault.row, fault.field)
        yield context.finding("ZG-04", ERROR, "count-not-number", at, "户数不是整数", "请填阿拉伯数字，如 3")
