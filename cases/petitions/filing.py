"""What stands beside petitions in the filed ledger, loaded in a fixed number of queries for each thousand."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from ..models import Petition, PetitionEvent, PetitionParty

K = PetitionEvent.Kind
# What 办理情况 says where the story has no word of its own.
SAID: dict[str, str] = {
    Petition.State.REGISTERED: "已登记，待受理",
    Petition.State.ACCEPTED: "已受理",
    Petition.State.HANDLING: "正在办理",
    Petition.State.ANSWERED: "已答复",
    Petition.State.CONCLUDED: "已办结",
}
BATCH = 1000
Beside = tuple[Petition, list[PetitionParty], Any, Any, str]


def beside(rows: QuerySet[Petition]) -> Iterator[Beside]:
    """(petition, its people, accepted on, concluded on, 办理情况) of each row."""
    left = rows.iterator(BATCH)
    while batch := list(islice(left, BATCH)):
        yield from _batch(batch)


def _batch(petitions: list[Petition]) -> Iterator[Beside]:
    ids = [each.pk for each in petitions]
    people: dict[Any, list[PetitionParty]] = defaultdict(list)
    for party in PetitionParty.objects.filter(petition__in=ids).order_by("id"):
        people[party.petition_id].append(party)
    days: dict[tuple[Any, str], Any] = {}
    words: dict[Any, PetitionEvent] = {}
    told = PetitionEvent.objects.filter(petition__in=ids, kind__in=[K.ACCEPTED, K.CONCLUDED, K.ANSWERED, K.PROGRESS])
    for event in told.order_by("at", "id"):
        days[event.petition_id, event.kind] = event.on
        if event.kind == K.PROGRESS:
            words[event.petition_id] = event
    for one in petitions:
        concluded = days.get((one.pk, K.CONCLUDED)) or days.get((one.pk, K.ANSWERED))
        said = words[one.pk].text if one.pk in words else ""
        yield (
            one,
            people[one.pk],
            days.get((one.pk, K.ACCEPTED)),
            concluded,
            said or SAID.get(one.state, one.get_state_display()),
        )
