"""RO-40 Where fewer are covered than the family has lines, a column says who."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding
from core.sheets.table import Table

from .context import Context


def covered_is_told(context: Context) -> Iterator[Finding]:
    """One error per table without 是否享受 whose 保障人数 covers fewer than the persons listed."""
    for index, part in enumerate(context.roster.parts):
        if _answers(part.table):
            continue
        for family in context.roster.families:
            count = family.covered_count
            if family.sheet == index and count is not None and count < len(family.members):
                message = f"没有认出“是否享受”这一栏，而保障人数（如这一户 {count} 人）少于表中列出的人数（{len(family.members)} 人），分不清谁享受"
                hint = "请加一栏“是否享受”，每人填“是”或“否”；已经有这一栏的，请把表头改成“是否享受”"
                yield context.finding(
                    "RO-40", ERROR, "covered-unknown", (index, family.row, "covered_count"), message, hint
                )
                break


def _answers(table: Table) -> bool:
    """True when the column is there and says anything."""
    return "covered" in table.columns and any(table.value(row, "covered") is not None for row in table.body)
