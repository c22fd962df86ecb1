"""A person decides whether two petitions are one matter, and may take it back."""

from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ...models import Petition, RepeatProposal
from .clustering import regroup
from .merging import bring_back, merge_second

State = RepeatProposal.State


@operation
def confirm(proposal: RepeatProposal, *, by: User) -> RepeatProposal:
    """The two are one matter: they stand in one cluster with all their own repeats. Where the second has not been accepted
    and the first is still in time, the second is no case of its own (并入首件). Raises NotPermitted, TransitionRefused."""
    proposal = _taken(proposal, by, {State.PROPOSED, State.DECLINED}, "确认为重复")
    _decide(proposal, State.CONFIRMED, by)
    regroup([proposal.first_id, proposal.second_id])
    merged = merge_second(proposal, by=by)
    audit.record("repeat.confirm", proposal, by=by, summary={"merged": int(merged)})
    return proposal


@operation
def decline(proposal: RepeatProposal, *, by: User) -> RepeatProposal:
    """The two are two matters; the program does not ask again."""
    proposal = _taken(proposal, by, {State.PROPOSED}, "认定不是重复")
    _decide(proposal, State.DECLINED, by)
    audit.record("repeat.decline", proposal, by=by)
    return proposal


@operation
def undo(proposal: RepeatProposal, *, by: User) -> RepeatProposal:
    """The decision is taken back: the pair waits again, clusters stand as the other confirmed pairs say, and a petition that
    was no case of its own becomes one where nothing joins it to the first any more."""
    proposal = _taken(proposal, by, {State.CONFIRMED, State.DECLINED}, "撤销认定")
    was = proposal.state
    proposal.state, proposal.decided_by, proposal.decided_at = State.PROPOSED, None, None
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    if was == State.CONFIRMED:
        before = _together(proposal)
        regroup([proposal.first_id, proposal.second_id])
        bring_back(before, by=by)
    audit.record("repeat.undo", proposal, by=by, summary={"was": was})
    return proposal


@operation
def link(first: Petition, second: Petition, *, by: User) -> RepeatProposal:
    """A person joins two petitions the program did not propose. Never a petition with itself."""
    if first.pk == second.pk:
        raise Refused("不能把一件信访和它自己关联，请另选一件。", code="itself")
    require(by, Permission.PETITION_LINK)
    if first.county_code != second.county_code:
        raise Refused("两件信访不在同一个县。", code="elsewhere")
    earlier, later = sorted((first, second), key=lambda each: (each.received_at, each.number))
    rows = RepeatProposal.objects
    proposal = rows.filter(first=earlier, second=later).first() or rows.filter(first=later, second=earlier).first()
    if proposal is None:
        proposal = rows.create(
            division_code=first.county_code.ljust(12, "0"), first=earlier, second=later, score=0, why="人工关联"
        )
    elif proposal.state == State.CONFIRMED:
        raise TransitionRefused("这两件已经认定为重复。")
    return confirm(proposal, by=by)


def _taken(proposal: RepeatProposal, by: User, states: set[str], what: str) -> RepeatProposal:
    row = locked(proposal)
    require(by, Permission.PETITION_LINK, row.division_code)
    if not RepeatProposal.objects.visible_to(by).filter(pk=row.pk).exists():
        raise NotPermitted("其中有您看不到的信访件，请由该件的办理人认定。")
    if row.state not in states:
        raise TransitionRefused(f"这一对现在是“{State(row.state).label}”，不能{what}。请刷新页面后再看。")
    return row


def _decide(proposal: RepeatProposal, state: str, by: User) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


def _together(proposal: RepeatProposal) -> list[Any]:
    """The ids of all petitions that stood with the pair."""
    held = Petition.objects.filter(pk__in=[proposal.first_id, proposal.second_id], cluster__isnull=False)
    clusters = list(held.values_list("cluster_id", flat=True))
    return list(Petition.objects.filter(cluster_id__in=clusters).values_list("pk", flat=True))
