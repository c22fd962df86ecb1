"""When a month's work summary is due: the same day as the monthly report."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core import months
from monthly_reports.models import Period
from monthly_reports.operations.periods import deadline, due_date


@dataclass(frozen=True)
class Due:
    """The last day on which a filing is on time, and the moment after which it is late (UTC)."""

    day: dt.date
    moment: dt.datetime


def due_of(county_code: str, month: str) -> Due:
    """As the month's period says; where there is none, as the settings do."""
    period = Period.objects.filter(county_code=county_code[:6], month=month).first()
    if period is not None:
        return Due(period.due_date, period.deadline)
    day = due_date(month)
    return Due(day, deadline(day))


def owed_periods(county_code: str, since: str) -> list[Period]:
    """The months from `since` to this one for which townships owe a summary: those opened before they were due. A month
    opened afterwards, to load old reports, asks for none."""
    return opened_in_time(periods_since(county_code, since))


def periods_since(county_code: str, since: str) -> QuerySet[Period]:
    """The periods from `since` to this month, the oldest first."""
    rows = Period.objects.filter(county_code=county_code[:6], month__gte=since, month__lte=months.current())
    return rows.order_by("month")


def opened_in_time(periods: Iterable[Any]) -> list[Any]:
    """Those opened before they were due."""
    return [period for period in periods if period.opened_at < period.deadline]
