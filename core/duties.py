"""What core itself asks of people: deciding on exports with full identifiers, accounts to make, chains to check."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from . import months
from .chain import counties_of, heads_of, names_of, with_last_check
from .export_kinds import label_of
from .models import Division, ExportRequest, User
from .navigation import Duty
from .permissions import TOWNSHIP_ROLES, Permission, Role
from .questions import Ask, ask, sums

# Who must be there for a month to pass through two hands.
NEEDED = {
    "填报人": (Role.TOWNSHIP_ASSISTANT,),
    "核查人": (Role.TOWNSHIP_VERIFIER, Role.TOWNSHIP_LEADER),
}


def decisions(user: User) -> Iterator[Ask]:
    """One duty per request the person may decide on, and one waiting line per request of their own."""
    if user.may(Permission.ROSTER_EXPORT) or user.may(Permission.ROSTER_EXPORT_APPROVE):
        asked = ExportRequest.objects.visible_to(user).filter(state=ExportRequest.State.ASKED).order_by("asked_at")
        named = asked.values("pk", "kind", "reason", "asked_by_id", "asked_by__display_name")
        yield ask(partial(_decisions, user), named)


def _decisions(user: User, asked: list[Any]) -> Iterator[Duty]:
    for request in asked:
        url = reverse("export_request_detail", args=[request.pk])
        if request.asked_by_id == user.pk:
            yield Duty(f"明码导出：{label_of(request.kind)}", "等待负责人批准", url, kind="waiting")
        elif user.may(Permission.ROSTER_EXPORT_APPROVE):
            why = f"{request.asked_by__display_name}申请，用途：{request.reason}"
            yield Duty(f"审批明码导出：{label_of(request.kind)}", why, url)


def accounts(user: User) -> Iterator[Ask]:
    """Townships where a report cannot pass through two hands for want of an account, and passwords not yet changed."""
    if not user.may(Permission.USERS_MANAGE):
        return
    working = User.objects.visible_to(user).filter(is_active=True)
    yield ask(
        _accounts,
        working.filter(role__in=TOWNSHIP_ROLES).values("division_id", "role"),
        Division.objects.townships().filter(code__startswith=user.scope).values("code", "name"),
        sums(working.filter(must_change_password=True), count=Count("pk")),
    )


def _accounts(working: list[Any], towns: list[Any], unchanged: list[Any]) -> Iterator[Duty]:
    staffed = {(each.division_id, each.role) for each in working}
    lacking = []
    for town in towns:
        missing = [word for word, roles in NEEDED.items() if not any((town.code, role) in staffed for role in roles)]
        if missing:
            lacking.append(f"{town.name}缺{'、'.join(missing)}")
    if lacking:
        why = f"{'；'.join(lacking)}。缺一人，月报就不能由两人填报、核查。"
        yield Duty(f"给 {len(lacking)} 个乡镇补齐账号", why, reverse("admin:core_user_add"))
    if waits := unchanged[0].count:
        url = f"{reverse('admin:core_user_changelist')}?must_change_password__exact=1"
        yield Duty(
            f"{waits} 个账号还没有改一次性密码",
            "本人登录改密后才能使用。久不登录的请核实是否还需要。",
            url,
            kind="waiting",
        )


def chain_checks(user: User) -> Iterator[Ask]:
    """The auditor checks each chain once a week."""
    if user.role == Role.SECURITY_AUDITOR:
        heads = with_last_check(heads_of(user)).values("chain", "checked_at", "checked_canon")
        yield ask(_chain_checks, heads, counties_of(user).values("code", "name"))


def _chain_checks(heads: list[Any], counties: list[Any]) -> Iterator[Duty]:
    today = months.today()
    monday = dt.datetime.combine(today - dt.timedelta(days=today.weekday()), dt.time(), tzinfo=months.SHANGHAI)
    names = names_of(heads, counties)
    for head in heads:
        problem = json.loads(head.checked_canon)["summary"]["problem"] if head.checked_canon else ""
        if problem:
            url = _trail(head.chain)
            yield Duty(f"{names[head.chain]}审计链有问题", f"{problem}。请保留现场，报告单位负责人。", url)
        elif head.checked_at is None or head.checked_at < monday:
            why = "每周核对一次，并把链首抄在系统之外保存。" + ("" if head.checked_at else "还没有核对过。")
            yield Duty(f"核对{names[head.chain]}审计链", why, _trail(head.chain), monday + dt.timedelta(days=7))


def _trail(chain: str) -> str:
    return f"{reverse('audit_trail')}?{urlencode({'chain': chain})}"
