"""RO-29 The 乡镇 column names the township for which the roster is filed."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def township_is_ours(context: Context) -> Iterator[Finding]:
    """One error per other township of the county named in the column, at its first cell."""
    told: set[str] = set()
    for family in context.roster.families:
        town = family.town
        if town and town != context.township and town in context.townships and town not in told:
            told.add(town)
            yield context.finding(
                "RO-29",
                ERROR,
                "township-mismatch",
                (family.sheet, family.row, "town"),
                f"这里是{town}，本次上报的是{context.township}的花名册",
                "请核对是否选错了乡镇或文件",
            )
