"""Records of warning education (警示教育): what was held, where, how many came."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from core import audit, months
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ...models import Circular, EducationSession
from ..entries.story import filled, not_later


@dataclass(frozen=True)
class Session:
    """A session as the form gives it."""

    held_on: dt.date
    title: str
    place: str = ""
    attendance: int = 0
    circular: Circular | None = None
    note: str = ""


@operation
def record_session(given: Session, *, by: Any) -> EducationSession:
    """The session stands in the register of whoever's county it is."""
    require(by, Permission.CAMPAIGN_MANAGE)
    row = EducationSession(division_code=by.scope[:6].ljust(12, "0"))
    _put(row, given, by)
    row.save(force_insert=True)
    audit.record("education.record", row, by=by, summary={"on": row.held_on.isoformat(), "attendance": row.attendance})
    return row


@operation
def change_session(session: EducationSession, given: Session, *, by: Any, version: int) -> EducationSession:
    """The record says what is given. Raises EditConflict."""
    mine = locked(session, version=version)
    require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    _put(mine, given, by)
    mine.version += 1
    mine.save()
    audit.record("education.change", mine, by=by, summary={"attendance": mine.attendance})
    return mine


def _put(row: EducationSession, given: Session, by: Any) -> None:
    not_later(given.held_on, months.today(), "日期")
    if given.attendance < 0:
        raise Refused("参加人数不能是负数。", code="number-negative")
    if given.circular is not None and given.circular.state != Circular.State.PUBLISHED:
        raise Refused("只能选已经印发的通报。", code="not-published")
    row.held_on, row.title = given.held_on, filled(given.title, "主题", 120)
    row.place, row.note = given.place.strip()[:60], given.note.strip()[:500]
    row.attendance, row.circular, row.by = given.attendance, given.circular, by
