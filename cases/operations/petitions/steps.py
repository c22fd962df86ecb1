"""What every step of a petition has in common: who may take it, on which day, and what it leaves in the story."""

import datetime as dt
from typing import Any

from core import audit, months, policy
from core.operation import locked, require
from core.refusal import NotPermitted, Refused

from ...models import Petition, PetitionEvent
from ...petitions.clocks import happened, received_on, stories_of
from ...petitions.flow import after, event_of, is_named, name_of, permission
from ...rules.clocks import Happened
from .apart import keep_apart
from .registering import tell

K = PetitionEvent.Kind
# Of these the next may not be dated before.
MOVING = [
    K.RECEIVED, K.ACCEPTED, K.REFUSED, K.FORWARDED, K.ANSWERED, K.REVIEW_ASKED, K.REVIEWED, K.RE_REVIEW_ASKED,
    K.RE_REVIEWED, K.CONCLUDED, K.REOPENED,
]  # fmt: skip


def begin(petition: Petition, step: str, *, by: Any, version: int) -> Petition:
    """The petition, locked, where `by` may take `step` now. Raises NotPermitted, TransitionRefused or EditConflict."""
    petition = locked(petition, version=version)
    require(by, permission(petition, step), petition.division_code)
    if petition.is_sealed and not is_named(petition, by):
        raise NotPermitted("这件密封件没有指定您办理。")
    after(petition, step)
    keep_apart(petition, by, step)
    return petition


def finish(
    petition: Petition,
    step: str,
    *,
    by: Any,
    on: dt.date | None,
    text: str = "",
    days: int | None = None,
    fields: tuple[str, ...] = (),
    **facts: Any,
) -> PetitionEvent:
    """The step is taken: state, story and trail say so. `on` is the day the law counts from, today unless told."""
    on = check_day(petition, on or months.today(), moves=event_of(step) in MOVING)
    petition.state = after(petition, step)
    petition.version += 1
    petition.save(update_fields=["state", "version", *fields])
    event = tell(petition, event_of(step), on, by=by, text=text, days=days, **facts)
    audit.record(f"petition.{step}", petition, by=by, summary={"on": on.isoformat(), "state": petition.state})
    return event


def check_day(petition: Petition, on: dt.date, *, moves: bool) -> dt.date:
    """The day, if something may be entered for it now: not before the petition came in or before what it follows, not in the
    future, and not further back than the days allowed for late entry (policy petition_entry_days)."""
    today = months.today()
    if on > today:
        raise Refused("日期不能晚于今天。", code="day-in-future")
    if on < received_on(petition):
        raise Refused("日期不能早于接件日期。", code="day-before-receipt")
    days = policy.number("petition_entry_days", today)
    if on < today - dt.timedelta(days=days):
        raise Refused(f"最多只能补录 {days} 天以内的事项，请如实填写办理日期。", code="day-long-past")
    if moves:
        last = petition.events.filter(kind__in=MOVING).order_by("-on").values_list("on", flat=True).first()
        if last is not None and on < last:
            raise Refused(f"日期不能早于上一步的日期（{last}）。", code="day-before-last-step")
    return on


def story(petition: Petition) -> list[Happened]:
    """What happened so far, as the rules read it."""
    return happened(stories_of([petition])[petition.pk])


def needed(text: str, what: str) -> str:
    """The text, which may not be empty."""
    if not text.strip():
        raise Refused(f"请填写{what}。", code="text-missing")
    return text.strip()


def open_hearing(petition: Petition) -> bool:
    """A hearing has begun and not ended."""
    kinds = [each.kind for each in story(petition)]
    return kinds.count(K.HEARING_STARTED) > kinds.count(K.HEARING_ENDED)


__all__ = ["begin", "check_day", "finish", "keep_apart", "name_of", "needed", "open_hearing", "story"]
