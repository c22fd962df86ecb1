"""ZG-02 Each line names a township of the county."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import LedgerContext


def ledger_township_is_ours(context: LedgerContext) -> Iterator[Finding]:
    """One error for each line whose township is missing or unknown, a warning where it names several."""
    for fault in context.by_kind.get("townships-several", ()):
        at = (fault.sheet, fault.row, fault.field)
        message = f"“{fault.shown}”是几个乡镇，已作为县民政局的事项入账，原文记入备注"
        hint = "要由各乡镇分别整改的，请拆成每个乡镇一行再导入"
        yield context.finding("ZG-02", WARNING, "townships-several", at, message, hint)
    for line in context.lines:
        at = (line.sheet, line.row, "town")
        if not line.town:
            yield context.finding("ZG-02", ERROR, "township-missing", at, "没有填涉及乡镇", "请填写乡镇全称，如 香水镇")
        elif line.town not in context.townships:
            message = f"县里没有“{line.town}”这个乡镇"
            yield context.finding("ZG-02", ERROR, "township-unknown", at, message, "请改为乡镇全称，如 香水镇")
