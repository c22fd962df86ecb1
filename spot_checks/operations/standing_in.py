"""When an inspector cannot go: the next in the township's public order comes in. The officer says who cannot and why;
who comes is not theirs to choose. Those who are visited are never replaced (MZDRAW1 §5.6, §5.8)."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission
from core.refusal import Refused

from .. import mzdraw, plan
from ..models import Draw, DrawInspector, Inspector, InspectorStandIn, Packet, Visit
from . import pool
from .packets import close_packet


@dataclass(frozen=True)
class Next:
    """Who is next for a township: the person, their public code, their ticket and its rank in the order."""

    user: User
    code: str
    ticket: str
    rank: int


@operation
def stand_in(draw: Draw, township: str, *, left: Any, reason: str, by: User) -> InspectorStandIn:
    """The next in the township's public order (nine digits) serves in the place of `left`: the primary key of one of its
    inspectors, or None where the draw found only one. The reason is public.

    Visits nobody has signed go on with the two who serve now; what waited for the signature of the one who left goes back
    to be filled in, and their packet is worthless. Raises Refused where nobody is left who may go there.
    """
    mine = locked(draw)
    require(by, Permission.DRAW_PLAN, mine.county_code)
    if not mine.is_out:
        raise Refused("抽签还没有结果，没有核查人员可递补。", code="draw-not-out")
    if len(reason.strip()) < 5:
        raise Refused("递补要公开理由，请至少写 5 个字。", code="no-reason")
    serving = list(mine.inspectors.select_for_update().filter(township_code=township))
    going = next((row for row in serving if row.user_id == left), None)
    if left is not None and going is None:
        raise Refused("这个人不是这个乡镇现在的核查人员，请刷新页面后再看。", code="not-serving")
    if left is None and len(serving) >= pool.PAIR:
        raise Refused("这个乡镇已有两名核查人员。请选择谁不能去。", code="pair-whole")
    found = next_in_order(mine, township)
    if found is None:
        raise Refused(
            "没有可以递补的人了：其余的都须回避、已停用或已递补过。请先在“核查人员”名册里补充，再来递补。",
            code="nobody-left",
        )
    row = _changed(mine, township, going, found, reason.strip()[:200], by)
    _carry_on(mine, township, row)
    where = plan.names_of([row.division_code])
    notices.queue(
        [found.user],
        key=f"draw:{mine.pk}:stand-in:{row.pk}",
        kind="check",
        title=f"您递补到{where}入户核查",
        body=f"抽签 {mine.code}，按公开的票序轮到您。不得提前告知乡镇和农户。",
        url="/checks/visits/",
        division_code=mine.division_code,
    )
    summary = {"code": mine.code, "township": township, "left": row.left_code, "came": row.came_code}
    audit.record("draw.stand_in", mine, by=by, summary=summary | {"ticket": row.ticket}, values={"reason": row.reason})
    return row


def next_in_order(draw: Draw, township: str) -> Next | None:
    """Who would come in now. First the pool of the commitment in the order of its tickets; when it is used up, those
    registered since, under further codes in the order they were registered. None where nobody may go."""
    recused = json.loads(draw.commit_json)["recuse"].get(township, ())
    pooled = pool.in_pool(draw.pool, draw.county_code)
    later = [each for each in pool.pool(draw.county_code) if str(each.user_id) not in draw.pool]
    known = {pool.code_of(at): each for at, each in enumerate([*pooled, *later])}
    codes = list(known)
    first = [code for code in codes[: len(pooled)] if code not in recused]
    ranked = mzdraw.inspector_order(township, first, draw.seed)
    second = mzdraw.inspector_order(township, codes[len(pooled) :], draw.seed)
    been = _have_been(draw, township)
    away = dict(zip(codes, pool.barred(list(known.values())), strict=True)) if known else {}
    for pick, before in [*((each, 0) for each in ranked), *((each, len(ranked)) for each in second)]:
        one = known[pick.who]
        if one.user_id not in been and township not in away[pick.who] and _may_go(one):
            return Next(one.user, pick.who, pick.ticket, before + pick.rank)
    return None


def _may_go(one: Inspector) -> bool:
    return one.active and one.user.is_active and one.user.may(Permission.VISIT_MAKE)


def _have_been(draw: Draw, township: str) -> set[Any]:
    """Everybody who serves or has served the township in this draw."""
    left = draw.stand_ins.filter(township_code=township, left__isnull=False).values_list("left_id", flat=True)
    serving = draw.inspectors.filter(township_code=township).values_list("user_id", flat=True)
    return {*left, *serving}


def _changed(
    draw: Draw, township: str, going: DrawInspector | None, found: Next, reason: str, by: User
) -> InspectorStandIn:
    code = township.ljust(12, "0")
    row = InspectorStandIn(
        division_code=code,
        draw=draw,
        left_id=going.user_id if going else None,
        left_code=going.code if going else "",
        came=found.user,
        came_code=found.code,
        ticket=found.ticket,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    row.save()
    if going is not None:
        going.delete()
    DrawInspector.objects.create(draw=draw, user=found.user, code=found.code, rank=found.rank, division_code=code)
    return row


def _carry_on(draw: Draw, township: str, row: InspectorStandIn) -> None:
    """Visits nobody has signed belong to the two who serve now."""
    visits = Visit.objects.select_for_update(of=("self",)).filter(item__draw=draw, township_code=township)
    pair = [*draw.inspectors.filter(township_code=township).values_list("user_id", flat=True)]
    for visit in visits.filter(state__in=[Visit.State.DRAFT, Visit.State.AWAITING]):
        waits = visit.state == Visit.State.AWAITING
        if waits and visit.second_inspector_id != row.left_id:
            continue  # who was there signs it
        if waits:
            visit.state, visit.handed_at = Visit.State.DRAFT, None
            visit.sent_back = "第二核查人已由他人递补，请与新的核查人核对后再交签。"
        if visit.first_inspector_id not in pair:
            visit.first_inspector_id = next((pk for pk in pair if pk != row.came_id), row.came_id)
        visit.second_inspector_id = next((pk for pk in pair if pk != visit.first_inspector_id), None)
        visit.version += 1
        visit.save(update_fields=["state", "handed_at", "sent_back", "first_inspector", "second_inspector", "version"])
    open_ones = Packet.objects.filter(
        draw=draw, inspector=row.left_id, loaded_at__isnull=True, cancelled_at__isnull=True
    )
    for packet in open_ones if row.left_id is not None else ():
        close_packet(packet, by=row.by)
