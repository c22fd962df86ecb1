"""What the band rule may know of a candidate: kin, flags, new grants, what earlier visits found, repeated nil reports."""

from uuid import UUID

from core import months
from monthly_reports.models import ObligationStatus, Report
from recipients import kin

from ..models import ERRORS, ItemKind, Visit
from ..rules import bands
from .registry import Candidate, Scope, flagged
from .roster import newly_granted

LOOK_BACK_MONTHS = 12


def with_facts(candidates: list[Candidate], wanted: Scope) -> list[Candidate]:
    """Every candidate with what the band rule asks."""
    marks = {
        bands.KIN: kin.declared_households(wanted.county, wanted.month),
        bands.FLAGGED: flagged(wanted.county),
        bands.NEW_GRANT: newly_granted(wanted.county, wanted.month),
        bands.FAILED_BEFORE: _failed_before(wanted),
    }
    nil_again = _nil_two_months(wanted)
    return [each.with_facts(_facts(each, marks, nil_again)) for each in candidates]


def _facts(each: Candidate, marks: dict[str, set[UUID]], nil_again: set[str]) -> set[str]:
    found = {mark for mark, households in marks.items() if each.household in households}
    if each.kind == ItemKind.CHANGE_IN:
        found.add(bands.NEW_GRANT)
    if each.kind == ItemKind.NIL_VILLAGE and each.township in nil_again:
        found.add(bands.NIL_AGAIN)
    return found


def _failed_before(wanted: Scope) -> set[UUID]:
    since = months.first_day(months.add(wanted.month, -LOOK_BACK_MONTHS))
    rows = Visit.objects.filter(
        county_code=wanted.county, state=Visit.State.SIGNED, outcome__in=ERRORS, visited_on__gte=since
    )
    return set(rows.exclude(household=None).values_list("household_id", flat=True))


def _nil_two_months(wanted: Scope) -> set[str]:
    """Townships that reported no death this month and the month before: with three or four deaths a month to be expected,
    two nil reports running are rare (docs: domain, monthly report)."""
    both = [wanted.month, months.add(wanted.month, -1)]
    rows = Report.objects.filter(
        period__county_code=wanted.county, period__month__in=both, deaths=ObligationStatus.NIL
    ).values_list("township_code", flat=True)
    nil = list(rows)
    return {code for code in nil if nil.count(code) == len(both)}
