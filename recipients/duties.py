"""What the roster asks of a person today: workbooks that wait for their next step."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse

from core import months
from core.models import Division, User
from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask

from .models import Household, KinImport, RosterImport

SHOWN = 10
State = RosterImport.State
LEFT = [State.VALID, State.INVALID, State.UNREADABLE]


def duties(user: User) -> Iterator[Ask]:
    """Rosters to be put in, for those who may; rosters to be mended or to wait for, for those who handed them in."""
    if user.may(Permission.KIN_EDIT):
        registers = KinImport.objects.visible_to(user).filter(state__in=LEFT, staged_by=user).order_by("-staged_at")
        yield ask(_kin, registers.values("pk", "state")[:SHOWN])
    if user.may(Permission.ROSTER_STAGE):
        rosters = RosterImport.objects.visible_to(user).filter(state__in=LEFT).order_by("-staged_at")
        rows = rosters.values("pk", "state", "month", "township_code", "staged_by_id")[:SHOWN]
        yield ask(partial(_rosters, user), rows, Division.objects.named_in(user.scope))
        yield ask(_empty, Household.objects.visible_to(user).values("pk")[:1], rosters.values("pk")[:1])


def _empty(households: list[Any], waiting: list[Any]) -> Iterator[Duty]:
    """Where nobody stands in the roster and no workbook waits, that is the first thing to do."""
    if not households and not waiting:
        why = "花名册里还没有人。月报核对、抽查和看板都从花名册算起；平时用的表格原样上传，不必改表头。"
        yield Duty("上传现用的花名册", why, reverse("import_new"))


def _rosters(user: User, found: list[Any], divisions: list[Any]) -> Iterator[Duty]:
    commits = user.may(Permission.ROSTER_COMMIT)
    towns = {each.code: each.name for each in divisions}
    for item in found:
        title = f"{towns.get(f'{item.township_code}000', '')}{months.chinese(item.month)}花名册"
        url = reverse("import_detail", args=[item.pk])
        if item.state == State.VALID:
            why = "核对已通过，请看过变化后入库" if commits else "核对已通过，等待县局入库"
            yield Duty(f"{title}{'待入库' if commits else '等待入库'}", why, url, kind="todo" if commits else "waiting")
        elif item.staged_by_id == user.pk:
            yield Duty(f"{title}需要改正", "文件有错误或无法读取，请改好后重新上传，或放弃这份文件", url)


def _kin(waiting: list[Any]) -> Iterator[Duty]:
    """Registers of declared kin that wait for those who handed them in."""
    for each in waiting:
        url = reverse("kin_import_detail", args=[each.pk])
        if each.state == State.VALID:
            yield Duty("备案登记表待入库", "核对已通过，请看过变化后入库", url)
        else:
            yield Duty("备案登记表需要改正", "文件有错误或无法读取，请改好后重新上传，或放弃这份文件", url)
