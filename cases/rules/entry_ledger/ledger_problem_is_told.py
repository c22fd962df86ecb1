"""ZG-03 Each line says what kind of problem it is, and what."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def ledger_problem_is_told(context: LedgerContext) -> Iterator[Finding]:
    """One error for each empty cell."""
    for line in context.lines:
        if not line.category:
            at = (line.sheet, line.row, "category")
            yield context.finding(
                "ZG-03", ERROR, "category-missing", at, "没有填问题类别", "请填写，如 错保、漏保、关系保"
            )
        if not line.description:
            at = (line.sheet, line.row, "description")
            yield context.finding("ZG-03", ERROR, "description-missing", at, "没有填具体问题", "请写清是什么问题")
