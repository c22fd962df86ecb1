"""PT-04 A number with a moment of receipt stands once in a file."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import LedgerContext


def rows_stand_once(context: LedgerContext) -> Iterator[Finding]:
    """An error at the second row with the same number and moment (or without a number the same text)."""
    seen: dict[tuple[str, ...], int] = {}
    for row in context.lines:
        if not row.received:
            continue
        if row.key in seen:
            yield from context.at(
                row, "number" if row.number else "text", "PT-04", ERROR, "row-twice",
                f"与第 {seen[row.key] + 1} 行编号、接件时间相同", "请删去重复的一行，或改正编号",
            )  # fmt: skip
        else:
            seen[row.key] = row.row
