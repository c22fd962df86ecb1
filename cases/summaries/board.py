"""The bureau's view of work summaries: townships × months at a glance. A fixed number of queries whatever the size."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from core import months
from core.models import Division
from monthly_reports.models import Period

from ..models import WorkSummary
from .due import owed_periods

S = WorkSummary.State
# verdict -> (tint of the heat cell, word)
VERDICTS = {
    "on_time": ("on_time", "按时"),
    "late": ("late", "迟报"),
    "returned": ("returned", "退回"),
    "missing": ("missing", "未报"),
    "waiting": ("submitted", "待汇总"),
    "waiting_late": ("submitted", "待汇·迟"),
    "draft": ("draft", "填写中"),
    "handed": ("draft", "待确认"),
    "open": ("open", "未到期"),
    "none": ("none", "·"),
}


@dataclass(frozen=True)
class Cell:
    """One township's month: the verdict and the summary, where there is one."""

    month: str
    verdict: str
    summary: WorkSummary | None = None


@dataclass(frozen=True)
class Row:
    """One township with its months, oldest first."""

    code: str
    name: str
    cells: list[Cell]


def board(scope: str, last_month: str, shown: int = 12, *, now: dt.datetime | None = None) -> list[Row]:
    """Townships inside `scope` × the months up to `last_month`. Three queries; nothing for an empty scope."""
    now = now or timezone.now()
    columns = [months.add(last_month, -back) for back in range(shown - 1, -1, -1)]
    if len(scope) < 6:
        return []
    rows = WorkSummary.objects.within(scope).filter(month__in=columns).defer("text", "facts", "annex")
    found = {(row.division_code, row.month): row for row in rows}
    periods = {period.month: period for period in owed_periods(scope[:6], columns[0])}
    return [
        Row(
            town.code,
            town.name,
            [
                Cell(m, verdict(found.get((town.code, m)), periods.get(m), now), found.get((town.code, m)))
                for m in columns
            ],
        )
        for town in Division.objects.townships().filter(code__startswith=scope)
    ]


def verdict(summary: WorkSummary | None, period: Period | None, now: dt.datetime) -> str:
    """The one word for a township's month: what is wrong comes before what is right."""
    if summary is not None and summary.state == S.RETURNED:
        return "returned"
    if summary is not None and summary.state == S.SUBMITTED:
        return "waiting_late" if summary.is_late else "waiting"
    if summary is not None and summary.state == S.COMBINED:
        return "late" if summary.is_late else "on_time"
    begun = "" if summary is None else "draft" if summary.handed_at is None else "handed"
    if period is None:
        return begun or "none"
    return "missing" if now > period.deadline else begun or "open"
