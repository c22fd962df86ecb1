"""What each role has to do about spot checks today: one duty for each draw and kind of work, never one for each item.

Township staff see only what they do as inspectors: nothing tells a township who will be visited.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from core import months
from core.models import Division
from core.navigation import Duty, Link
from core.permissions import Permission
from core.questions import Ask, ask

from .models import Draw, DrawInspector, Packet, Visit, VisitFinding
from .standing import OUT, items_left, scans_of, to_scan

LOOK_BACK = 12
D = Draw.State
VISITS = "/checks/visits/"


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person, of the draws of the last twelve months alone."""
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


def _visits(user: Any) -> Iterator[Ask]:
    """For each draw how many visits are left in the townships this person was drawn for."""
    rows = DrawInspector.objects.filter(
        user=user, county_code=user.scope[:6], draw__state__in=OUT, draw__month__gte=_since()
    )
    yield ask(
        _left,
        rows.order_by("draw__revealed_at").values("draw_id", "draw__code", "draw__visits_due", "township_code"),
        items_left(rows.order_by().values("draw_id")),
        Division.objects.named_in(user.scope[:6]),
    )


def _left(rows: list[Any], items: list[Any], divisions: list[Any]) -> Iterator[Duty]:
    left = Counter((item.draw_id, item.township_code) for item in items)
    names = {each.code[:9]: each.name for each in divisions}
    mine: dict[Any, list[Any]] = {}
    for row in rows:
        mine.setdefault(row.draw_id, []).append(row)
    for draw, some in mine.items():
        towns = [row.township_code for row in some if left[draw, row.township_code]]
        if towns:
            count = sum(left[draw, town] for town in towns)
            told = "、".join(f"{names.get(town, town)} {left[draw, town]} 项" for town in towns)
            why = f"抽签 {some[0].draw__code}，您是核查人员：{told}。不得提前告知乡镇和农户。"
            yield Duty(f"入户核查还有 {count} 项", why, VISITS, _end_of(some[0].draw__visits_due))


def _signatures(user: Any) -> Iterator[Ask]:
    """Visits the other inspector filled in."""
    rows = Visit.objects.filter(second_inspector=user, state=Visit.State.AWAITING).order_by("handed_at")
    yield ask(_unsigned, rows.values("item__draw__code"))


def _unsigned(rows: list[Any]) -> Iterator[Duty]:
    for code, count in Counter(row.item__draw__code for row in rows).items():
        of = f"抽签 {code}" if code else "抽签以外的走访"
        yield Duty(f"{count} 份核查表等您签字", f"{of}。请看过后签字，或写明理由退回。", VISITS)


def _packets(user: Any) -> Iterator[Ask]:
    """Packets of one's own that are out."""
    rows = Packet.objects.filter(
        inspector=user, loaded_at__isnull=True, cancelled_at__isnull=True, expires_at__gt=timezone.now()
    )
    yield ask(_out, rows.order_by("expires_at").values("draw__code", "expires_at"))


def _out(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        why = f"抽签 {row.draw__code}。过期后结果不能再录入。"
        yield Duty("传回入户包的结果", why, VISITS, row.expires_at, kind="waiting")


def _officer(user: Any) -> Iterator[Ask]:
    draws = Draw.objects.within(user.scope).filter(month__gte=_since(), state__in=[D.PLANNED, D.COMMITTED, *OUT])
    names = ("pk", "code", "title", "month", "state", "witness_id", "witness_name")
    yield ask(_draws, draws.order_by("planned_at").values(*names))
    found = VisitFinding.objects.within(user.scope).filter(taken_by="").exclude(visit__item=None)
    yield ask(_findings, found.order_by("found_on").values("visit__item__draw_id", "visit__item__draw__code"))


def _draws(draws: list[Any]) -> Iterator[Ask]:
    """An outside witness signs on paper, and the paper is attached."""
    signed = to_scan(draws)
    yield ask(partial(_steps, draws, {draw.pk for draw in signed}), scans_of(signed))


def _steps(draws: list[Any], signed: set[Any], scans: list[Any]) -> Iterator[Duty]:
    unscanned = signed - {UUID(scan.subject_id) for scan in scans}
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


def _findings(rows: list[Any]) -> Iterator[Duty]:
    """Problems of signed visits that nobody has taken up."""
    waiting = Counter((row.visit__item__draw_id, row.visit__item__draw__code) for row in rows)
    for (pk, code), count in waiting.items():
        url = reverse("draw_result", args=[pk])
        yield Duty(f"核查发现的 {count} 个问题待立账", f"抽签 {code} 的入户核查查出，尚未转整改。", url, kind="info")


def _witness(user: Any) -> Iterator[Ask]:
    draws = Draw.objects.within(user.scope).waiting_for_seed().order_by("committed_at")
    yield ask(_to_witness, draws.values("pk", "code", "title"))


def _to_witness(draws: list[Any]) -> Iterator[Duty]:
    for draw in draws:
        why = f"抽签 {draw.code} 已封存，请到场见证摇号并核对承诺值。"
        yield Duty(f"见证摇号：{draw.title}", why, reverse("draw_detail", args=[draw.pk]))


def _since() -> str:
    return months.add(months.current(), -LOOK_BACK)
