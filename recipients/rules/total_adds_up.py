"""RO-31 The stated 合计 of amounts is the sum of the households'."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def total_adds_up(context: Context) -> Iterator[Finding]:
    """One warning per table with a single total row that differs; sub-totals are not judged."""
    for index, part in enumerate(context.roster.parts):
        totals = [
            (row, float(str(found["monthly"]))) for row, found in part.table.stated_totals() if "monthly" in found
        ]
        families = [family for family in context.roster.families if family.sheet == index]
        if len(totals) != 1 or any(family.monthly is None for family in families):
            continue
        row, stated = totals[0]
        total = sum(family.monthly or 0 for family in families)
        if round(stated * 100) != total:
            yield context.finding(
                "RO-31",
                WARNING,
                "total-differs",
                (index, row, "monthly"),
                f"合计填 {stated:.2f} 元，各户相加为 {total / 100:.2f} 元",
                "请核对合计",
            )
