"""An officer decides what a proposal to reopen is worth; the leaders are told."""

from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission, Role
from core.refusal import NotPermitted, TransitionRefused
from spot_checks.models import VisitFinding

from ...models import Petition, RectificationEntry, ReopenProposal, Source
from ..entries import rebound
from ..entries.story import filled
from .making import closers, list_again

State = ReopenProposal.State
SOURCES = {VisitFinding._meta.label_lower: Source.VISIT, Petition._meta.label_lower: Source.PETITION}


@operation
def reopen(proposal: ReopenProposal, *, by: Any, note: str) -> RectificationEntry:
    """The old entry is 反弹重办 and its close-out no longer counts; the answered entry, that of the new finding or petition
    where it has one, else a new one a level graver, puts it right. Raises Refused where an entry would reopen itself."""
    mine, entry = _taken(proposal, by)
    new = _entry_of(mine) or list_again(
        entry,
        by=by,
        source=SOURCES.get(mine.cause_type, Source.FLAG),
        found_on=_day(mine),
        description=f"疑似反弹（原 {entry.number}）：{mine.why}",
        source_type=mine.cause_type,
        source_id=mine.cause_id,
    )
    text = filled(note, "理由", 200)
    rebound(entry, by=by, why=f"{mine.why}。{text}"[:400], into=new)
    new.refresh_from_db()
    _decide(mine, State.REOPENED, text, by)
    _tell(mine, f"{entry.number} 反弹重办，新立账 {new.number}", new)
    return new


@operation
def decline_reopening(proposal: ReopenProposal, *, by: Any, note: str) -> ReopenProposal:
    """It is no rebound, for the reason given; whoever closed the entry does not say so."""
    mine, entry = _taken(proposal, by)
    if by.pk in closers(entry):
        raise NotPermitted("审核、确认过这一条销号的人，不能自己认定不构成反弹。请由其他人决定。", code="own-close-out")
    _decide(mine, State.DECLINED, filled(note, "理由", 200), by)
    _tell(mine, f"{entry.number} 的反弹提示认定不构成反弹", entry)
    return mine


def _taken(proposal: ReopenProposal, by: Any) -> tuple[ReopenProposal, RectificationEntry]:
    mine = locked(proposal)
    require(by, Permission.ENTRY_CHECK, mine.division_code)
    if mine.state != State.PROPOSED:
        raise TransitionRefused("这条提示已经有人决定。请刷新页面后再看。")
    return mine, locked(mine.entry)


def _entry_of(mine: ReopenProposal) -> RectificationEntry | None:
    """The entry that the new finding or petition has brought up already."""
    rows = RectificationEntry.objects.filter(reopens__isnull=True, source_type=mine.cause_type)
    return rows.filter(source_id=mine.cause_id).first()


def _day(mine: ReopenProposal) -> Any:
    if mine.cause_type == VisitFinding._meta.label_lower:
        return VisitFinding.objects.values_list("found_on", flat=True).get(pk=mine.cause_id)
    return timezone.localdate(mine.at)


def _decide(mine: ReopenProposal, state: str, note: str, by: Any) -> None:
    mine.state, mine.decision_note = state, note
    mine.decided_by, mine.decided_at = by, timezone.now()
    mine.save()
    audit.record("reopen.decide", mine, by=by, summary={"state": str(state), "entry": mine.entry.number})


def _tell(mine: ReopenProposal, title: str, entry: RectificationEntry) -> None:
    """The leaders of the bureau are told. The notice names no person."""
    leaders = User.objects.filter(role=Role.BUREAU_LEADER, division__code__startswith=mine.county_code, is_active=True)
    notices.queue(
        leaders,
        key=f"reopen:{mine.pk}",
        kind="entry",
        title=title,
        body=mine.why,
        url=f"/cases/entries/{entry.pk}/",
        division_code=mine.division_code,
    )
