"""What a look-back makes of a closed entry: it holds, or it rebounded and is put right anew under another number."""

from typing import Any

from django.utils import timezone

from core.operation import locked, operation
from core.refusal import Refused

from ...models import RectificationEntry
from ...rules.supervision.look_back import LEVELS, escalated
from .story import filled, put, taken, tell

S = RectificationEntry.State


@operation
def consolidate(entry: RectificationEntry, *, by: Any, note: str) -> RectificationEntry:
    """The look-back found that it holds (已巩固)."""
    mine, state = taken(entry, "consolidate", by=by)
    mine.state = state
    return put(mine, "consolidate", by=by, text=filled(note, "回头看情况", 500))


@operation
def rebound(entry: RectificationEntry, *, by: Any, why: str, into: RectificationEntry) -> RectificationEntry:
    """The old entry is 反弹重办: its close-out no longer counts, and `into`, an open entry of the same township listed for
    what was found anew, reopens it: at least one level graver, and restricted where the old one is. List `into` first (list_entry, or pull_findings has done so). Returns the old one.
    Raises Refused when `into` is the entry itself, is over, lies elsewhere, or reopens another."""
    mine, state = taken(entry, "rebound", by=by)
    new = locked(into)
    if new.pk == mine.pk:
        raise Refused("一条整改事项不能重办它自己。请先把新发现的问题立账。", code="own-reopening")
    if new.state in RectificationEntry.ENDED or new.reopens_id not in (None, mine.pk):
        raise Refused("新的一条已经办结，或已是另一条的重办。请选择正在整改的新事项。", code="reopening-taken")
    if new.township_code != mine.township_code:
        raise Refused("新的一条不在同一个乡镇，不能作为这一条的反弹。", code="reopening-elsewhere")
    new.reopens = mine
    new.level = max(new.level, escalated(mine.level), key=LEVELS.index)
    new.is_restricted = new.is_restricted or mine.is_restricted
    new.version += 1
    new.save(update_fields=["reopens", "level", "is_restricted", "version"])
    text = f"{mine.number} 反弹，重新办理，程度：{new.get_level_display()}"
    tell(new, "reopen", by=by, text=text, summary={"reopens": mine.number, "level": new.level})
    mine.state, mine.rebounded_at = state, timezone.now()
    text = f"{filled(why, '反弹情况', 400)}（另行立账 {new.number}）"
    return put(mine, "rebound", by=by, text=text, summary={"into": new.number})
