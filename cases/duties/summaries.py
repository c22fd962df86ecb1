"""What each role has to do about the work summaries today. Derived from the state of the work; only doing it clears it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from core import months
from core.models import Division
from core.navigation import Duty
from core.permissions import Permission, Role
from core.questions import Ask, ask

from ..models import WorkSummary
from ..summaries.due import opened_in_time, periods_since
from ..summaries.flow import FILED

LOOK_BACK = 2
S = WorkSummary.State


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person, of this month and the two before it."""
    if not user.sees_case_data or not user.may(Permission.SUMMARY_VIEW) or user.role not in _TOLD_OF:
        return
    since = months.add(months.current(), -LOOK_BACK)
    names = ("pk", "month", "state", "division_code", "return_reason", "handed_at", "filled_by_id")
    yield ask(
        partial(_told, user),
        periods_since(user.scope, since).values("month", "opened_at", "deadline"),
        WorkSummary.objects.visible_to(user).filter(month__gte=since).values(*names),
        Division.objects.townships().filter(code__startswith=user.scope).values("code", "name"),
    )


def _told(user: Any, opened: list[Any], rows: list[Any], towns: list[Any]) -> Iterator[Duty]:
    periods = opened_in_time(opened)
    owed = {period.month for period in periods}
    return _TOLD_OF[user.role](user, periods, [row for row in rows if row.month in owed], towns)


def _fill(user: Any, periods: list[Any], rows: list[Any], towns: list[Any]) -> Iterator[Duty]:
    """What is not filed, came back, or waits to be handed over."""
    mine = {row.month: row for row in rows}
    for period in periods:
        row, month = mine.get(period.month), months.chinese(period.month)
        if row is None:
            why = "还没有起草。程序会按本月数据拟好初稿，改好后送核。"
            yield Duty(f"填报{month}工作情况月报", why, _start(period.month), period.deadline)
        elif row.state not in FILED and row.return_reason and row.handed_at is None:
            yield Duty(f"{month}工作情况月报被退回，请修改", f"理由：{row.return_reason}", _url(row), period.deadline)
        elif row.state not in FILED:
            waits = row.handed_at is not None
            why = "已送核，等核查员或分管领导确认报送。" if waits else "初稿已经起草，改好后请送核。"
            kind = "waiting" if waits else "todo"
            yield Duty(f"填报{month}工作情况月报", why, _url(row), period.deadline, kind=kind)


def _confirm(user: Any, periods: list[Any], rows: list[Any], towns: list[Any]) -> Iterator[Duty]:
    """What somebody else of the township has handed over; and that the month is overdue."""
    due = {period.month: period.deadline for period in periods}
    now = timezone.now()
    for row in rows:
        if row.state not in FILED and row.handed_at is not None and row.filled_by_id != user.pk:
            title = f"确认报送{months.chinese(row.month)}工作情况月报"
            yield Duty(title, "填报人已送核，需要第二人核对后报送。", _url(row), due[row.month])
    filed = {row.month for row in rows if row.state in FILED or row.handed_at is not None}
    for period in periods:
        if period.month not in filed and now > period.deadline:
            title = f"{months.chinese(period.month)}工作情况月报已逾期"
            yield Duty(title, "还没有报送。请督促填报。", _start(period.month), period.deadline, kind="waiting")


def _combine(user: Any, periods: list[Any], rows: list[Any], towns: list[Any]) -> Iterator[Duty]:
    """One duty a month: what waits to be combined."""
    yield from _overdue(user, periods, rows, towns)
    for period in periods:
        waiting = [row for row in rows if row.month == period.month and row.state == S.SUBMITTED]
        if waiting:
            title = f"汇总{months.chinese(period.month)}工作情况月报"
            url = f"{reverse('summary_combine')}?month={period.month}"
            yield Duty(title, f"有 {len(waiting)} 个乡镇已报送、待汇总。", url)


def _overdue(user: Any, periods: list[Any], rows: list[Any], towns: list[Any]) -> Iterator[Duty]:
    """One a month: which townships are overdue."""
    for period in (period for period in periods if timezone.now() > period.deadline):
        filed = {row.division_code for row in rows if row.month == period.month and row.state in FILED}
        missing = [town.name for town in towns if town.code not in filed]
        if missing:
            title = f"{months.chinese(period.month)}工作情况月报有 {len(missing)} 个乡镇逾期未报"
            yield Duty(title, "、".join(missing), reverse("summary_board"), period.deadline, kind="info")


def _url(row: Any) -> str:
    return reverse("summary_detail", args=[row.pk])


def _start(month: str) -> str:
    return f"{reverse('summary_current')}?month={month}"


_TOLD_OF = {
    Role.TOWNSHIP_ASSISTANT: _fill,
    Role.TOWNSHIP_VERIFIER: _confirm,
    Role.TOWNSHIP_LEADER: _confirm,
    Role.BUREAU_OFFICE: _combine,
    Role.BUREAU_LEADER: _overdue,
}
