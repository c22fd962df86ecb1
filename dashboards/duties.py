"""What waits for others: one line for each heap of things that left this desk and have not come back."""

from __future__ import annotations

from collections.abc import Iterator
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
from monthly_reports.models import LateUnlock, ObligationStatus, Report, Submission

P = Permission
LONGEST = 10
MONTH, CASES, ORDERS = "月报", "信访与整改", "督办"
Entry, Order, Paper, Clue = RectificationEntry.State, SupervisionOrder.State, Circular.State, ClueReferral.State


def waiting(user: Any) -> Iterator[Duty]:
    """The waiting lines of one person; a fixed number of queries."""
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


def _submitted(user: Any) -> Iterator[Duty]:
    rows = Submission.objects.visible_to(user).filter(state=Submission.State.SUBMITTED)
    for row in rows.select_related("report__period").order_by("submitted_at")[:LONGEST]:
        month = months.chinese(row.report.period.month)
        url = reverse("report_detail", args=[row.report_id])
        why = f"第 {row.number} 版已报送，县局接收后进入花名册。"
        yield Duty(f"{month}月报等县局接收", why, url, kind="waiting", area=MONTH)


def _unlocks(user: Any) -> Iterator[Duty]:
    rows = LateUnlock.objects.visible_to(user).filter(asked_by=user, state=LateUnlock.State.ASKED)
    if count := rows.count():
        yield _line(f"{count} 份逾期补报申请等批示", "局分管领导批准后才能补报。", "late_unlock_list", MONTH)


def _unfiled(user: Any) -> Iterator[Duty]:
    """Months that are open and not yet due: which townships are still to file."""
    missing = Q(changes=ObligationStatus.MISSING) | Q(deaths=ObligationStatus.MISSING)
    open_ = Report.objects.visible_to(user).filter(
        missing, period__closed_at__isnull=True, period__deadline__gt=timezone.now()
    )
    left: dict[Any, list[str]] = {}
    for report in open_.select_related("period").order_by("period__month", "division_code"):
        left.setdefault(report.period, []).append(report.division_code)
    codes = {code for some in left.values() for code in some}
    names = dict(Division.objects.filter(pk__in=codes).values_list("code", "name")) if codes else {}
    for period, some in left.items():
        why = "、".join(names.get(code, "") for code in some)
        title = f"{len(some)} 个乡镇还没有报齐{months.chinese(period.month)}月报"
        yield Duty(title, why, reverse("report_board"), period.deadline, kind="waiting", area=MONTH)


def _entries(user: Any) -> Iterator[Duty]:
    told = RectificationEntry.objects.visible_to(user).aggregate(
        asked=Count("pk", filter=Q(state=Entry.CLOSE_ASKED)),
        checked=Count("pk", filter=Q(state=Entry.CHECKED)),
        longer=Count("pk", filter=Q(state=Entry.WORKING, extension_asked_to__isnull=False)),
    )
    if told["asked"] and not user.may(P.ENTRY_CHECK):
        title, why = f"{told['asked']} 条销号申请等审核", "社会救助股审核，不合要求会写明理由退回。"
        yield _line(title, why, "entry_list", CASES, state=Entry.CLOSE_ASKED)
    if told["checked"]:
        title, why = f"{told['checked']} 条销号申请等确认", "已审核，局分管领导确认后销号。"
        yield _line(title, why, "entry_list", CASES, state=Entry.CHECKED)
    if told["longer"]:
        why = "批准前仍按原时限计算。"
        yield _line(f"{told['longer']} 条整改延期申请等批准", why, "entry_list", CASES, state=Entry.WORKING)


def _orders(user: Any) -> Iterator[Duty]:
    rows = SupervisionOrder.objects.visible_to(user)
    mine = rows if user.is_township else rows.filter(Q(drafted_by=user) | Q(drafted_by=None))
    told = mine.aggregate(
        drafted=Count("pk", filter=Q(state=Order.DRAFTED)),
        issued=Count("pk", filter=Q(state=Order.ISSUED)),
        answered=Count("pk", filter=Q(state=Order.ANSWERED)),
    )
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


def _circulars(user: Any) -> Iterator[Duty]:
    rows = Circular.objects.visible_to(user).filter(drafted_by=user, state__in=[Paper.DRAFTED, Paper.FIRST])
    if count := rows.count():
        yield _line(f"{count} 份通报等审批", "一审、二审都通过后印发。", "circular_list", ORDERS)


def _clues(user: Any) -> Iterator[Duty]:
    rows = ClueReferral.objects.visible_to(user).filter(handler=user, state=Clue.SENT)
    if count := rows.count():
        yield _line(f"{count} 件移交材料等签收", "派驻纪检监察组核对移交包后签收。", "clue_list", ORDERS)
