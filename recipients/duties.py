"""What the roster asks of a person today: workbooks that wait for their next step."""

from collections.abc import Iterator

from django.urls import reverse

from core import months
from core.models import Division, User
from core.navigation import Duty
from core.permissions import Permission

from .models import KinImport, RosterImport

SHOWN = 10
State = RosterImport.State


def duties(user: User) -> Iterator[Duty]:
    """Rosters to be put in, for those who may; rosters to be mended or to wait for, for those who handed them in."""
    yield from _kin_duties(user)
    if not user.may(Permission.ROSTER_STAGE):
        return
    commits = user.may(Permission.ROSTER_COMMIT)
    mine = RosterImport.objects.visible_to(user).filter(state__in=[State.VALID, State.INVALID, State.UNREADABLE])
    found = list(mine.defer("staged_sealed", "findings_sealed").order_by("-staged_at")[:SHOWN])
    codes = {f"{item.township_code}000" for item in found}
    towns = dict(Division.objects.filter(code__in=codes).values_list("code", "name")) if found else {}
    for item in found:
        title = f"{towns.get(f'{item.township_code}000', '')}{months.chinese(item.month)}花名册"
        url = reverse("import_detail", args=[item.pk])
        if item.state == State.VALID:
            why = "核对已通过，请看过变化后入库" if commits else "核对已通过，等待县局入库"
            yield Duty(f"{title}{'待入库' if commits else '等待入库'}", why, url, kind="todo" if commits else "waiting")
        elif item.staged_by_id == user.pk:
            yield Duty(f"{title}需要改正", "文件有错误或无法读取，请改好后重新上传，或放弃这份文件", url)


def _kin_duties(user: User) -> Iterator[Duty]:
    """Registers of declared kin that wait for those who handed them in."""
    if not user.may(Permission.KIN_EDIT):
        return
    waiting = KinImport.objects.visible_to(user).filter(state__in=[State.VALID, State.INVALID, State.UNREADABLE])
    mine = waiting.filter(staged_by=user).order_by("-staged_at").values_list("pk", "state")
    for pk, state in mine[:SHOWN]:
        url = reverse("kin_import_detail", args=[pk])
        if state == State.VALID:
            yield Duty("备案登记表待入库", "核对已通过，请看过变化后入库", url)
        else:
            yield Duty("备案登记表需要改正", "文件有错误或无法读取，请改好后重新上传，或放弃这份文件", url)
