"""RO-31 The stated 合计 of amounts and persons is the sum of the households'."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import WARNING, Finding
from core.sheets.table import Table
from core.sheets.values import money_fen

from ..intake.staged import Family
from .context import Context


def total_adds_up(context: Context) -> Iterator[Finding]:
    """One warning per table and column with a single total row that differs; sub-totals are not judged."""
    for index, part in enumerate(context.roster.parts):
        families = [family for family in context.roster.families if family.sheet == index]
        totals = part.table.stated_totals()
        yield from _amount(context, index, families, totals)
        for name, total in (("covered_count", _covered(families)), ("household_size", _persons(families))):
            stated = [(row, float(str(found[name]))) for row, found in totals if name in found]
            if len(stated) == 1 and stated[0][1] != total:
                message = f"合计填 {stated[0][1]:g} 人，各户相加为 {total} 人"
                at = (index, stated[0][0], name)
                yield context.finding("RO-31", WARNING, "total-differs", at, message, "请核对合计")


def _amount(
    context: Context, index: int, families: Sequence[Family], totals: Sequence[tuple[int, dict[str, object]]]
) -> Iterator[Finding]:
    name = _column(context.roster.parts[index].table, families)
    found = [(row, float(str(found[name]))) for row, found in totals if name in found]
    if len(found) != 1 or any(family.monthly is None for family in families):
        return
    row, stated = found[0]
    total = sum(family.monthly or 0 for family in families)
    if round(stated * 100) != total:
        message = f"合计填 {stated:.2f} 元，各户相加为 {total / 100:.2f} 元"
        yield context.finding("RO-31", WARNING, "total-differs", (index, row, name), message, "请核对合计")


def _column(table: Table, families: Sequence[Family]) -> str:
    """The column of which the 合计 is the households': each person's own where they add up to it; a 标准 is added up by nobody."""
    if "monthly" in table.columns or "per_person" not in table.columns:
        return "monthly"
    own = [money_fen(table.value(member.row, "per_person"))[0] for family in families for member in family.members]
    total = sum(family.monthly or 0 for family in families)
    return "per_person" if sum(fen for fen in own if isinstance(fen, int)) == total else "monthly"


def _covered(families: Sequence[Family]) -> int:
    return sum(family.covered_count or len(family.covered) for family in families)


def _persons(families: Sequence[Family]) -> int:
    return sum(family.persons for family in families)
