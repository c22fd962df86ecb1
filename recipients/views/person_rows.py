"""What a line of the roster shows beside the person: village, household, head, what is received. A fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core import months
from core.models import Division

from ..models import Award, Household, Membership, Person


@dataclass
class Row:
    """One line of the list."""

    person: Person
    place: str
    household: Household | None
    head: str = ""
    relation: str = ""
    age: int = 0
    awards: list[Award] = field(default_factory=list)


def age_on(person: Person, month: str) -> int:
    """Full years at the end of a month, or at death."""
    day = months.last_day(month)
    if person.death_date and person.death_date < day:
        day = person.death_date
    born = person.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def group_words(group: str) -> str:
    """A group as villages say it: 6 is 6组."""
    return f"{group}组" if group.isdecimal() else group


def rows_of(people: Sequence[Person], towns: dict[str, str]) -> list[Row]:
    """The lines of a page. `towns` names townships by their 9 digits; empty where all lie in one."""
    month = months.current()
    last = _last_memberships(people)
    households = {m.household_id for m in last.values()}
    heads = dict(
        Membership.objects.open()
        .filter(household__in=households, is_head=True)
        .values_list("household", "person__name")
    )
    received = _awards(households, month)
    villages = dict(Division.objects.filter(code__in={p.division_code for p in people}).values_list("code", "name"))
    rows = []
    for person in people:
        membership = last.get(person.pk)
        place = towns.get(person.township_code, "") + villages.get(person.division_code, "")
        row = Row(person, place, membership.household if membership else None, age=age_on(person, month))
        if membership:
            row.place += group_words(membership.household.group)
            row.head, row.relation = heads.get(membership.household_id, ""), membership.relation
            mine = received.get(membership.household_id, []) if person.household_id else []
            row.awards = [award for award in mine if award.person_id in (None, person.pk)]
        rows.append(row)
    return rows


def _last_memberships(people: Sequence[Person]) -> dict[UUID, Membership]:
    """The membership that holds, or for those who have gone the last one."""
    found = (
        Membership.objects.filter(person__in=people, voided_by__isnull=True)
        .select_related("household")
        .order_by("first_month")
    )
    return {membership.person_id: membership for membership in found}


def _awards(households: set[UUID], month: str) -> dict[UUID, list[Award]]:
    found: dict[UUID, list[Award]] = {}
    awards = Award.objects.in_force(month).filter(household__in=households).order_by("scheme")
    for award in awards.defer("account_sealed"):
        found.setdefault(award.household_id, []).append(award)
    return found
