"""Which days are worked: the national calendar of chinesecalendar, the county's exceptions (core.Workday) before it.

chinesecalendar knows the State Council's published years; for a year nobody has published yet Monday to Friday count as
working days until the county enters what is announced. docs/calendar.md names the source of each shipped row.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import chinese_calendar

from .models import Workday

SHIPPED = Path(__file__).resolve().parent / "data" / "workdays.csv"
ONE_DAY = dt.timedelta(days=1)
LONGEST_REST = 60


@lru_cache(maxsize=4096)
def nationally_worked(day: dt.date) -> bool:
    """True when the national calendar works on `day`; Monday to Friday where it is not published."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def exceptions(first: dt.date, last: dt.date) -> dict[dt.date, bool]:
    """The county's own days between two dates, inclusive: True where work is done."""
    rows = Workday.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_working"))


def is_workday(day: dt.date, known: dict[dt.date, bool] | None = None) -> bool:
    """True when offices of the county work on `day`. `known` saves the query when many days are asked."""
    if known is None:
        known = exceptions(day, day)
    return known[day] if day in known else nationally_worked(day)


def add_workdays(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day` (before it when negative); `day` itself is not counted, 0 gives `day`."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    reach = (abs(count) * 3 + LONGEST_REST) * step
    known = exceptions(min(day, day + reach), max(day, day + reach))
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day, known)
    return day


def nearest_workday(day: dt.date, *, forward: bool) -> dt.date:
    """`day` when it is worked, else the next working day (or the one before)."""
    return day if is_workday(day) else add_workdays(day, 1 if forward else -1)


def shipped() -> Iterable[Workday]:
    """The exceptions that come with the program: Ningxia's own holidays."""
    with SHIPPED.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            yield Workday(day=dt.date.fromisoformat(row["day"]), is_working=row["is_working"] == "1", name=row["name"])


def load_shipped() -> int:
    """Add the shipped exceptions that are not there yet; what the county has entered or changed stays. Returns the number
    added. Called by `load_divisions`, inside its transaction."""
    rows = list(shipped())
    there = set(Workday.objects.filter(day__in=[row.day for row in rows]).values_list("day", flat=True))
    missing = [row for row in rows if row.day not in there]
    Workday.objects.bulk_create(missing)
    return len(missing)
