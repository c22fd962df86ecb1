"""The bureau's view: townships × months at a glance. A fixed number of queries whatever the size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from core import months
from core.models import Division

from .models import ObligationStatus, Report, Submission

R = Report.State


@dataclass(frozen=True)
class Cell:
    """One township's month. `verdict` is the one word of the heat map: on_time, late, arrears, returned, missing (due and
    not there), pending (not yet due), none (the month was never opened)."""

    month: str
    verdict: str
    state: str = ""
    label: str = "—"
    changes: str = ""
    deaths: str = ""
    lines: int = 0
    report: Report | None = None


@dataclass(frozen=True)
class Row:
    """One township with its months, oldest first."""

    code: str
    name: str
    cells: list[Cell]


VERDICTS = {
    "on_time": "按时",
    "late": "迟报",
    "arrears": "补录",
    "returned": "已退回",
    "missing": "未报",
    "pending": "未到期",
    "none": "—",
}


def board(scope: str, last_month: str, months_shown: int = 12, *, now: dt.datetime | None = None) -> list[Row]:
    """Townships inside `scope` (a division-code prefix) × the months up to `last_month`. Three queries."""
    now = now or timezone.now()
    shown = [months.add(last_month, -back) for back in range(months_shown - 1, -1, -1)]
    townships = list(Division.objects.townships().filter(code__startswith=scope))
    reports = Report.objects.within(scope).filter(period__month__in=shown).select_related("period")
    found = {(report.division_code, report.period.month): report for report in reports}
    lines = _line_counts(found.values())
    return [
        Row(
            town.code,
            town.name,
            [_cell(found.get((town.code, month)), month, lines, now) for month in shown],
        )
        for town in townships
    ]


def _line_counts(reports: Iterable[Report]) -> dict[object, int]:
    """Report → change lines of what is filed (corrections left out)."""
    filed = Q(state__in=[Submission.State.SUBMITTED, Submission.State.TAKEN_IN, Submission.State.RETURNED])
    rows = Submission.objects.filter(filed, report__in=[report.pk for report in reports], is_correction=False)
    counts: dict[object, int] = {}
    for report, told, state in rows.values_list("report_id", "counts", "state"):
        if state != Submission.State.RETURNED:
            counts[report] = counts.get(report, 0) + int(told.get("lines", 0))
    return counts


def verdict(report: Report, now: dt.datetime) -> str:
    """The one word for a report: what is wrong comes before what is right."""
    missing = ObligationStatus.MISSING in (report.changes, report.deaths)
    if report.state == R.RETURNED:
        return "returned"
    if missing:
        return "missing" if now > report.period.deadline else "pending"
    if report.arrears:
        return "arrears"
    return "late" if report.is_late else "on_time"


def _cell(report: Report | None, month: str, lines: dict[object, int], now: dt.datetime) -> Cell:
    if report is None:
        return Cell(month, "none")
    word = verdict(report, now)
    return Cell(
        month=month,
        verdict=word,
        state=report.state,
        label=VERDICTS[word],
        changes=report.changes,
        deaths=report.deaths,
        lines=lines.get(report.pk, 0),
        report=report,
    )
