"""What waits for others: one line for each heap of things that left this desk and have not come back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.models import Circular, ClueReferral, RectificationEntry, SupervisionOrder
from core import months
from core.models import Division
from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask, sums
from monthly_reports.models import LateUnlock, ObligationStatus, Report, Submission

P = Permission
LONGEST = 10
MONTH, CASES, ORDERS = "月报", "信访与整改", "督办"
Entry, Order, Paper, Clue = RectificationEntry.State, SupervisionOrder.State, Circular.State, ClueReferral.State


def waiting(user: Any) -> Iterator[Ask]:
    """What tells of the waiting lines of one person."""
    if not user.sees_case_data:
        return
    if user.is_township and (user.may(P.REPORT_FILL) or user.may(P.REPORT_CONFIRM)):
        yield from _submitted(user)
    if user.may(P.LATE_UNLOCK_ASK):
        yield from _unlocks(user)
    if user.may(P.REPORT_TAKE_IN):
        yield from _unfiled(user)
    if user.may(P.ENTRY_WORK) or user.may(P.ENTRY_CHECK):
        yield from _entries(user)
    if user.may(P.SUPERVISION_DRAFT) or user.may(P.SUPERVISION_ANSWER):
        yield from _orders(user)
    if user.may(P.CIRCULAR_DRAFT):
        yield from _circulars(user)
    if user.may(P.CLUE_REFER):
        yield from _clues(user)


def _line(title: str, why: str, page: str, area: str, **query: str) -> Duty:
    url = reverse(page) + (f"?{urlencode(query)}" if query else "")
    return Duty(title, why, url, kind="waiting", area=area)


def _submitted(user: Any) -> Iterator[Ask]:
    rows = Submission.objects.visible_to(user).filter(state=Submission.State.SUBMITTED).order_by("submitted_at")
    yield ask(_to_take_in, rows.values("number", "report_id", "report__period__month")[:LONGEST])


def _to_take_in(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        month = months.chinese(row.report__period__month)
        url = reverse("report_detail", args=[row.report_id])
        why = f"第 {row.number} 版已报送，县局接收后进入花名册。"
        yield Duty(f"{month}月报等县局接收", why, url, kind="waiting", area=MONTH)


def _unlocks(user: Any) -> Iterator[Ask]:
    rows = LateUnlock.objects.visible_to(user).filter(asked_by=user, state=LateUnlock.State.ASKED)
    yield ask(_asked, _count(rows))


def _count(rows: Any) -> Any:
    return sums(rows, count=Count("pk"))


def _asked(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        yield _line(f"{count} 份逾期补报申请等批示", "局分管领导批准后才能补报。", "late_unlock_list", MONTH)


def _unfiled(user: Any) -> Iterator[Ask]:
    """Months that are open and not yet due: which townships are still to file."""
    missing = Q(changes=ObligationStatus.MISSING) | Q(deaths=ObligationStatus.MISSING)
    open_ = Report.objects.visible_to(user).filter(
        missing, period__closed_at__isnull=True, period__deadline__gt=timezone.now()
    )
    reports = open_.order_by("period__month", "division_code")
    rows = reports.values("period__month", "period__deadline", "division_code")
    yield ask(_to_file, rows, Division.objects.named_in(user.scope))


def _to_file(reports: list[Any], towns: list[Any]) -> Iterator[Duty]:
    names = {town.code: town.name for town in towns}
    left: dict[Any, list[str]] = {}
    for report in reports:
        month = (report.period__month, report.period__deadline)
        left.setdefault(month, []).append(names.get(report.division_code, ""))
    for (month, deadline), some in left.items():
        title = f"{len(some)} 个乡镇还没有报齐{months.chinese(month)}月报"
        yield Duty(title, "、".join(some), reverse("report_board"), deadline, kind="waiting", area=MONTH)


def _entries(user: Any) -> Iterator[Ask]:
    numbers = {
        "asked": Count("pk", filter=Q(state=Entry.CLOSE_ASKED)),
        "checked": Count("pk", filter=Q(state=Entry.CHECKED)),
        "longer": Count("pk", filter=Q(state=Entry.WORKING, extension_asked_to__isnull=False)),
    }
    yield ask(partial(_closing, user), sums(RectificationEntry.objects.visible_to(user), **numbers))


def _closing(user: Any, numbers: list[Any]) -> Iterator[Duty]:
    told = vars(numbers[0])
    if told["asked"] and not user.may(P.ENTRY_CHECK):
        title, why = f"{told['asked']} 条销号申请等审核", "社会救助股审核，不合要求会写明理由退回。"
        yield _line(title, why, "entry_list", CASES, state=Entry.CLOSE_ASKED)
    if told["checked"]:
        title, why = f"{told['checked']} 条销号申请等确认", "已审核，局分管领导确认后销号。"
        yield _line(title, why, "entry_list", CASES, state=Entry.CHECKED)
    if told["longer"]:
        why = "批准前仍按原时限计算。"
        yield _line(f"{told['longer']} 条整改延期申请等批准", why, "entry_list", CASES, state=Entry.WORKING)


def _orders(user: Any) -> Iterator[Ask]:
    rows = SupervisionOrder.objects.visible_to(user)
    mine = rows if user.is_township else rows.filter(Q(drafted_by=user) | Q(drafted_by=None))
    numbers = {
        "drafted": Count("pk", filter=Q(state=Order.DRAFTED)),
        "issued": Count("pk", filter=Q(state=Order.ISSUED)),
        "answered": Count("pk", filter=Q(state=Order.ANSWERED)),
    }
    yield ask(partial(_ordered, user), sums(mine, **numbers))


def _ordered(user: Any, numbers: list[Any]) -> Iterator[Duty]:
    told = vars(numbers[0])
    if user.is_township:
        if told["answered"]:
            why = "已答复，县局认定成效后办结。"
            yield _line(f"{told['answered']} 份督办答复等认定", why, "order_list", ORDERS, state=Order.ANSWERED)
        return
    if told["drafted"]:
        why = "局分管领导签发后送达乡镇。"
        yield _line(f"{told['drafted']} 份督办文书等签发", why, "order_list", ORDERS, state=Order.DRAFTED)
    if told["issued"]:
        why = "已签发，等乡镇在期限内答复。"
        yield _line(f"{told['issued']} 份督办等乡镇答复", why, "order_list", ORDERS, state=Order.ISSUED)


def _circulars(user: Any) -> Iterator[Ask]:
    rows = Circular.objects.visible_to(user).filter(drafted_by=user, state__in=[Paper.DRAFTED, Paper.FIRST])
    yield ask(_in_approval, _count(rows))


def _in_approval(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        yield _line(f"{count} 份通报等审批", "一审、二审都通过后印发。", "circular_list", ORDERS)


def _clues(user: Any) -> Iterator[Ask]:
    rows = ClueReferral.objects.visible_to(user).filter(handler=user, state=Clue.SENT)
    yield ask(_unsigned, _count(rows))


def _unsigned(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        yield _line(f"{count} 件移交材料等签收", "派驻纪检监察组核对移交包后签收。", "clue_list", ORDERS)
