"""What each role has to do about rectification entries today: one duty for each kind of work, never one for each entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode

from core import months
from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask, sums

from ..ledger.listing import WAITS
from ..models import RectificationEntry
from ..rules.entries.overdue import SOON

S = RectificationEntry.State
P = Permission


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person: one row of numbers."""
    if user.sees_case_data and user.may(P.ENTRY_VIEW):
        yield ask(partial(_told, user), _numbers(user, months.today()))


def _told(user: Any, numbers: list[Any]) -> Iterator[Duty]:
    told = vars(numbers[0])
    if user.may(P.ENTRY_WORK):
        yield from _work(user, told)
    if user.may(P.ENTRY_CHECK):
        yield from _check(told)
    if user.may(P.ENTRY_CONFIRM):
        yield from _confirm(told)
    if user.is_township and not user.may(P.ENTRY_WORK) and told["late"]:
        why = "请督促责任人抓紧整改，逾期会拟制督办、约谈、通报。"
        yield Duty(f"本乡镇 {told['late']} 条整改事项已逾期", why, _list(late="red"), kind="waiting")


def _numbers(user: Any, today: dt.date) -> Any:
    rows = RectificationEntry.objects.visible_to(user).annotate(last=Coalesce("extended_to", "due_on"))
    working = Q(state__in=[S.LISTED, S.WORKING])
    soon = Q(last__range=(today, today + dt.timedelta(days=SOON)))
    returned = Q(state=S.WORKING, close_outs__state="returned") & ~Q(result="")
    own = Q() if user.is_township else WAITS["bureau"]
    counted = {
        "to_plan": Count("pk", Q(state=S.LISTED) & own, distinct=True),
        "late": Count("pk", working & Q(last__lt=today), distinct=True),
        "own_late": Count("pk", working & own & Q(last__lt=today), distinct=True),
        "first_late": Min("last", filter=working & own & Q(last__lt=today)),
        "own_soon": Count("pk", working & own & soon, distinct=True),
        "next": Min("last", filter=working & own & soon),
        "returned": Count("pk", returned & own, distinct=True),
        "to_check": Count("pk", Q(state=S.CLOSE_ASKED), distinct=True),
        "to_confirm": Count("pk", Q(state=S.CHECKED), distinct=True),
        "extensions": Count("pk", Q(state=S.WORKING, extension_asked_to__isnull=False), distinct=True),
        "dismissals": Count("pk", working & Q(dismiss_asked_by__isnull=False), distinct=True),
        "irrecoverable": Count(
            "pk", Q(state=S.WORKING, irrecoverable_approved_by=None) & ~Q(irrecoverable_note=""), distinct=True
        ),
    }
    return sums(rows, **counted)


def _work(user: Any, told: dict[str, Any]) -> Iterator[Duty]:
    whose = {} if user.is_township else {"waits": "bureau"}
    if told["own_late"]:
        why = "已过整改时限，会拟制督办单、约谈、通报。完成的请尽快申请销号。"
        yield Duty(f"{told['own_late']} 条整改事项已逾期", why, _list(late="red", **whose), _end_of(told["first_late"]))
    if told["returned"]:
        why = "销号申请被退回，请按退回理由补充后重新申请。"
        yield Duty(f"{told['returned']} 条销号申请被退回", why, _list(state=S.WORKING, **whose))
    if told["to_plan"]:
        why = "已立账，还没有原因、措施、责任人或时限。填齐后进入整改。"
        yield Duty(f"给 {told['to_plan']} 条问题制定整改措施", why, _list(state=S.LISTED, **whose))
    if told["own_soon"]:
        why = f"{SOON} 天内到期。完成的请上传佐证、申请销号；确实完不成的可申请延期一次。"
        yield Duty(f"{told['own_soon']} 条整改事项快到期", why, _list(late="amber", **whose), _end_of(told["next"]))


def _check(told: dict[str, Any]) -> Iterator[Duty]:
    if told["to_check"]:
        why = "乡镇已申请销号，请核对佐证和结果后通过或退回。"
        yield Duty(f"审核 {told['to_check']} 条销号申请", why, _list(state=S.CLOSE_ASKED))
    if told["late"]:
        why = "各乡镇超过整改时限还没有申请销号的。督办文书已自动拟好，待领导签发。"
        yield Duty(f"全县 {told['late']} 条整改事项逾期", why, _list(late="red"), kind="info")


def _confirm(told: dict[str, Any]) -> Iterator[Duty]:
    asked = (
        ("to_confirm", "确认 {} 条销号", "已经审核，等您确认或退回。", {"state": S.CHECKED}),
        ("extensions", "批示 {} 条延期申请", "每条只能延期一次，原时限保留。", {"waits": "extension"}),
        ("dismissals", "批示 {} 条“不成立”意见", "社会救助股核查后认为问题不成立。", {"waits": "dismissal"}),
        (
            "irrecoverable",
            "批示 {} 条“无法追回”说明",
            "应追回的钱确实追不回，须您批准才能申请销号。",
            {"waits": "money"},
        ),
    )
    for name, title, why, query in asked:
        if told[name]:
            yield Duty(title.format(told[name]), why, _list(**query))
    if told["late"]:
        why = "超过整改时限还没有申请销号。督办文书已自动拟好，待您签发。"
        yield Duty(f"全县 {told['late']} 条整改事项逾期", why, _list(late="red"), kind="info")


def _list(**query: Any) -> str:
    return f"{reverse('entry_list')}?{urlencode({name: str(value) for name, value in query.items()})}"


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI)
