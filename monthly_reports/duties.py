"""What each role has to do about the monthly reports today. Derived from the state of the work; only doing it clears it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from core import months
from core.models import Division
from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask

from .models import LateUnlock, ObligationStatus, Report, Submission

LOOK_BACK = 2
S = Submission.State
CHECKED = (S.DRAFT, S.CONFIRMED)
# When what lies with the verifier was handed over.
HANDED = Max("submissions__handed_at", filter=Q(submissions__state__in=CHECKED, submissions__is_correction=False))


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person, of this month and the two before it; submissions waiting count however old they
    are."""
    if not user.sees_case_data:
        return
    if user.may(Permission.REPORT_FILL):
        yield ask(_fill, _recent(user).annotate(handed_at=HANDED))
    if user.may(Permission.REPORT_CONFIRM) and user.is_township:
        yield ask(_confirm, _drafts(user))
        yield ask(_overdue_here, _recent(user))
    towns = Division.objects.named_in(user.scope)
    if user.may(Permission.REPORT_TAKE_IN):
        yield ask(_take_in, _submitted(user), towns)
        yield ask(partial(_overdue, "info"), _recent(user), towns)
    if user.may(Permission.LATE_UNLOCK_APPROVE):
        yield ask(_unlocks, _asked(user), towns)
        yield ask(partial(_overdue, "todo"), _recent(user), towns)


def _recent(user: Any) -> Any:
    since = months.add(months.current(), -LOOK_BACK)
    rows = Report.objects.visible_to(user).filter(period__month__gte=since, period__closed_at__isnull=True)
    names = ("pk", "state", "changes", "deaths", "division_code", "period__month", "period__deadline")
    return rows.order_by("period__month", "division_code").values(*names)


def _drafts(user: Any) -> Any:
    """What somebody else of the township filled in and handed over; a correction is with the verifier from the start."""
    rows = Submission.objects.visible_to(user).filter(state__in=CHECKED).exclude(filled_by=user)
    rows = rows.filter(Q(handed_at__isnull=False) | Q(is_correction=True) | Q(state=S.CONFIRMED))
    names = ("pk", "number", "is_correction", "report__period__month", "report__period__deadline")
    return rows.order_by("filled_at").values(*names)


def _submitted(user: Any) -> Any:
    """What townships have submitted, the oldest first."""
    rows = Submission.objects.visible_to(user).filter(state=S.SUBMITTED).order_by("submitted_at")
    return rows.values("pk", "number", "is_correction", "counts", "division_code", "report__period__month")


def _asked(user: Any) -> Any:
    """Requests to file after the month was closed."""
    rows = LateUnlock.objects.visible_to(user).filter(state=LateUnlock.State.ASKED).order_by("asked_at")
    return rows.values("reason", "division_code", "report__period__month")


def _missing(report: Any) -> list[str]:
    told = (("增减人员名单", report.changes), ("死亡人员报告", report.deaths))
    return [label for label, status in told if status == ObligationStatus.MISSING]


def _url(report: Any) -> str:
    return reverse("report_detail", args=[report.pk])


def _fill(reports: list[Any]) -> Iterator[Duty]:
    """What is not filed, or was sent back."""
    for report in reports:
        month, missing = months.chinese(report.period__month), _missing(report)
        if report.state == Report.State.RETURNED:
            why = "上一版被退回，请按理由修改后重新报送。"
            yield Duty(f"{month}月报被退回，请修改重报", why, _url(report), report.period__deadline)
        elif missing and report.handed_at:
            day = months.chinese_day(report.handed_at.astimezone(months.SHANGHAI).date())
            why = f"{day}已交核查，核查确认后才算报送：{'、'.join(missing)}。"
            yield Duty(f"{month}月报等待核查", why, _url(report), report.period__deadline, kind="waiting")
        elif missing:
            is_draft = report.state == Report.State.DRAFT
            why = f"还没有报送：{'、'.join(missing)}。" + (
                "已有草稿，核对无误后请交核查。" if is_draft else "没有的也要零报。"
            )
            yield Duty(f"填报{month}月报", why, _url(report), report.period__deadline)


def _confirm(drafts: list[Any]) -> Iterator[Duty]:
    for each in drafts:
        month = months.chinese(each.report__period__month)
        what = "更正件" if each.is_correction else "月报"
        why = f"填报人已填好第 {each.number} 版，需要第二人核查后报送。"
        url = reverse("submission_confirm", args=[each.pk])
        yield Duty(f"核查确认{month}{what}", why, url, None if each.is_correction else each.report__period__deadline)


def _overdue_here(reports: list[Any]) -> Iterator[Duty]:
    """A township's verifier and leader see that their own month is overdue."""
    now = timezone.now()
    for report in reports:
        if _missing(report) and now > report.period__deadline:
            why = f"还没有报送：{'、'.join(_missing(report))}。请督促填报。"
            title = f"{months.chinese(report.period__month)}月报已逾期"
            yield Duty(title, why, _url(report), report.period__deadline, kind="waiting")


def _take_in(submitted: list[Any], towns: list[Any]) -> Iterator[Duty]:
    names = _names(towns)
    for each in submitted:
        what = "更正件" if each.is_correction else "月报"
        title = f"接收{names.get(each.division_code, '')}{months.chinese(each.report__period__month)}{what}"
        why = f"第 {each.number} 版已报送，变动 {each.counts.get('lines', 0)} 行。请接收或退回。"
        yield Duty(title, why, reverse("submission_review", args=[each.pk]))


def _overdue(kind: str, reports: list[Any], towns: list[Any]) -> Iterator[Duty]:
    """One duty a month: which townships are overdue."""
    names, now = _names(towns), timezone.now()
    late: dict[Any, list[str]] = {}
    for report in reports:
        if now > report.period__deadline and _missing(report):
            known = names.get(report.division_code, "")
            late.setdefault((report.period__month, report.period__deadline), []).append(known)
    for (month, deadline), some in late.items():
        title = f"{months.chinese(month)}月报有 {len(some)} 个乡镇逾期未报齐"
        yield Duty(title, "、".join(some), reverse("report_board"), deadline, kind=kind)


def _unlocks(asked: list[Any], towns: list[Any]) -> Iterator[Duty]:
    names = _names(towns)
    for row in asked:
        title = f"批示{names.get(row.division_code, '')}补报{months.chinese(row.report__period__month)}月报的申请"
        yield Duty(title, f"原因：{row.reason}", reverse("late_unlock_list"))


def _names(towns: list[Any]) -> dict[str, str]:
    return {town.code: town.name for town in towns}
