"""Reminders of work summaries that are not in, on the same ladder and to the same day as the monthly report."""

import datetime as dt
from typing import Any

from django.urls import reverse

from core import audit, months
from core.models import Division
from core.operation import operation
from core.permissions import Role
from monthly_reports.models import Period
from monthly_reports.operations.ladder import Owed, climb

from ...models import WorkSummary
from ...summaries.due import owed_periods
from ...summaries.flow import FILED

S = WorkSummary.State


def remind_summaries(on: dt.date) -> list[dict[str, Any]]:
    """What is due on `on` is in the inboxes; answers what this run has newly sent, one entry a township and step."""
    codes = Division.objects.townships().values_list("code", flat=True)
    sent: list[dict[str, Any]] = []
    for county in sorted({code[:6] for code in codes}):
        for period in owed_periods(county, months.add(months.of(on), -1)):
            if period.month <= months.of(on):
                sent += _remind(period, on)
    return sent


@operation
def _remind(period: Period, on: dt.date) -> list[dict[str, Any]]:
    rows = WorkSummary.objects.filter(county_code=period.county_code, month=period.month)
    found = {row.division_code: row for row in rows.defer("text", "facts", "annex")}
    towns = Division.objects.townships().filter(code__startswith=period.county_code)
    owed = [
        _owed(town, period, found.get(town.code))
        for town in towns
        if town.code not in found or found[town.code].state not in FILED
    ]
    sent = climb(owed, period.due_date, on)
    if sent:
        told = {"month": period.month, "on": str(on), "sent": len(sent)}
        audit.record("summary.remind", by=None, division_code=period.county_code.ljust(12, "0"), summary=told)
    return sent


def _owed(town: Division, period: Period, summary: WorkSummary | None) -> Owed:
    handed = summary is not None and summary.handed_at is not None
    month, day = months.chinese(period.month), period.due_date
    body = f"{town.name}{month}工作情况月报还没有报送。截止时间是 {day.year}年{day.month}月{day.day}日 24 时。"
    if summary is not None and summary.state == S.RETURNED:
        body += "局办公室已退回上一版，请按退回理由修改后重新报送。"
    elif handed:
        body += "填报人已经送核，等核查员或分管领导确认后报送。"
    return Owed(
        key=f"summary:{town.code}:{period.month}",
        what="工作情况月报",
        month=period.month,
        division_code=town.code,
        name=town.name,
        missing=["工作情况月报"],
        body=body,
        url=reverse("summary_detail", args=[summary.pk]) if summary else reverse("summary_current"),
        also=(Role.TOWNSHIP_VERIFIER,) if handed else (),
    )
