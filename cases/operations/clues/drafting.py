"""A clue is drafted from an entry or a petition; a sealed petition's only by its handler."""

from typing import Any

from django.utils import timezone

from core import audit, months
from core.operation import operation, require
from core.operations import reveals
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import ClueReferral, Petition, RectificationEntry
from ..entries.story import filled
from ..supervision import numbers
from ..supervision.steps import put, taken
from .content import Content, refuse_tellers, write_content

State = ClueReferral.State


@operation
def draft_clue(
    content: Content,
    *,
    by: Any,
    source: str,
    amount_fen: int = 0,
    entry: RectificationEntry | None = None,
    petition: Petition | None = None,
) -> ClueReferral:
    """The clue lies sealed under its number, not yet sent; nothing is restricted so far. Raises NotPermitted where the
    entry or petition is not one the person may see (of a sealed petition: not its handler), Refused."""
    require(by, Permission.CLUE_REFER)
    _require_seen(by, entry, petition)
    _check_money(amount_fen)
    county = by.scope[:6].ljust(12, "0")
    clue = ClueReferral(
        division_code=county,
        number=numbers.take(county[:6], "clue", months.today()),
        source=filled(source, "线索来源", 40),
        amount_fen=amount_fen,
        entry=entry,
        petition=petition,
        handler=by,
        drafted_at=timezone.now(),
    )
    write_content(clue, content)
    refuse_tellers(clue)
    clue.save(force_insert=True)
    audit.record("clue.draft", clue, by=by, summary={"number": clue.number})
    return clue


@operation
def edit_clue(
    clue: ClueReferral, *, by: Any, version: int, content: Content, source: str, amount_fen: int
) -> ClueReferral:
    """The draft, or what was returned for a supplement, says what is given. Raises EditConflict, TransitionRefused."""
    step = "supplement" if clue.state == State.RETURNED else "edit"
    mine, _ = taken(clue, step, by=by, version=version)
    require_visible(mine, by)
    _check_money(amount_fen)
    mine.source, mine.amount_fen = filled(source, "线索来源", 40), amount_fen
    write_content(mine, content)
    refuse_tellers(mine)
    return put(mine, step, by=by)


@operation
def open_clue(clue: ClueReferral, *, by: Any, reason: str) -> Any:
    """`by` may read the content for ten minutes; the chain says why."""
    require(by, Permission.CLUE_VIEW, clue.division_code)
    require_visible(clue, by)
    return reveals.grant(clue, by=by, reason=reason)


def require_visible(clue: ClueReferral, by: Any) -> None:
    """Raises NotPermitted unless the person is one of those the clue is for."""
    if not ClueReferral.objects.visible_to(by).filter(pk=clue.pk).exists():
        raise NotPermitted("这条线索不由您办理。")


def _require_seen(by: Any, entry: RectificationEntry | None, petition: Petition | None) -> None:
    if (entry is None) == (petition is None):
        raise Refused("请从一条整改事项或一件信访件发起移交。", code="subject-missing")
    thing: Any = entry or petition
    if not type(thing).objects.visible_to(by).filter(pk=thing.pk).exists():
        raise NotPermitted("没有找到，或不由您办理。")


def _check_money(amount_fen: int) -> None:
    if amount_fen < 0:
        raise Refused("金额不能是负数。", code="number-negative")
