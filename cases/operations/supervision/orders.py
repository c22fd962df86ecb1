"""Papers of supervision: drafted, issued by a leader's signature alone, answered by the township, their effect judged."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import audit, months, policy, workdays
from core.models import Division, User
from core.operation import operation, require
from core.operations import notices
from core.permissions import Permission, Role
from core.refusal import NotPermitted, Refused

from ...models import RectificationEntry, SupervisionOrder
from ..entries.orders import OVERDUE, no_longer_late
from ..entries.story import filled
from . import numbers
from .steps import another, put, taken

Kind = SupervisionOrder.Kind
LONGEST = 4000


@dataclass(frozen=True)
class OrderText:
    """What the paper says. `answer_by` may be left to whoever issues it."""

    kind: str
    subject: str
    text: str
    answer_by: dt.date | None = None


def answer_day(today: dt.date) -> dt.date:
    """The usual last day for an answer."""
    return workdays.add_workdays(today, policy.number("order_answer_days", today))


@operation
def draft_order(
    township_code: str, given: OrderText, *, by: Any, entry: RectificationEntry | None = None
) -> SupervisionOrder:
    """The paper to the township (12 digits) waits for a leader. Raises NotPermitted, Refused."""
    require(by, Permission.SUPERVISION_DRAFT, township_code)
    town = Division.objects.filter(pk=township_code, level=Division.Level.TOWNSHIP).first()
    if town is None:
        raise Refused("请选择发给哪个乡镇。", code="division-unknown")
    if entry is not None:
        _require_entry(entry, town.code, by)
    order = SupervisionOrder(division_code=town.code, entry=entry, drafted_by=by, drafted_at=timezone.now())
    _write(order, given)
    order.save(force_insert=True)
    audit.record("order.draft", order, by=by, summary={"kind": order.kind})
    return order


@operation
def edit_order(order: SupervisionOrder, given: OrderText, *, by: Any, version: int) -> SupervisionOrder:
    """The draft says what is given; who edits what the clock drafted becomes its drafter, and does not issue it."""
    mine, _ = taken(order, "edit", by=by, version=version)
    _write(mine, given)
    mine.drafted_by = by
    return put(mine, "edit", by=by)


@operation
def issue_order(
    order: SupervisionOrder, *, by: Any, version: int, answer_by: dt.date | None = None
) -> SupervisionOrder:
    """Signed by a leader who did not draft it: it has its number, and whom it is to has it. Raises NotPermitted for one's
    own draft, Refused where the entry has been referred as a clue, or is no longer late though the paper says so."""
    mine, state = taken(order, "issue", by=by, version=version)
    another(by, mine.drafted_by_id, text="不能签发自己起草的文书。请由其他领导签发。")
    if mine.entry is not None and mine.entry.is_restricted:
        raise Refused("这份文书所涉事项不宜再发文。请点“不签发”。", code="entry-restricted")
    today = months.today()
    if mine.entry is not None and mine.key.startswith(OVERDUE) and (why := no_longer_late(mine.entry, today)):
        raise Refused(f"{why}，不再逾期，这份文书不能签发。请点“不签发”。", code="entry-not-late")
    mine.answer_by = answer_by or mine.answer_by or answer_day(today)
    if mine.answer_by < today:
        raise Refused("答复时限不能早于今天。", code="day-past")
    mine.number = numbers.take(mine.county_code, "order", today)
    mine.state, mine.issued_by, mine.issued_at = state, by, timezone.now()
    put(mine, "issue", by=by, summary={"kind": mine.kind, "number": mine.number})
    _tell_unit(mine)
    return mine


@operation
def drop_order(order: SupervisionOrder, *, by: Any, version: int, reason: str) -> SupervisionOrder:
    """Not issued, for the reason given."""
    mine, state = taken(order, "drop", by=by, version=version)
    mine.state, mine.effect = state, f"不签发：{filled(reason, '不签发的理由', 280)}"
    return put(mine, "drop", by=by)


@operation
def answer_order(order: SupervisionOrder, *, by: Any, version: int, answer: str) -> SupervisionOrder:
    """The unit it went to has answered, nobody else; when is the server's."""
    mine, state = taken(order, "answer", by=by, version=version)
    if by is not None and by.division_id != mine.division_code:
        raise NotPermitted("督办文书由收文的单位答复。")
    mine.answer = filled(answer, "答复内容", LONGEST)
    mine.state, mine.answered_by, mine.answered_at = state, by, timezone.now()
    late = bool(mine.answer_by and months.today() > mine.answer_by)
    put(mine, "answer", by=by, summary={"late": late})
    _tell_bureau(mine)
    return mine


@operation
def close_order(order: SupervisionOrder, *, by: Any, version: int, effect: str) -> SupervisionOrder:
    """Somebody else than who answered has judged what it brought; it is over."""
    mine, state = taken(order, "close", by=by, version=version)
    another(by, mine.answered_by_id, text="答复的人不能自己认定成效。请由其他人认定。")
    mine.state, mine.effect = state, filled(effect, "督办成效", 300)
    return put(mine, "close", by=by)


def _write(order: SupervisionOrder, given: OrderText) -> None:
    if given.kind not in Kind.values:
        raise Refused("请选择文书种类。", code="choice-unknown")
    order.kind, order.answer_by = given.kind, given.answer_by
    order.subject, order.text = filled(given.subject, "事项", 120), filled(given.text, "内容", LONGEST)


def _require_entry(entry: RectificationEntry, township: str, by: Any) -> None:
    if not RectificationEntry.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise NotPermitted("没有找到这条整改事项。")
    if entry.township_code != township[:9]:
        raise Refused("这条整改事项不在所选的乡镇。", code="entry-elsewhere")
    if entry.is_restricted:
        raise Refused("这条整改事项不宜发督办文书。", code="entry-restricted")


ANSWERING = (Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_LEADER, Role.BUREAU_OFFICER)


def _tell_unit(mine: SupervisionOrder) -> None:
    people = User.objects.filter(role__in=ANSWERING, division_id=mine.division_code, is_active=True)
    day = mine.answer_by
    body = f"文号 {mine.number}。" + (f"请于{day.year}年{day.month}月{day.day}日前答复。" if day else "")
    notices.queue(
        people.select_related("division"),
        key=f"order:{mine.pk}:issued",
        kind="order",
        title=f"收到{mine.get_kind_display()}，请按时答复",
        body=body,
        url=f"/cases/orders/{mine.pk}/",
        division_code=mine.division_code,
    )


def _tell_bureau(mine: SupervisionOrder) -> None:
    if mine.drafted_by is None:
        role = Role.BUREAU_OFFICE if mine.is_to_bureau else Role.BUREAU_OFFICER
        people = User.objects.filter(role=role, division__code__startswith=mine.county_code, is_active=True)
        drafters = list(people.select_related("division"))
    else:
        drafters = [mine.drafted_by]
    notices.queue(
        drafters,
        key=f"order:{mine.pk}:answered",
        kind="order",
        title=f"{mine.get_kind_display()}已答复，请认定成效",
        body=f"文号 {mine.number}。",
        url=f"/cases/orders/{mine.pk}/",
        division_code=mine.division_code,
    )
