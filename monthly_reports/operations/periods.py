"""Opening and closing a month of reporting."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import audit, months, policy, workdays
from core.models import Division, User
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused

from ..models import Period, Report, Submission

DAY_OF_DEADLINE = 25


def due_date(month: str) -> dt.date:
    """T, the last day on which a filing for `month` is on time, by the settings in force on the month's first day."""
    first = months.first_day(month)
    day = first.replace(day=DAY_OF_DEADLINE)
    if policy.value("deadline_rule", first) == "before_25th":
        day -= dt.timedelta(days=1)
    shift = policy.value("nonworking_deadline", first)
    return day if shift == "none" else workdays.nearest_workday(day, forward=shift == "next")


def deadline(day: dt.date) -> dt.datetime:
    """The end of `day` in Shanghai (24:00), as UTC: the 25th ends at 16:00:00Z. What comes after it is late."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI)
    return end.astimezone(dt.UTC)


@operation
def open_period(county_code: str, month: str, *, by: Any = None) -> Period:
    """The month is open in the county and every township has its report row; running again changes nothing."""
    months.validate_month(month)
    if month > months.current():
        raise Refused("这个月份还没有开始，不能填报。", code="month-in-future")
    day = due_date(month)
    period, made = Period.objects.get_or_create(
        county_code=county_code[:6],
        month=month,
        defaults={"due_date": day, "deadline": deadline(day), "opened_at": timezone.now()},
    )
    townships = Division.objects.townships().filter(code__startswith=county_code[:6]).values_list("code", flat=True)
    there = set(period.reports.values_list("division_code", flat=True))
    missing = [Report(period=period, division_code=code) for code in townships if code not in there]
    Report.objects.bulk_create(missing, ignore_conflicts=True)
    if made:
        summary = {"month": month, "due": day.isoformat()}
        audit.record("period.open", period, by=by, division_code=county_code, summary=summary)
    return period


def open_periods(today: dt.date | None = None) -> int:
    """This month is open in every county that has townships; says how many counties. For the beat: idempotent."""
    month = months.of(today or months.today())
    codes = Division.objects.townships().values_list("code", flat=True)
    counties = sorted({code[:6] for code in codes})
    for county in counties:
        open_period(county, month)
    return len(counties)


def report_of(township_code: str, month: str, *, by: Any = None) -> Report:
    """The township's report for the month, the period opened if it was not."""
    found = Report.objects.filter(
        period__county_code=township_code[:6], period__month=month, division_code=township_code
    ).select_related("period")
    report = found.first()
    if report is None:
        if not Division.objects.townships().filter(code=township_code).exists():
            raise Refused("没有这个乡镇。请核对乡镇代码。", code="township-unknown")
        open_period(township_code[:6], month, by=by)
        report = found.get()
    return report


@operation
def close_period(period: Period, *, by: User) -> Period:
    """The month is closed: what is taken in is locked, what is missing needs a late unlock. Refused while the bureau itself
    has reports waiting."""
    require(by, Permission.PERIOD_CLOSE, period.county_code)
    row = Period.objects.select_for_update().get(pk=period.pk)
    if row.closed_at:
        raise Refused("这个月份已经关闭。", code="period-closed")
    waiting = row.reports.filter(state=Report.State.SUBMITTED).count()
    if waiting:
        raise Refused(f"还有 {waiting} 个乡镇已报送、县局未接收或退回，请先处理再关闭。", code="reports-waiting")
    if timezone.now() <= row.deadline:
        raise Refused("报送截止时间还没有到，不能关闭。", code="before-deadline")
    row.closed_at, row.closed_by = timezone.now(), by
    row.save(update_fields=["closed_at", "closed_by"])
    locked = row.reports.filter(state=Report.State.TAKEN_IN).update(state=Report.State.LOCKED)
    summary = {"month": row.month, "locked": locked}
    audit.record("period.close", row, by=by, division_code=row.county_code, summary=summary)
    return row


def lock_report(report: Report) -> Report:
    """The report row, locked until the end of the transaction, its period with it."""
    return Report.objects.select_for_update(of=("self",)).select_related("period").get(pk=report.pk)


def submissions_of(report: Report) -> list[Submission]:
    """The report's own submissions, oldest first, corrections left out."""
    return list(report.submissions.filter(is_correction=False).order_by("number"))
