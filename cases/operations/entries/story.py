"""How an entry is changed: locked, the step allowed, by somebody who may; told in its story and in the audit chain."""

import datetime as dt
import re
from typing import Any

from django.utils import timezone

from core import audit
from core.operation import locked, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ... import workflow
from ...models import EntryEvent, RectificationEntry

COUNTY_LEVEL = "000"
BETWEEN = re.compile(r"[、,，;；/\s]+")


def taken(
    entry: RectificationEntry, step: str, *, by: Any, version: int | None = None
) -> tuple[RectificationEntry, str]:
    """The newest state of the entry under lock, and the state `step` leads to (not yet set). Raises NotPermitted,
    EditConflict, TransitionRefused."""
    mine = locked(entry, version=version)
    require(by, workflow.permission(step), mine.division_code)
    if mine.is_restricted and by is not None and not by.may(Permission.CLUE_VIEW):
        raise NotPermitted("该事项已移交，限制查看。")
    return mine, workflow.after(mine, step)


def put(
    entry: RectificationEntry, step: str, *, by: Any, text: str = "", summary: dict[str, Any] | None = None
) -> RectificationEntry:
    """The entry is saved as a new version, with a line in its story and in the chain."""
    entry.version += 1
    entry.save()
    tell(entry, step, by=by, text=text, summary=summary)
    return entry


def tell(
    entry: RectificationEntry, step: str, *, by: Any, text: str = "", summary: dict[str, Any] | None = None
) -> EntryEvent:
    """A line in the entry's story and in the chain; the chain has no text of it."""
    event = EntryEvent.objects.create(
        division_code=entry.division_code, entry=entry, step=step, at=timezone.now(), by=by, text=text
    )
    audit.record(f"entry.{step}", entry, by=by, summary={"state": str(entry.state), **(summary or {})})
    return event


def is_county_level(entry: RectificationEntry) -> bool:
    """True where the problem lies with the bureau, in no township."""
    return entry.township_code.endswith(COUNTY_LEVEL)


def is_responsible(entry: RectificationEntry, person: Any) -> bool:
    """The person is the one responsible: by account, or by name, for a plan names people in words."""
    if person is None:
        return False
    named = {each.strip() for each in BETWEEN.split(entry.person_name)}
    return person.pk == entry.person_user_id or (bool(person.display_name) and person.display_name in named)


def filled(text: str, what: str, longest: int) -> str:
    """The text without blanks around it; raises Refused where nothing stands or too much."""
    plain = text.strip()
    if not plain:
        raise Refused(f"请写明{what}。", code="text-missing")
    if len(plain) > longest:
        raise Refused(f"{what}最多 {longest} 个字，请写简要些。", code="text-long")
    return plain


def not_later(day: dt.date | None, today: dt.date, what: str) -> None:
    """Raises Refused for a day that has not come yet."""
    if day is not None and day > today:
        raise Refused(f"{what}不能晚于今天。", code="day-future")
