"""The program proposes; what a person decided stays."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core import audit
from core.operation import operation

from ... import repeats
from ...models import Channel, Petition, PetitionParty, RepeatProposal
from ...petitions.likeness import docket
from ...repeats import Pair

State = RepeatProposal.State
BESIDE = 2000  # of the newest petitions so many say how common words are, where one petition is compared alone
NEIGHBOURS = 1000
RECENT = dt.timedelta(hours=3)
JUST, AT_ONCE = dt.timedelta(minutes=5), 50


@dataclass(frozen=True)
class Found:
    """What a search proposes: the pairs by docket number, and how many proposals are new."""

    pairs: list[Pair]
    new: int


@operation
def propose_all(county_code: str, *, by: Any = None) -> Found:
    """Every pair of the county's docket that seems a repeat stands as a proposal, the earlier petition first. Proposals that
    nobody decided follow what the petitions now say; decided ones stay as they are. Safe to run twice."""
    marked = docket(county_code)
    pairs = repeats.propose(features for _, features in marked.values())
    ids = {number: pk for number, (pk, _) in marked.items()}
    known = _known(RepeatProposal.objects.within(county_code))
    new = _keep(county_code, pairs, ids, known)
    now = {frozenset((ids[str(pair.a)], ids[str(pair.b)])) for pair in pairs}
    stale = [row.pk for both, row in known.items() if row.state == State.PROPOSED and both not in now]
    RepeatProposal.objects.filter(pk__in=stale).delete()
    if new or stale:
        summary = {"pairs": len(pairs), "new": new, "withdrawn": len(stale)}
        audit.record("repeat.propose", by=by, division_code=_county(county_code), summary=summary)
    return Found(pairs, new)


@operation
def propose_for_new(petition: Petition, *, by: Any = None) -> Found:
    """The pairs of one petition stand as proposals, found among those that share a person or a village with it."""
    county = petition.county_code
    rows = Petition.objects.within(county)
    near = rows.filter(_near(petition)).exclude(pk=petition.pk).order_by("-received_at").values_list("pk", flat=True)
    beside = rows.order_by("-received_at").values_list("pk", flat=True)[:BESIDE]
    wanted = {petition.pk, *near[:NEIGHBOURS], *beside}
    marked = docket(county, rows.filter(pk__in=wanted))
    one = marked[petition.number][1]
    pairs = repeats.propose_for(one, (features for _, features in marked.values()))
    ids = {number: pk for number, (pk, _) in marked.items()}
    known = _known(RepeatProposal.objects.filter(Q(first=petition) | Q(second=petition)))
    new = _keep(county, pairs, ids, known)
    if new:
        audit.record("repeat.propose", by=by, division_code=_county(county), summary={"new": new})
    return Found(pairs, new)


def propose_due() -> int:
    """Counties with petitions registered in the last hours have been searched; says how many proposals are new."""
    since = timezone.now() - RECENT
    counties = Petition.objects.filter(registered_at__gt=since).order_by().values_list("county_code", flat=True)
    return sum(propose_all(county).new for county in counties.distinct())


def propose_public() -> int:
    """What came in by the public page in the last minutes has been compared; says how many proposals are new. The public
    process reaches no queue of its own: the clock looks every minute. A flood is left to `propose_due`."""
    since = timezone.now() - JUST
    told = Petition.objects.filter(registered_at__gt=since, channel=Channel.PUBLIC, registered_by__isnull=True)
    return sum(propose_for_new(petition).new for petition in told.order_by("registered_at")[:AT_ONCE])


def _near(petition: Petition) -> Q:
    """Petitions that can be of the same people: sealed ones always, since only their sketch knows."""
    near = Q(is_sealed=True)
    if petition.is_sealed:
        return near | ~Q(pk=petition.pk)
    people = PetitionParty.objects.filter(county_code=petition.county_code)
    same = Q(pk__in=[])
    for party in petition.parties.all():
        same |= Q(id_index=party.id_index) if party.id_index else Q(pk__in=[])
        same |= Q(phone_index=party.phone_index) if party.phone_index else Q(pk__in=[])
        same |= Q(name=party.name) if party.name else Q(pk__in=[])
    near |= Q(pk__in=people.filter(same).values("petition_id"))
    if petition.division_code[9:] != "000":
        near |= Q(division_code=petition.division_code)
    return near


def _known(rows: Any) -> dict[frozenset[Any], RepeatProposal]:
    return {frozenset((row.first_id, row.second_id)): row for row in rows}


def _keep(county: str, pairs: Iterable[Pair], ids: dict[Any, Any], known: dict[frozenset[Any], RepeatProposal]) -> int:
    """Pairs stand as rows; says how many are new."""
    fresh, changed = [], []
    for pair in pairs:
        row = known.get(frozenset((ids[pair.a], ids[pair.b])))
        values = {"score": pair.score, "why": pair.why[:200]}
        if row is None:
            fresh.append(
                RepeatProposal(division_code=_county(county), first_id=ids[pair.a], second_id=ids[pair.b], **values)
            )
        elif row.state == State.PROPOSED and (row.score, row.why) != (pair.score, values["why"]):
            row.score, row.why = pair.score, pair.why[:200]
            changed.append(row)
    RepeatProposal.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    RepeatProposal.objects.bulk_update(changed, ["score", "why"], batch_size=500)
    return len(fresh)


def _county(county_code: str) -> str:
    return county_code.ljust(12, "0")
