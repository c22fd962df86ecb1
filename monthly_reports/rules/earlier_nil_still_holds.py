"""MR-24. A death dated in a month reported as 无死亡 contradicts that report.

It may be in order (the family told late), so it is a warning: please verify, no accusation."""

from collections.abc import Iterator, Sequence

from core.months import chinese
from core.sheets.findings import Finding

from .facts import Context, Filing, warning
from .fold import Outcome

CODE = "MR-24"


def earlier_nil_still_holds(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn of deaths dated in a month for which the township stated there were none."""
    seen: set[str] = set()
    for line in filing.entries:
        month = line.death_date[:7]
        ident = getattr(line, "person_id", "") or line.id_number
        if month and month < context.month and month in context.nil_death_months and ident not in seen:
            seen.add(ident)
            message = f"{chinese(month)}曾报“本月无死亡”，这里的死亡日期却在那个月。"
            yield warning(CODE, "earlier-nil", line, "death_date", message, "请核实当时为何未报，确认时说明。")
