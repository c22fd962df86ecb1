"""The dated terms of petitions as the rules ask for them, and the county's way of counting days.

data/terms.csv holds what the law and the county's rules say; a row of ClockRule supersedes the shipped one of the same
narrowness from its day on.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from core import workdays
from core.models import Workday
from core.questions import ask, told

from .models import ClockRule
from .rules.clocks import Calendar, Term

SHIPPED = Path(__file__).resolve().parent / "data" / "terms.csv"


def terms_for(channel: str, kind: str, on: dt.date) -> dict[str, Term]:
    """step → the term in force on `on` for this channel and class: the narrowest row wins, then the newest. A row of no
    days says that the step has no clock."""
    return pick(known()[0], channel, kind, on)


def pick(terms: list[Any], channel: str, kind: str, on: dt.date) -> dict[str, Term]:
    """As `terms_for`, from rows already loaded."""
    fitting = [
        row for row in terms if row.effective_from <= on and row.channel in ("", channel) and row.kind in ("", kind)
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


def known() -> tuple[list[Any], Calendar]:
    """Every term, the shipped ones first, and the county's working days; one query, to `pick` for many petitions."""
    return told([ask(lambda own, days: [answered(own, days)], *asked())])[0]


def asked() -> tuple[Any, Any]:
    """What `known` asks, for whoever has more to ask."""
    names = ("step", "channel", "kind", "days", "working_days", "shift", "effective_from", "basis")
    return ClockRule.objects.values(*names), Workday.objects.values("day", "is_working")


def answered(own: Iterable[Any], exceptions: Iterable[Any]) -> tuple[list[Any], Calendar]:
    """What `known` makes of the answers."""
    days = {row.day: row.is_working for row in exceptions}

    def add(day: dt.date, count: int) -> dt.date:
        while count:
            day += dt.timedelta(days=1)
            count -= workdays.is_workday(day, days)
        return day

    return [*shipped(), *own], Calendar(add, lambda day: day if workdays.is_workday(day, days) else add(day, 1))
