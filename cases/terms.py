"""The dated terms of petitions as the rules ask for them, and the county's way of counting days.

data/terms.csv holds what the law and the county's rules say; a row of ClockRule supersedes the shipped one of the same
narrowness from its day on.
"""

import csv
import datetime as dt
from functools import lru_cache
from pathlib import Path

from core import workdays
from core.models import Workday

from .models import ClockRule
from .rules.clocks import Calendar, Term

SHIPPED = Path(__file__).resolve().parent / "data" / "terms.csv"


def terms_for(channel: str, kind: str, on: dt.date) -> dict[str, Term]:
    """step → the term in force on `on` for this channel and class: the narrowest row wins, then the newest. A row of no
    days says that the step has no clock."""
    return pick(rows(), channel, kind, on)


def rows() -> list[ClockRule]:
    """Every term, the shipped ones first; load once to `pick` for many petitions."""
    return [*shipped(), *ClockRule.objects.all()]


def pick(known: list[ClockRule], channel: str, kind: str, on: dt.date) -> dict[str, Term]:
    """As `terms_for`, from rows already loaded."""
    fitting = [
        row for row in known if row.effective_from <= on and row.channel in ("", channel) and row.kind in ("", kind)
    ]
    fitting.sort(key=lambda row: (bool(row.channel), bool(row.kind), row.effective_from))
    held = {row.step: Term(row.step, row.days, row.working_days, row.shift, row.basis) for row in fitting}
    return {step: term for step, term in held.items() if term.days}


@lru_cache(maxsize=1)
def shipped() -> tuple[ClockRule, ...]:
    """The terms that come with the program; the rows are not saved."""
    with SHIPPED.open(encoding="utf-8") as source:
        return tuple(
            ClockRule(
                step=row["step"],
                channel=row["channel"],
                kind=row["kind"],
                days=int(row["days"]),
                working_days=row["working_days"] == "1",
                effective_from=dt.date.fromisoformat(row["effective_from"]),
                basis=row["basis"],
            )
            for row in csv.DictReader(source)
        )


def calendar() -> Calendar:
    """The county's working days; its exceptions are read once, so that many petitions cost one query."""
    known = dict(Workday.objects.values_list("day", "is_working"))

    def add(day: dt.date, count: int) -> dt.date:
        while count:
            day += dt.timedelta(days=1)
            count -= workdays.is_workday(day, known)
        return day

    return Calendar(add, lambda day: day if workdays.is_workday(day, known) else add(day, 1))
