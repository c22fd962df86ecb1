"""One extension of the deadline, granted by a leader; both dates stay."""

import datetime as dt
from typing import Any

from core import months
from core.operation import operation
from core.refusal import NotPermitted, Refused

from ...models import RectificationEntry
from .story import filled, put, taken

TWICE = "已经延期过一次，不能再延。请抓紧整改，完成后申请销号。"


@operation
def ask_extension(
    entry: RectificationEntry, *, by: Any, version: int, until: dt.date, reason: str
) -> RectificationEntry:
    """A later deadline is asked for with its reason; the one in force holds until a leader decides."""
    mine, _ = taken(entry, "ask_extension", by=by, version=version)
    if mine.extended_to is not None:
        raise Refused(TWICE, code="extended-already")
    if mine.due_on is None or until <= mine.due_on or until < months.today():
        raise Refused("延期后的时限要晚于原时限和今天。", code="deadline-earlier")
    mine.extension_asked_to, mine.extension_asked_by = until, by
    mine.extension_reason = filled(reason, "延期理由", 200)
    return put(mine, "ask_extension", by=by, text=f"延至 {months.chinese_day(until)}：{mine.extension_reason}")


@operation
def extend(entry: RectificationEntry, *, by: Any, version: int) -> RectificationEntry:
    """The deadline asked for is in force; the first one stays readable. Once for an entry."""
    mine, _ = taken(entry, "extend", by=by, version=version)
    if mine.extended_to is not None:
        raise Refused(TWICE, code="extended-already")
    until = _asked(mine, by)
    mine.extended_to, mine.extended_by = until, by
    mine.extension_asked_to = mine.extension_asked_by = None
    before = f"原时限 {months.chinese_day(mine.due_on)}，" if mine.due_on else ""
    return put(mine, "extend", by=by, text=f"{before}延至 {months.chinese_day(until)}")


@operation
def decline_extension(entry: RectificationEntry, *, by: Any, version: int, reason: str) -> RectificationEntry:
    """The deadline stays as it was."""
    mine, _ = taken(entry, "decline_extension", by=by, version=version)
    _asked(mine, by)
    mine.extension_asked_to = mine.extension_asked_by = None
    return put(mine, "decline_extension", by=by, text=filled(reason, "理由", 200))


def _asked(mine: RectificationEntry, by: Any) -> dt.date:
    until: dt.date | None = mine.extension_asked_to
    if until is None:
        raise Refused("没有待批的延期申请。", code="no-request")
    if by is not None and by.pk == mine.extension_asked_by_id:
        raise NotPermitted("不能批准自己申请的延期。")
    return until
