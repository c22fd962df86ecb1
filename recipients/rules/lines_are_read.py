"""RO-44 Every line among the families is read, or named."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding
from core.sheets.model import address

from .context import Told


def lines_are_read(context: Told) -> Iterator[Finding]:
    """One warning per line between the persons that is no person, total, heading or note; what stands below them is a footer."""
    for part in context.source.parts:
        table = part.table
        for row, text in table.ignored:
            if row < table.last_row:
                col = next(col for col, value in enumerate(table.sheet.rows[row]) if value is not None)
                message = f"这一行“{text[:20]}”没有看懂，未读取"
                hint = "如果它是人员，请补全姓名和身份证号；是说明的，请移到表下方"
                yield context.at_sheet("RO-44", WARNING, "line-ignored", (part.title, address(row, col)), message, hint)
