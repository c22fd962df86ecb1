"""不成立: an officer finds that there was no problem, a leader agrees; two people."""

from typing import Any

from core.operation import operation
from core.refusal import NotPermitted, Refused

from ...models import RectificationEntry
from .story import filled, is_responsible, put, taken


@operation
def ask_dismissal(entry: RectificationEntry, *, by: Any, version: int, reason: str) -> RectificationEntry:
    """The officer's reason why this is no problem waits for a leader."""
    mine, _ = taken(entry, "ask_dismissal", by=by, version=version)
    mine.dismiss_reason, mine.dismiss_asked_by = filled(reason, "不成立的理由", 300), by
    return put(mine, "ask_dismissal", by=by, text=mine.dismiss_reason)


@operation
def dismiss(entry: RectificationEntry, *, by: Any, version: int) -> RectificationEntry:
    """The entry is struck off as no problem; its reason stays."""
    mine, state = taken(entry, "dismiss", by=by, version=version)
    _asked(mine, by)
    mine.state, mine.dismissed_by = state, by
    return put(mine, "dismiss", by=by, text=mine.dismiss_reason)


@operation
def keep_entry(entry: RectificationEntry, *, by: Any, version: int, reason: str) -> RectificationEntry:
    """The leader does not agree: it goes on being put right."""
    mine, _ = taken(entry, "keep", by=by, version=version)
    _asked(mine, by)
    mine.dismiss_reason, mine.dismiss_asked_by = "", None
    return put(mine, "keep", by=by, text=filled(reason, "理由", 200))


def _asked(mine: RectificationEntry, by: Any) -> None:
    if mine.dismiss_asked_by_id is None:
        raise Refused("没有待批的“不成立”意见。", code="no-request")
    if by is not None and by.pk == mine.dismiss_asked_by_id:
        raise NotPermitted("不能批准自己提出的意见。")
    if is_responsible(mine, by):
        raise NotPermitted("责任人不能认定自己负责的事项不成立，请由其他领导决定。", code="own-close-out")
