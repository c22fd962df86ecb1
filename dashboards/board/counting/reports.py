"""Who reported when, what was nil, and what the change lists say."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count

from monthly_reports.board import verdict
from monthly_reports.listing import FLOWS, filed
from monthly_reports.models import ChangeLine, ObligationStatus, Report

from .key import Counted, Key, place


def reports(county: str, months: Sequence[str], now: dt.datetime) -> Counted:
    """Each township's month under its one word, and its nil reports. `b` is the report."""
    found: Counted = {}
    rows = Report.objects.within(county).filter(period__month__in=months).select_related("period")
    for row in rows:
        found[Key(row.division_code, row.period.month, "report", verdict(row, now), "", str(row.pk))] = 1
        for name in ("changes", "deaths"):
            if getattr(row, name) == ObligationStatus.NIL:
                found[Key(row.division_code, row.period.month, "nil", name)] = 1
    return found


def changes(county: str, months: Sequence[str]) -> Counted:
    """Lines of what is filed, by direction, and deaths among the endings."""
    told = ("submission__township_code", "submission__report__period__month")
    rows = (
        filed(ChangeLine.objects.filter(submission__county_code=county))
        .filter(submission__report__period__month__in=months)
        .order_by()
        .values(*told)
        .annotate(**{what: Count("pk", filter=flow) for what, flow in FLOWS.items()})
    )
    return {Key(place(row[told[0]]), row[told[1]], "change", what): row[what] for row in rows for what in FLOWS}
