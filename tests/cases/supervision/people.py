"""The people of a county's supervision, and entries closed long enough ago."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cases.models import FollowUp, Petition, PetitionHandler, PetitionParty, RectificationEntry
from cases.operations import look_back
from core.crypto import id_index
from core.models import User
from core.permissions import Role
from recipients.models import Household, Membership
from tests.cases.entries.people import Cast, closed, fresh
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import VILLAGE, EventFactory, HouseholdFactory, PersonFactory

TOWN = TOWNSHIPS[0]
LONG_AGO = 100  # days: inside the window of three to six months, within 180 days


class County(Cast):
    """The cast of the entries, and whoever else supervision needs."""

    def __init__(self) -> None:
        super().__init__()
        DivisionFactory(code=VILLAGE)
        self.second_officer = UserFactory(role=Role.BUREAU_OFFICER)
        self.second_leader = UserFactory(role=Role.BUREAU_LEADER)
        self.office = UserFactory(role=Role.BUREAU_OFFICE)
        self.discipline = UserFactory(role=Role.DISCIPLINE_OFFICER)
        self.petitions = UserFactory(role=Role.PETITION_OFFICER)
        self.town_leader = UserFactory(role=Role.TOWNSHIP_LEADER)


def home(name: str = "马小花") -> Household:
    """A household of the village with its head."""
    row: Household = HouseholdFactory()
    person = PersonFactory(division_code=row.division_code, name=name, household=row)
    event = EventFactory(household=row)
    Membership.objects.create(
        division_code=row.division_code,
        household=row,
        person=person,
        relation="户主",
        is_head=True,
        first_month="2021-01",
        opened_by=event,
    )
    return row


def closed_long_ago(cast: Cast, days: int = LONG_AGO, **given: Any) -> RectificationEntry:
    """Closed by three people, then moved back in time."""
    entry = closed(cast, **given)
    then = timezone.now() - dt.timedelta(days=days)
    RectificationEntry.objects.filter(pk=entry.pk).update(closed_at=then, listed_at=then - dt.timedelta(days=30))
    return fresh(entry)


def follow_up_of(entry: RectificationEntry) -> FollowUp:
    look_back.schedule_follow_ups()
    return FollowUp.objects.get(entry=entry)


def petition(**given: Any) -> Petition:
    """A petition as it stands in the docket, received today."""
    DivisionFactory(code=COUNTY)
    values: dict[str, Any] = {
        "division_code": TOWN,
        "number": f"XF2026-{Petition.objects.count() + 1:04d}",
        "channel": "letter",
        "kind": "demand",
        "received_at": timezone.now(),
        "registered_at": timezone.now(),
        "text": "反映低保评定不公。",
    }
    return Petition.objects.create(**values | given)


def signed_by(row: Petition, name: str, id_number: str = "") -> PetitionParty:
    party = PetitionParty(petition=row, division_code=row.division_code, name=name)
    party.id_number, party.phone = id_number, ""
    party.id_index = id_index(id_number) if id_number else ""
    party.save()
    return party


def sealed_petition(*handlers: User) -> Petition:
    """A 检举控告 of which the row tells nothing."""
    row = petition(division_code=COUNTY, kind="accusation", is_sealed=True, text="")
    for each in handlers:
        PetitionHandler.objects.create(petition=row, user=each, named_at=timezone.now())
    return row


__all__ = [
    "COUNTY",
    "TOWN",
    "VILLAGE",
    "County",
    "closed_long_ago",
    "follow_up_of",
    "fresh",
    "home",
    "petition",
]
