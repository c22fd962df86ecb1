"""What each person has to do about the campaign, look-backs, clues, orders and circulars today; one duty for a heap of like
things, one for each thing with a day of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from core import months
from core.navigation import Duty
from core.permissions import Permission, Role

from ..models import Circular, ClueReferral, FollowUp, ReopenProposal, Responsibility, SupervisionOrder

SOON = dt.timedelta(days=30)
DISPOSAL_DAYS = 30  # the discipline group's opinion within a month
P = Permission
Order, Clue, Paper = SupervisionOrder.State, ClueReferral.State, Circular.State


def duties(user: Any) -> Iterator[Duty]:
    """The duties of one person."""
    if not user.sees_case_data:
        return
    if user.may(P.CAMPAIGN_VIEW):
        yield from _responsibilities(user)
    if user.may(P.ENTRY_CHECK):
        yield from _look_backs(user)
    if user.may(P.SUPERVISION_VIEW):
        yield from _orders(user)
    if user.may(P.CLUE_VIEW) and not user.is_township:
        yield from _clues(user)
    if user.may(P.CIRCULAR_DRAFT) or user.may(P.CIRCULAR_APPROVE):
        yield from _circulars(user)


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI) if day else None


def _responsibilities(user: Any) -> Iterator[Duty]:
    rows = Responsibility.objects.visible_to(user).filter(person=user, done_at__isnull=True)
    url = reverse("responsibility_list") + "?state=open"
    for row in rows.filter(due_on__lte=months.today() + SOON).order_by("due_on", "pk"):
        yield Duty(f"专项整治：{row.work}", f"责任分工里您是责任人（{row.unit}）。", url, _end_of(row.due_on))


def _look_backs(user: Any) -> Iterator[Duty]:
    today = months.today()
    due = FollowUp.objects.visible_to(user).waiting().filter(window_from__lte=today)
    told = due.aggregate(count=Count("pk"), drawn=Count("pk", filter=~Q(drawn_by="")), last=Min("window_to"))
    if told["count"]:
        why = "销号满 3 个月、不满 6 个月的要回头看。" + (f"其中抽中 {told['drawn']} 条。" if told["drawn"] else "")
        yield Duty(f"回头看：{told['count']} 条待核查", why, reverse("followup_list"), _end_of(told["last"]))
    waiting = ReopenProposal.objects.visible_to(user).filter(state=ReopenProposal.State.PROPOSED).count()
    if waiting:
        why = "销号后 180 天内，同一户、同一人或同一村又有新的问题。请逐条决定是否重办。"
        yield Duty(f"疑似反弹 {waiting} 条待决定", why, reverse("reopen_list"))


def _orders(user: Any) -> Iterator[Duty]:
    rows = SupervisionOrder.objects.visible_to(user)
    if user.may(P.SUPERVISION_ISSUE):
        count = rows.filter(state=Order.DRAFTED).exclude(drafted_by=user).count()
        if count:
            url = reverse("order_list") + "?state=drafted"
            yield Duty(f"{count} 份督办文书等您签发", "到期或逾期的事项由系统拟稿，签发与否由您决定。", url)
    if user.may(P.SUPERVISION_ANSWER):
        for row in rows.filter(state=Order.ISSUED).order_by("answer_by", "pk"):
            url = reverse("order_detail", args=[row.pk])
            yield Duty(
                f"答复{row.get_kind_display()}：{row.subject}", f"文号 {row.number}。", url, _end_of(row.answer_by)
            )
    if user.may(P.SUPERVISION_DRAFT):
        whose = Q(drafted_by=user)
        if user.role == Role.BUREAU_OFFICER:
            whose |= Q(drafted_by=None)  # the clock's
        if count := rows.filter(whose, state=Order.ANSWERED).count():
            url = reverse("order_list") + "?state=answered"
            yield Duty(f"{count} 份督办已答复，待认定成效", "看答复是否落实，写明成效后办结。", url)


def _clues(user: Any) -> Iterator[Duty]:
    rows = ClueReferral.objects.visible_to(user)
    if user.may(P.CLUE_RECEIVE):
        for row in rows.filter(state__in=[Clue.SENT, Clue.RECEIVED]).order_by("sent_at"):
            url = reverse("clue_detail", args=[row.pk])
            if row.state == Clue.SENT:
                yield Duty(f"签收移交材料 {row.number}", "核对移交包后签收，或退回补充。", url)
            else:
                day = timezone.localdate(row.received_at) + dt.timedelta(days=DISPOSAL_DAYS)
                yield Duty(f"反馈移交材料 {row.number} 的处置", "签收后一个月内提出处置意见。", url, _end_of(day))
    if user.may(P.CLUE_REFER):
        for row in rows.filter(handler=user, state__in=[Clue.DRAFTED, Clue.RETURNED]).order_by("drafted_at"):
            url = reverse("clue_detail", args=[row.pk])
            word, why = (
                ("补充", row.return_reason) if row.state == Clue.RETURNED else ("移交", "已拟好，还没有封包移交。")
            )
            yield Duty(f"{word}材料 {row.number}", why, url)


def _circulars(user: Any) -> Iterator[Duty]:
    rows = Circular.objects.visible_to(user)
    if user.may(P.CIRCULAR_APPROVE):
        mine = rows.filter(state__in=[Paper.DRAFTED, Paper.FIRST]).exclude(drafted_by=user).exclude(first_by=user)
        if user.role != Role.BUREAU_LEADER:
            mine = mine.exclude(state=Paper.FIRST, kind=Circular.Kind.EXPOSURE)
        for row in mine.order_by("drafted_at"):
            word = "二审" if row.state == Paper.FIRST else "一审"
            url = reverse("circular_detail", args=[row.pk])
            yield Duty(f"{row.get_kind_display()}{word}：{row.title}", "看有没有个人信息、事实是否准确。", url)
    if user.may(P.CIRCULAR_DRAFT):
        for row in rows.filter(drafted_by=user, state=Paper.RETURNED).order_by("drafted_at"):
            url = reverse("circular_detail", args=[row.pk])
            yield Duty(f"{row.get_kind_display()}被退回：{row.title}", row.return_reason, url)
