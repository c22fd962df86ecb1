"""What each role has to do about the monthly reports today. Derived from the state of the work; only doing it clears it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from core import months
from core.models import Division
from core.navigation import Duty
from core.permissions import Permission

from .models import LateUnlock, ObligationStatus, Report, Submission

LOOK_BACK = 2
S = Submission.State


def duties(user: Any) -> Iterator[Duty]:
    """The duties of one person, of this month and the two before it; submissions waiting count however old they are."""
    if not user.sees_case_data:
        return
    reports = list(_recent(user))
    if user.may(Permission.REPORT_FILL):
        yield from _fill(reports)
    if user.may(Permission.REPORT_CONFIRM) and user.is_township:
        yield from _confirm(user)
        yield from _overdue_here(reports)
    if user.may(Permission.REPORT_TAKE_IN):
        yield from _take_in(user)
        yield from _overdue(reports, kind="info")
    if user.may(Permission.LATE_UNLOCK_APPROVE):
        yield from _unlocks(user)
        yield from _overdue(reports, kind="todo")


def _recent(user: Any) -> Any:
    since = months.add(months.current(), -LOOK_BACK)
    rows = Report.objects.visible_to(user).filter(period__month__gte=since, period__closed_at__isnull=True)
    return rows.select_related("period").order_by("period__month", "division_code")


def _missing(report: Report) -> list[str]:
    told = (("增减人员名单", report.changes), ("死亡人员报告", report.deaths))
    return [label for label, status in told if status == ObligationStatus.MISSING]


def _url(report: Report) -> str:
    return reverse("report_detail", args=[report.pk])


def _fill(reports: list[Report]) -> Iterator[Duty]:
    """What is not filed, or was sent back."""
    for report in reports:
        month, missing = months.chinese(report.period.month), _missing(report)
        if report.state == Report.State.RETURNED:
            why = "县局退回了上一版，请按理由修改后重新报送。"
            yield Duty(f"{month}月报被退回，请修改重报", why, _url(report), report.period.deadline)
        elif missing:
            waits = report.state in (Report.State.DRAFT, Report.State.CONFIRMED)
            why = f"还没有报送：{'、'.join(missing)}。" + (
                "已有草稿，核查确认后才算报送。" if waits else "没有的也要零报。"
            )
            yield Duty(f"填报{month}月报", why, _url(report), report.period.deadline)


def _confirm(user: Any) -> Iterator[Duty]:
    """Drafts somebody else of the township filled in."""
    rows = Submission.objects.visible_to(user).filter(state__in=[S.DRAFT, S.CONFIRMED]).exclude(filled_by=user)
    for each in rows.select_related("report__period").order_by("filled_at"):
        month = months.chinese(each.report.period.month)
        what = "更正件" if each.is_correction else "月报"
        why = f"填报人已填好第 {each.number} 版，需要第二人核查后报送。"
        url = reverse("submission_confirm", args=[each.pk])
        yield Duty(f"核查确认{month}{what}", why, url, None if each.is_correction else each.report.period.deadline)


def _overdue_here(reports: list[Report]) -> Iterator[Duty]:
    """A township's verifier and leader see that their own month is overdue."""
    now = timezone.now()
    for report in reports:
        if _missing(report) and now > report.period.deadline:
            why = f"还没有报送：{'、'.join(_missing(report))}。请督促填报。"
            title = f"{months.chinese(report.period.month)}月报已逾期"
            yield Duty(title, why, _url(report), report.period.deadline, kind="waiting")


def _take_in(user: Any) -> Iterator[Duty]:
    """What townships have submitted, the oldest first."""
    rows = list(
        Submission.objects.visible_to(user)
        .filter(state=S.SUBMITTED)
        .select_related("report__period")
        .order_by("submitted_at")
    )
    names = _names(each.division_code for each in rows)
    for each in rows:
        what = "更正件" if each.is_correction else "月报"
        title = f"接收{names.get(each.division_code, '')}{months.chinese(each.report.period.month)}{what}"
        why = f"第 {each.number} 版已报送，变动 {each.counts.get('lines', 0)} 行。请接收或退回。"
        yield Duty(title, why, reverse("submission_review", args=[each.pk]))


def _overdue(reports: list[Report], *, kind: str) -> Iterator[Duty]:
    """One duty a month: which townships are overdue."""
    now = timezone.now()
    late: dict[Any, list[Report]] = {}
    for report in reports:
        if now > report.period.deadline and _missing(report):
            late.setdefault(report.period, []).append(report)
    names = _names(report.division_code for some in late.values() for report in some)
    for period, some in late.items():
        title = f"{months.chinese(period.month)}月报有 {len(some)} 个乡镇逾期未报齐"
        why = "、".join(names.get(report.division_code, "") for report in some)
        yield Duty(title, why, reverse("report_board"), period.deadline, kind=kind)


def _unlocks(user: Any) -> Iterator[Duty]:
    """Requests to file after the month was closed."""
    rows = LateUnlock.objects.visible_to(user).filter(state=LateUnlock.State.ASKED).select_related("report__period")
    found = list(rows.order_by("asked_at"))
    names = _names(row.division_code for row in found)
    for row in found:
        title = f"批示{names.get(row.division_code, '')}补报{months.chinese(row.report.period.month)}月报的申请"
        yield Duty(title, f"原因：{row.reason}", reverse("late_unlock_list"))


def _names(codes: Any) -> dict[str, str]:
    wanted = set(codes)
    return dict(Division.objects.filter(pk__in=wanted).values_list("code", "name")) if wanted else {}
