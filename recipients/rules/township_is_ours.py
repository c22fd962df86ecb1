"""RO-29 The 乡镇 column, the title and the unit line name the township for which the roster is filed."""

import re
from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding
from core.sheets.model import address

from ..intake.reading import Part
from .context import Context

EXAMPLE = re.compile("如|例|说明|注[:：]")
LONGEST = 60


def township_is_ours(context: Context) -> Iterator[Finding]:
    """One error per other township of the county named in the column, at its first cell, or above a table instead of ours."""
    told: set[str] = set()
    hint = "请核对是否选错了乡镇或文件"
    for family in context.roster.families:
        town = family.town
        if town and town != context.township and town in context.townships and town not in told:
            told.add(town)
            message = f"这里是{town}，本次上报的是{context.township}的花名册"
            yield context.finding(
                "RO-29", ERROR, "township-mismatch", (family.sheet, family.row, "town"), message, hint
            )
    for part in context.roster.parts:
        town, cell = _named_above(context, part)
        if town and town not in told:
            told.add(town)
            message = f"标题写的是{town}，本次上报的是{context.township}的花名册"
            yield context.at_sheet("RO-29", ERROR, "township-mismatch", (part.title, cell), message, hint)


def _named_above(context: Context, part: Part) -> tuple[str, str]:
    """The other township that title, unit line or sheet name tell, and where; none where ours stands there too."""
    lines = [line for line in part.table.title_lines if len(line) <= LONGEST and not EXAMPLE.search(line)]
    texts = [*lines, part.title]
    if any(context.township in text for text in texts):
        return "", ""
    town = next((town for text in texts for town in context.townships if town in text), "")
    rows = part.table.sheet.rows[: part.table.header_rows.start] if town else []
    places = [(row, col) for row, line in enumerate(rows) for col, value in enumerate(line) if town in str(value)]
    return town, address(*places[-1]) if places else ""
