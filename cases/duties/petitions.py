"""What each role has to do about petitions today: one duty for each kind of work, never one for each petition. A township is
told of its own alone; of sealed cases those named on them learn elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from core import months
from core.navigation import Duty
from core.permissions import Permission, Role
from core.questions import Ask, ask

from ..models import Petition, PetitionEvent
from ..petitions.clocks import SOON, Standing, stand
from ..petitions.listing import WORKED, call_backs
from ..rules.clocks import ACCEPT, CALL_BACK, CONCLUDE, RE_REVIEW, REVIEW
from ..rules.own_complaint import is_about_township_of
from ..terms import answered, asked

S, P, K = Petition.State, Permission, PetitionEvent.Kind
WORDS = {
    ACCEPT: ("{count} 件信访待受理", "接件后 15 天内要决定是否受理并告知；12345 工单 1 个工作日。"),
    CONCLUDE: ("{count} 件信访 7 天内到期或已超期", "请尽快书面答复；确需延期的，到期前申请。"),
    REVIEW: ("{count} 件复查待答复", "申请之日起 30 天内答复，不能由原答复人办理。"),
    RE_REVIEW: ("{count} 件复核结果待登记", "复核机关 30 天内答复，收到后登记。"),
    CALL_BACK: ("{count} 件信访该回访", "答复四周后回访：满意不满意，门好不好进、脸好不好看、事好不好办。"),
}
ALWAYS = {ACCEPT, REVIEW, RE_REVIEW}
# What clocks are told from, and who may not be asked.
ROW = ("pk", "state", "channel", "kind", "received_at", "source_upload_id", "accused", "accused_unit")


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person."""
    if not user.sees_case_data or not user.may(P.PETITION_VIEW):
        return
    docket = Petition.objects.visible_to(user).filter(is_sealed=False)
    if user.may(P.PETITION_HANDLE):
        mine, today = docket.filter(_mine(user)), months.today()
        worked, answers = mine.filter(state__in=WORKED), call_backs(mine, today)
        story = PetitionEvent.objects.filter(Q(petition__in=worked.values("pk")) | Q(petition__in=answers.values("pk")))
        yield ask(
            partial(_clocks, user, today),
            worked.values(*ROW),
            answers.values(*ROW),
            story.order_by("at", "id").values("petition_id", "kind", "on", "days"),
            *asked(),
        )
        back = worked.filter(report_back_by__lte=today + dt.timedelta(days=SOON))
        told = ("pk", "report_back_by", "accused", "accused_unit")
        yield ask(partial(_report_backs, user), back.order_by("report_back_by").values(*told))
    if user.may(P.PETITION_EXTEND):
        yield ask(_extensions, _extending(docket))


def _mine(user: Any) -> Q:
    """Given to the person; or to nobody, and it lies in their township, or with the county."""
    given = Q(responsible=user)
    takes = user.is_township or user.role == Role.PETITION_OFFICER
    return given | Q(responsible__isnull=True) if takes else given


def _clocks(
    user: Any, today: dt.date, worked: list[Any], answers: list[Any], story: list[Any], own: list[Any], days: list[Any]
) -> Iterator[Duty]:
    rows = [row for row in (*worked, *answers) if not is_about_township_of(user, row)]
    stories: dict[Any, list[Any]] = {row.pk: [] for row in (*worked, *answers)}
    for event in story:
        stories[event.petition_id].append((event.kind, event.on, event.days))
    known, calendar = answered(own, days)
    found: dict[str, list[Standing]] = {}
    for standing in stand(rows, stories, known, calendar, today).values():
        clock = standing.next
        if clock and (clock.step in ALWAYS or clock.due_on <= today + dt.timedelta(days=SOON)):
            found.setdefault(clock.step, []).append(standing)
    for step, (title, why) in WORDS.items():
        if rows_of := found.get(step):
            due = min(standing.next.due_on for standing in rows_of if standing.next)
            yield Duty(title.format(count=len(rows_of)), why, _url(step, rows_of), _end_of(due))


def _url(step: str, rows: list[Standing]) -> str:
    """The one petition, or the list of them."""
    if len(rows) == 1:
        return reverse("petition_detail", args=[rows[0].petition.pk])
    if step == ACCEPT:
        query = {"state": S.REGISTERED.value}
    elif step == CALL_BACK:
        query = {"pressing": "call_back"}
    elif step == CONCLUDE:
        query = {"pressing": "late" if any(row.is_late for row in rows) else "soon"}
    else:
        query = {"state": (S.REVIEW if step == REVIEW else S.RE_REVIEW).value}
    return f"{reverse('petition_list')}?{urlencode(query)}"


def _report_backs(user: Any, asked: list[Any]) -> Iterator[Duty]:
    if mine := [row for row in asked if not is_about_township_of(user, row)]:
        why = "上级交办件要在规定日期前反馈办理结果。"
        url = (
            reverse("petition_detail", args=[mine[0].pk])
            if len(mine) == 1
            else f"{reverse('petition_list')}?state=open"
        )
        yield Duty(f"{len(mine)} 件信访要向交办单位反馈", why, url, _end_of(mine[0].report_back_by))


def _extending(docket: Any) -> Any:
    """Requests to extend and what was decided on them."""
    told = PetitionEvent.objects.filter(
        petition__in=docket.filter(state__in=[S.ACCEPTED, S.HANDLING]).values("pk"),
        kind__in=[K.EXTENSION_ASKED, K.EXTENDED, K.PROGRESS],
    )
    return told.order_by("at", "id").values("petition_id", "kind", "facts", "petition__number")


def _extensions(told: list[Any]) -> Iterator[Duty]:
    """Requests that nobody has decided: the newest request is younger than any decision."""
    waiting: dict[Any, str] = {}
    for event in told:
        if event.kind == K.EXTENSION_ASKED:
            waiting[event.petition_id] = event.petition__number
        elif event.kind == K.EXTENDED or event.facts.get("declined"):
            waiting.pop(event.petition_id, None)
    for pk, number in waiting.items():
        why = "经办人申请延长办理期限，只能延一次，到期前决定。"
        yield Duty(f"信访件 {number} 申请延期", why, reverse("petition_detail", args=[pk]))


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI) if day else None
