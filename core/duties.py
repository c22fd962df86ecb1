"""What core itself asks of people: deciding on exports with full identifiers, accounts to make, chains to check."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from . import months
from .chain import chains_of, last_check, names_of
from .export_kinds import label_of
from .models import Division, ExportRequest, User
from .navigation import Duty
from .permissions import TOWNSHIP_ROLES, Permission, Role

# Who must be there for a month to pass through two hands.
NEEDED = {
    "填报人": (Role.TOWNSHIP_ASSISTANT,),
    "核查人": (Role.TOWNSHIP_VERIFIER, Role.TOWNSHIP_LEADER),
}


def decisions(user: User) -> Iterator[Duty]:
    """One duty per request the person may decide on, and one waiting line per request of their own."""
    if not (user.may(Permission.ROSTER_EXPORT) or user.may(Permission.ROSTER_EXPORT_APPROVE)):
        return
    asked = ExportRequest.objects.visible_to(user).filter(state=ExportRequest.State.ASKED)
    for request in asked.select_related("asked_by").order_by("asked_at"):
        url = reverse("export_request_detail", args=[request.pk])
        if request.asked_by_id == user.pk:
            yield Duty(f"明码导出：{label_of(request.kind)}", "等待负责人批准", url, kind="waiting")
        elif user.may(Permission.ROSTER_EXPORT_APPROVE):
            why = f"{request.asked_by.display_name}申请，用途：{request.reason}"
            yield Duty(f"审批明码导出：{label_of(request.kind)}", why, url)


def accounts(user: User) -> Iterator[Duty]:
    """Townships where a report cannot pass through two hands for want of an account, and passwords not yet changed."""
    if not user.may(Permission.USERS_MANAGE):
        return
    working = User.objects.visible_to(user).filter(is_active=True)
    staffed = set(working.filter(role__in=TOWNSHIP_ROLES).values_list("division_id", "role"))
    lacking = []
    for code, name in Division.objects.townships().filter(code__startswith=user.scope).values_list("code", "name"):
        missing = [word for word, roles in NEEDED.items() if not any((code, role) in staffed for role in roles)]
        if missing:
            lacking.append(f"{name}缺{'、'.join(missing)}")
    if lacking:
        why = f"{'；'.join(lacking)}。缺一人，月报就不能由两人填报、核查。"
        yield Duty(f"给 {len(lacking)} 个乡镇补齐账号", why, reverse("admin:core_user_add"))
    if waits := working.filter(must_change_password=True).count():
        url = f"{reverse('admin:core_user_changelist')}?must_change_password__exact=1"
        yield Duty(
            f"{waits} 个账号还没有改一次性密码",
            "本人登录改密后才能使用。久不登录的请核实是否还需要。",
            url,
            kind="waiting",
        )


def chain_checks(user: User) -> Iterator[Duty]:
    """The auditor checks each chain once a week."""
    if user.role != Role.SECURITY_AUDITOR:
        return
    today = months.today()
    monday = dt.datetime.combine(today - dt.timedelta(days=today.weekday()), dt.time(), tzinfo=months.SHANGHAI)
    heads = chains_of(user)
    names = names_of(heads)
    for head in heads:
        check = last_check(head.chain)
        if check is not None and check.problem:
            url = _trail(head.chain)
            yield Duty(f"{names[head.chain]}审计链有问题", f"{check.problem}。请保留现场，报告单位负责人。", url)
        elif check is None or check.at < monday:
            why = "每周核对一次，并把链首抄在系统之外保存。" + ("" if check else "还没有核对过。")
            yield Duty(f"核对{names[head.chain]}审计链", why, _trail(head.chain), monday + dt.timedelta(days=7))


def _trail(chain: str) -> str:
    return f"{reverse('audit_trail')}?{urlencode({'chain': chain})}"
