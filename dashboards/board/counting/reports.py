"""Who reported when, what was nil, and what the change lists say."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q

from monthly_reports.board import verdict
from monthly_reports.models import ChangeLine, ObligationStatus, Report, Submission
from monthly_reports.models.choices import ADDITIONS, ALTERATIONS, ENDINGS

from .key import Counted, Key, place

FILED = [Submission.State.SUBMITTED, Submission.State.TAKEN_IN]


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
    """Lines of what is filed, by direction, and deaths among the endings; corrections are told where they are made."""
    told = ("submission__township_code", "submission__report__period__month")
    rows = (
        ChangeLine.objects.filter(
            submission__county_code=county,
            submission__report__period__month__in=months,
            submission__state__in=FILED,
            submission__is_correction=False,
        )
        .order_by()
        .values(*told)
        .annotate(
            into=Count("pk", filter=Q(kind__in=list(ADDITIONS))),
            out=Count("pk", filter=Q(kind__in=list(ENDINGS))),
            altered=Count("pk", filter=Q(kind__in=list(ALTERATIONS))),
            died=Count("pk", filter=Q(kind__in=list(ENDINGS)) & (Q(reason="死亡") | Q(death_date__isnull=False))),
        )
    )
    return {
        Key(place(row[told[0]]), row[told[1]], "change", what): row[name]
        for row in rows
        for what, name in (("in", "into"), ("out", "out"), ("altered", "altered"), ("deaths", "died"))
    }
