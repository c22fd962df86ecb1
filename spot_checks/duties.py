"""What each role has to do about spot checks today: one duty for each draw and kind of work, never one for each item.

Township staff see only what they do as inspectors: nothing tells a township who will be visited.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from core import months
from core.models import Division
from core.navigation import Duty, Link
from core.permissions import Permission

from .models import Draw, DrawInspector, Packet, Visit, VisitFinding
from .standing import OUT, missing_scans, unvisited

LOOK_BACK = 12
D = Draw.State
VISITS = "/checks/visits/"


def duties(user: Any) -> Iterator[Duty]:
    """The duties of one person, the draws of the last twelve months alone."""
    if not user.sees_case_data:
        return
    if user.may(Permission.VISIT_MAKE):
        yield from _visits(user)
        yield from _signatures(user)
        yield from _packets(user)
    if user.may(Permission.DRAW_PLAN):
        yield from _officer(user)
    if user.may(Permission.DRAW_WITNESS):
        yield from _witness(user)


def links(user: Any, household: Any) -> Iterator[Link]:
    """A visit outside draws starts from the household's own page as well."""
    if user.may(Permission.VISIT_MAKE) and user.may(Permission.ROSTER_VIEW):
        label = "日常走访" if user.is_township else "明察暗访、突击检查"
        yield Link(label, reverse("visit_new_household", args=[household.pk]), "clipboard-check")


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI) if day else None


def _visits(user: Any) -> Iterator[Duty]:
    """For each draw how many visits are left in the townships this person was drawn for."""
    rows = DrawInspector.objects.filter(user=user, county_code=user.scope[:6], draw__state__in=OUT)
    mine: dict[Draw, list[str]] = {}
    for row in rows.filter(draw__month__gte=_since()).select_related("draw").order_by("draw__revealed_at"):
        mine.setdefault(row.draw, []).append(row.township_code)
    left = unvisited(mine)
    names = _names(town for towns in mine.values() for town in towns)
    for draw, towns in mine.items():
        told = [f"{names[town]} {left[draw.pk, town]} 项" for town in towns if left[draw.pk, town]]
        if told:
            count = sum(left[draw.pk, town] for town in towns)
            why = f"抽签 {draw.code}，您是核查人员：{'、'.join(told)}。不得提前告知乡镇和农户。"
            yield Duty(f"入户核查还有 {count} 项", why, VISITS, _end_of(draw.visits_due))


def _signatures(user: Any) -> Iterator[Duty]:
    """Visits the other inspector filled in."""
    rows = Visit.objects.filter(second_inspector=user, state=Visit.State.AWAITING)
    codes = Counter(rows.order_by("handed_at").values_list("item__draw__code", flat=True))
    for code, count in codes.items():
        of = f"抽签 {code}" if code else "抽签以外的走访"
        yield Duty(f"{count} 份核查表等您签字", f"{of}。请看过后签字，或写明理由退回。", VISITS)


def _packets(user: Any) -> Iterator[Duty]:
    """Packets of one's own that are out."""
    rows = Packet.objects.filter(
        inspector=user, loaded_at__isnull=True, cancelled_at__isnull=True, expires_at__gt=timezone.now()
    )
    for code, expires in rows.order_by("expires_at").values_list("draw__code", "expires_at"):
        yield Duty("传回入户包的结果", f"抽签 {code}。过期后结果不能再录入。", VISITS, expires, kind="waiting")


def _officer(user: Any) -> Iterator[Duty]:
    draws = list(
        Draw.objects.within(user.scope)
        .filter(month__gte=_since(), state__in=[D.PLANNED, D.COMMITTED, *OUT])
        .order_by("planned_at")
    )
    unscanned = {draw.pk for draw in missing_scans(draws)}
    for draw in draws:
        url, of = reverse("draw_detail", args=[draw.pk]), f"{draw.title}（{months.chinese(draw.month)}）"
        if draw.state == D.PLANNED:
            yield Duty(f"核对并封存抽签方案：{of}", "方案已拟好，还没有封存。可以修改，也可以放弃。", url)
        elif draw.state == D.COMMITTED:
            yield Duty(f"现场摇号：{of}", f"抽签 {draw.code} 已封存，等待见证人到场摇号。", url)
        elif draw.state == D.REVEALED:
            yield Duty(f"公布抽签结果：{of}", f"抽签 {draw.code} 已出结果，还没有公布。", url)
        if draw.pk in unscanned:
            yield Duty(f"上传抽签记录扫描件：{of}", "外部见证人签字的抽签记录，3 个工作日内扫描上传。", url)
    yield from _findings(user)


def _findings(user: Any) -> Iterator[Duty]:
    """Problems of signed visits that nobody has taken up."""
    rows = VisitFinding.objects.within(user.scope).filter(taken_by="").exclude(visit__item=None)
    waiting: Counter[tuple[Any, str]] = Counter()
    for pk, code in rows.order_by("found_on").values_list("visit__item__draw_id", "visit__item__draw__code"):
        waiting[pk, code] += 1
    for (pk, code), count in waiting.items():
        url = reverse("draw_result", args=[pk])
        yield Duty(f"核查发现的 {count} 个问题待立账", f"抽签 {code} 的入户核查查出，尚未转整改。", url, kind="info")


def _witness(user: Any) -> Iterator[Duty]:
    for draw in Draw.objects.within(user.scope).waiting_for_seed().order_by("committed_at"):
        why = f"抽签 {draw.code} 已封存，请到场见证摇号并核对承诺值。"
        yield Duty(f"见证摇号：{draw.title}", why, reverse("draw_detail", args=[draw.pk]))


def _since() -> str:
    return months.add(months.current(), -LOOK_BACK)


def _names(towns: Any) -> dict[str, str]:
    wanted = {town.ljust(12, "0"): town for town in towns}
    found = dict(Division.objects.filter(pk__in=wanted).values_list("code", "name")) if wanted else {}
    return {town: found.get(code, town) for code, town in wanted.items()}
