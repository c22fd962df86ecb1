"""并入首件: a repeat that comes while the first is still in time is no new case (domain.md §5); undone with the pair."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import User
from core.operations import notices

from ...models import Petition, PetitionEvent, RepeatProposal
from ...petitions.addresses import petition_url
from ...petitions.clocks import standing_of

S = Petition.State
OPEN = {S.REGISTERED, S.ACCEPTED, S.HANDLING}
MERGED, APART = "merged_into", "merge_undone"


def merge_second(proposal: RepeatProposal, *, by: User) -> bool:
    """The later of the pair is merged into the first open petition of its cluster, if that is in time and the later has not
    been accepted. Sealed cases are merged with sealed ones alone. Says whether it was."""
    second = Petition.objects.select_for_update(of=("self",)).get(pk=proposal.second_id)
    if second.state != S.REGISTERED or second.source_upload_id or second.cluster_id is None:
        return False
    rows = Petition.objects.filter(cluster_id=second.cluster_id, is_sealed=second.is_sealed, state__in=OPEN)
    first = rows.exclude(pk=second.pk).order_by("received_at", "number").first()
    if first is None or first.received_at > second.received_at or standing_of([first])[first.pk].is_late:
        return False
    second.state = S.MERGED
    second.version += 1
    second.save(update_fields=["state", "version"])
    _tell(second, f"首件 {first.number} 还在办理期限内，并入首件，不另立案。", by, **{MERGED: str(first.pk)})
    _tell(first, f"同一事项再次来访，{second.number} 并入本件。", by, merged=str(second.pk))
    audit.record("petition.merge", second, by=by)
    _notify(first, second)
    return True


def bring_back(ids: Iterable[Any], *, by: User) -> int:
    """Of these petitions the merged ones whose first is in their cluster no more are cases of their own again."""
    count = 0
    for each in Petition.objects.select_for_update(of=("self",)).filter(pk__in=list(ids), state=S.MERGED):
        event = each.events.filter(facts__has_key=MERGED).order_by("-at").first()
        first = Petition.objects.filter(pk=event.facts[MERGED]).first() if event else None
        if first is not None and each.cluster_id is not None and first.cluster_id == each.cluster_id:
            continue
        each.state = S.REGISTERED
        each.version += 1
        each.save(update_fields=["state", "version"])
        _tell(each, "撤销重复认定，恢复单独办理；受理期限仍从接件之日起算。", by, **{APART: True})
        audit.record("petition.unmerge", each, by=by)
        count += 1
    return count


def _tell(petition: Petition, text: str, by: User, **facts: Any) -> None:
    event = PetitionEvent(
        petition=petition, kind=PetitionEvent.Kind.PROGRESS, on=months.today(), at=timezone.now(), by=by, facts=facts
    )
    event.text = text
    event.save(force_insert=True)


def _notify(first: Petition, second: Petition) -> None:
    person = first.responsible or first.registered_by
    if person is None or not Petition.objects.visible_to(person).filter(pk=first.pk).exists():
        return
    notices.queue(
        [person],
        key=f"repeat:{second.pk}:merged",
        kind="petition",
        title=f"信访件 {first.number} 有重复来访，已并入本件办理",
        body="不另立案、不另计期限。请在原期限内一并答复。",
        url=petition_url(first),
        division_code=first.division_code,
    )
