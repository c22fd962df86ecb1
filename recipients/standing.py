"""What stands in a township's roster in one month, read in few queries as plain rows for comparing with a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet

from .models import Award, CoveredPerson, Household, Membership, Person, RosterEvent

CHUNK = 5000


class PersonRow(NamedTuple):
    """A person as the roster knows them; the phone stays sealed."""

    pk: UUID
    id_index: str
    name: str
    ethnicity: str
    health: str
    labour: str
    phone_sealed: bytes
    death_date: Any
    township_code: str


class HouseholdRow(NamedTuple):
    pk: UUID
    number: int
    division_code: str
    group: str
    address: str
    hardship: str
    note: str


class MemberRow(NamedTuple):
    """A membership that holds in the month."""

    pk: UUID
    household: UUID
    person: UUID
    relation: str
    is_head: bool
    first_month: str
    township_code: str
    division_code: str


class AwardRow(NamedTuple):
    """An award owed for the month."""

    pk: UUID
    household: UUID
    person: UUID | None
    scheme: str
    grade: str
    care_mode: str
    care_level: str
    serial: int
    persons: int
    covered: int
    monthly_fen: int
    account_holder: str
    bank: str
    account_index: str
    account_sealed: bytes
    first_month: str
    division_code: str


PERSON = PersonRow._fields
HOUSEHOLD = HouseholdRow._fields
MEMBER = ("pk", "household_id", "person_id", "relation", "is_head", "first_month", "township_code", "division_code")
AWARD = tuple({"household": "household_id", "person": "person_id"}.get(n, n) for n in AwardRow._fields)


@dataclass
class Standing:
    """One township's roster in one month. `people` by blind index; everything else by primary key."""

    people: dict[str, PersonRow] = field(default_factory=dict)
    households: dict[UUID, HouseholdRow] = field(default_factory=dict)
    members: dict[UUID, dict[UUID, MemberRow]] = field(default_factory=dict)
    homes: dict[UUID, MemberRow] = field(default_factory=dict)
    awards: dict[tuple[UUID, str], AwardRow] = field(default_factory=dict)
    covered: dict[UUID, set[UUID]] = field(default_factory=dict)
    elsewhere: dict[UUID, frozenset[str]] = field(default_factory=dict)
    later_month: str = ""

    def award_of(self, owner: UUID | None, scheme: str) -> AwardRow | None:
        """The award of a household, or in person schemes of a person."""
        return self.awards.get((owner, scheme)) if owner else None


def standing(township_code: str, month: str, indexes: Iterable[str]) -> Standing:
    """The roster of a township (9 digits) as owed for `month`, and the county's knowledge of the persons named."""
    found = Standing(later_month=_later_month(township_code, month))
    county = township_code[:6]
    for chunk in _chunks(list(dict.fromkeys(indexes))):
        rows = _bearing(Person.objects.filter(county_code=county), chunk).values_list(*PERSON)
        found.people.update((row[1], PersonRow(*row)) for row in rows)
    homes = Household.objects.filter(township_code=township_code).values_list(*HOUSEHOLD)
    found.households = {row[0]: HouseholdRow(*row) for row in homes}
    if found.households:
        _members(found, township_code, month)
        _awards(found, township_code, month)
    if found.people:
        _others(found, township_code, month)
    return found


def _bearing(people: QuerySet[Person], indexes: list[str]) -> QuerySet[Person]:
    """Those of the persons whose blind index is named; PostgreSQL takes the names as one array."""
    if connection.vendor == "postgresql":
        return people.extra(where=['"recipients_person"."id_index" = ANY(%s)'], params=[indexes])
    return people.filter(id_index__in=indexes)


def _later_month(township_code: str, month: str) -> str:
    events = RosterEvent.objects.filter(
        township_code=township_code, effective_month__gt=month, reversed_by__isnull=True
    ).exclude(kind=RosterEvent.Kind.REVERSAL)
    return events.aggregate(last=Max("effective_month"))["last"] or ""


def _members(found: Standing, township_code: str, month: str) -> None:
    for row in Membership.objects.filter(township_code=township_code).in_force(month).values_list(*MEMBER):
        member = MemberRow(*row)
        found.members.setdefault(member.household, {})[member.person] = member
        found.homes[member.person] = member


def _awards(found: Standing, township_code: str, month: str) -> None:
    for row in Award.objects.filter(township_code=township_code).in_force(month).values_list(*AWARD):
        award = AwardRow(*row)
        found.awards[award.person or award.household, award.scheme] = award
        found.covered[award.pk] = set()
    rows = CoveredPerson.objects.filter(township_code=township_code).values_list("award_id", "person_id")
    for award_id, person in rows:
        if award_id in found.covered:
            found.covered[award_id].add(person)


def _others(found: Standing, township_code: str, month: str) -> None:
    """Where the named persons stand in other townships of the county, now or from a later month."""
    lasting = Q(last_month__isnull=True) | Q(last_month__gte=month)
    paid: dict[UUID, set[str]] = {}
    for chunk in _chunks([person.pk for person in found.people.values()]):
        rows = Membership.objects.filter(lasting, voided_by__isnull=True, person__in=chunk)
        for row in rows.exclude(township_code=township_code).values_list(*MEMBER):
            found.homes.setdefault(row[2], MemberRow(*row))
        covered = CoveredPerson.objects.filter(person__in=chunk, award__voided_by__isnull=True)
        covered = covered.filter(Q(award__last_month__isnull=True) | Q(award__last_month__gte=month))
        for person, scheme in covered.exclude(township_code=township_code).values_list("person_id", "award__scheme"):
            paid.setdefault(person, set()).add(scheme)
    found.elsewhere = {person: frozenset(schemes) for person, schemes in paid.items()}


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
