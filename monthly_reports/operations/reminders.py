"""Reminders of monthly reports that are not in, on the ladder around their deadline date T (see ladder)."""

import datetime as dt
from typing import Any

from core import audit, months
from core.models import Division, User
from core.operation import operation
from core.permissions import Role

from ..models import ObligationStatus, Period, Report, Submission
from .ladder import Owed, climb, step_day
from .periods import open_period
from .standing import report_url

WAITING = (Submission.State.DRAFT, Submission.State.CONFIRMED)


def remind(on: dt.date) -> list[dict[str, Any]]:
    """What is due on `on` is in the inboxes; returns what this run has newly sent, one entry a township and step."""
    sent: list[dict[str, Any]] = []
    for county in _counties():
        _open_month_of(county, on)
        recent = [months.add(months.of(on), -1), months.of(on)]
        for period in Period.objects.filter(county_code=county, month__in=recent).order_by("month"):
            sent += _remind_period(period, on)
    return sent


def _counties() -> list[str]:
    return sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})


def _open_month_of(county: str, on: dt.date) -> None:
    """Open the month as the beat would have on its 1st; a month to come stays shut."""
    month = months.of(on)
    if month <= months.current() and not Period.objects.filter(county_code=county, month=month).exists():
        open_period(county, month)


@operation
def _remind_period(period: Period, on: dt.date, *, by: User | None = None) -> list[dict[str, Any]]:
    reports = [report for report in period.reports.order_by("division_code") if not fully_filed(report)]
    if not reports:
        return []
    names = dict(Division.objects.filter(pk__in=[r.division_code for r in reports]).values_list("code", "name"))
    drafts = set(
        Submission.objects.filter(report__in=reports, state__in=WAITING, is_correction=False).values_list(
            "report_id", flat=True
        )
    )
    owed = [_owed(report, period, names[report.division_code], report.pk in drafts) for report in reports]
    sent = climb(owed, period.due_date, on)
    if sent:
        audit.record(
            "report.remind", period, by=by, division_code=period.county_code, summary={"on": str(on), "sent": len(sent)}
        )
    return sent


def fully_filed(report: Report) -> bool:
    """True when both obligations are met by what is submitted or taken in."""
    return ObligationStatus.MISSING not in (report.changes, report.deaths)


def _owed(report: Report, period: Period, name: str, draft_waits: bool) -> Owed:
    obligations = [("增减人员名单", report.changes), ("死亡人员报告", report.deaths)]
    missing = [label for label, status in obligations if status == ObligationStatus.MISSING]
    return Owed(
        key=f"remind:{report.pk}",
        what="月报",
        month=period.month,
        division_code=report.division_code,
        name=name,
        missing=missing,
        body=_body(report, period, name, missing, draft_waits),
        url=report_url(report),
        also=(Role.TOWNSHIP_VERIFIER,) if draft_waits else (),
    )


def _body(report: Report, period: Period, name: str, missing: list[str], draft_waits: bool) -> str:
    """What, why and which."""
    month, day = months.chinese(period.month), period.due_date
    said = f"{name}{month}还没有报送：{'、'.join(missing)}。截止时间是 {day.year}年{day.month}月{day.day}日 24 时。"
    if report.state == Report.State.RETURNED:
        said += "上一版已被县局退回，请按退回理由修改后重新报送。"
    elif draft_waits:
        said += "已有一份填好的草稿，等核查员确认后报送。"
    return said + "没有变动或没有死亡的，也要报“零报告”。"


__all__ = ["fully_filed", "remind", "step_day"]
