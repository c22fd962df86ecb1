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
from core.questions import Ask, ask, sums

from ..models import Circular, ClueReferral, FollowUp, ReopenProposal, Responsibility, SupervisionOrder

SOON = dt.timedelta(days=30)
DISPOSAL_DAYS = 30  # the discipline group's opinion within a month
P = Permission
Order, Clue, Paper = SupervisionOrder.State, ClueReferral.State, Circular.State


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person."""
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


def _responsibilities(user: Any) -> Iterator[Ask]:
    rows = Responsibility.objects.visible_to(user).filter(person=user, done_at__isnull=True)
    soon = rows.filter(due_on__lte=months.today() + SOON).order_by("due_on", "pk")
    yield ask(_named, soon.values("work", "unit", "due_on"))


def _named(rows: list[Any]) -> Iterator[Duty]:
    url = reverse("responsibility_list") + "?state=open"
    for row in rows:
        yield Duty(f"专项整治：{row.work}", f"责任分工里您是责任人（{row.unit}）。", url, _end_of(row.due_on))


def _look_backs(user: Any) -> Iterator[Ask]:
    due = FollowUp.objects.visible_to(user).waiting().filter(window_from__lte=months.today())
    proposed = ReopenProposal.objects.visible_to(user).filter(state=ReopenProposal.State.PROPOSED)
    yield ask(
        _due_back,
        sums(due, count=Count("pk"), drawn=Count("pk", filter=~Q(drawn_by="")), last=Min("window_to")),
        sums(proposed, count=Count("pk")),
    )


def _due_back(due: list[Any], proposed: list[Any]) -> Iterator[Duty]:
    told = due[0]
    if told.count:
        why = "销号满 3 个月、不满 6 个月的要回头看。" + (f"其中抽中 {told.drawn} 条。" if told.drawn else "")
        yield Duty(f"回头看：{told.count} 条待核查", why, reverse("followup_list"), _end_of(told.last))
    if waiting := proposed[0].count:
        why = "销号后 180 天内，同一户、同一人或同一村又有新的问题。请逐条决定是否重办。"
        yield Duty(f"疑似反弹 {waiting} 条待决定", why, reverse("reopen_list"))


def _orders(user: Any) -> Iterator[Ask]:
    rows = SupervisionOrder.objects.visible_to(user)
    if user.may(P.SUPERVISION_ISSUE):
        yield ask(_to_issue, sums(rows.filter(state=Order.DRAFTED).exclude(drafted_by=user), count=Count("pk")))
    if user.may(P.SUPERVISION_ANSWER):
        issued = rows.filter(state=Order.ISSUED, division_code=user.division_id).order_by("answer_by", "pk")
        yield ask(_to_answer, issued.values("pk", "kind", "subject", "number", "answer_by"))
    if user.may(P.SUPERVISION_DRAFT):
        own = Q(division_code=user.division_id)
        whose = Q(drafted_by=user)
        if user.role == Role.BUREAU_OFFICER:
            whose |= Q(drafted_by=None) & ~own  # the clock's; what the officers answer themselves the office judges
        elif user.role == Role.BUREAU_OFFICE:
            whose |= Q(drafted_by=None) & own
        answered = rows.filter(whose, state=Order.ANSWERED).exclude(answered_by=user)
        yield ask(_answered, sums(answered, count=Count("pk")))


def _to_issue(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        url = reverse("order_list") + "?state=drafted"
        yield Duty(f"{count} 份督办文书等您签发", "到期或逾期的事项由系统拟稿，签发与否由您决定。", url)


def _to_answer(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        url, kind = reverse("order_detail", args=[row.pk]), SupervisionOrder.Kind(row.kind).label
        yield Duty(f"答复{kind}：{row.subject}", f"文号 {row.number}。", url, _end_of(row.answer_by))


def _answered(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        url = reverse("order_list") + "?state=answered"
        yield Duty(f"{count} 份督办已答复，待认定成效", "看答复是否落实，写明成效后办结。", url)


def _clues(user: Any) -> Iterator[Ask]:
    rows = ClueReferral.objects.visible_to(user)
    if user.may(P.CLUE_RECEIVE):
        sent = rows.filter(state__in=[Clue.SENT, Clue.RECEIVED]).order_by("sent_at")
        yield ask(_sent, sent.values("pk", "state", "number", "received_at"))
    if user.may(P.CLUE_REFER):
        mine = rows.filter(handler=user, state__in=[Clue.DRAFTED, Clue.RETURNED]).order_by("drafted_at")
        yield ask(_to_send, mine.values("pk", "state", "number", "return_reason"))


def _sent(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        url = reverse("clue_detail", args=[row.pk])
        if row.state == Clue.SENT:
            yield Duty(f"签收移交材料 {row.number}", "核对移交包后签收，或退回补充。", url)
        else:
            day = timezone.localdate(row.received_at) + dt.timedelta(days=DISPOSAL_DAYS)
            yield Duty(f"反馈移交材料 {row.number} 的处置", "签收后一个月内提出处置意见。", url, _end_of(day))


def _to_send(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        returned = row.state == Clue.RETURNED
        word, why = ("补充", row.return_reason) if returned else ("移交", "已拟好，还没有封包移交。")
        yield Duty(f"{word}材料 {row.number}", why, reverse("clue_detail", args=[row.pk]))


def _circulars(user: Any) -> Iterator[Ask]:
    rows = Circular.objects.visible_to(user).order_by("drafted_at")
    if user.may(P.CIRCULAR_APPROVE):
        mine = rows.filter(state__in=[Paper.DRAFTED, Paper.FIRST]).exclude(drafted_by=user).exclude(first_by=user)
        if user.role != Role.BUREAU_LEADER:
            mine = mine.exclude(state=Paper.FIRST, kind=Circular.Kind.EXPOSURE)
        yield ask(_to_approve, mine.values("pk", "kind", "state", "title"))
    if user.may(P.CIRCULAR_DRAFT):
        mine = rows.filter(drafted_by=user, state=Paper.RETURNED)
        yield ask(_returned, mine.values("pk", "kind", "title", "return_reason"))


def _to_approve(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        kind, word = Circular.Kind(row.kind).label, "二审" if row.state == Paper.FIRST else "一审"
        url = reverse("circular_detail", args=[row.pk])
        yield Duty(f"{kind}{word}：{row.title}", "看有没有个人信息、事实是否准确。", url)


def _returned(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        url = reverse("circular_detail", args=[row.pk])
        yield Duty(f"{Circular.Kind(row.kind).label}被退回：{row.title}", row.return_reason, url)
