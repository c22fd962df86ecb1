"""Where the recipients of declarations stand on the roster now: by ID number, in few queries."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from core import months
from core.models import Division

from ..models import Award, KinDeclaration, Person
from ..rules.kin import KnownAward, KnownRecipient

CHUNK = 5000
Match = KinDeclaration.Match


class Found(NamedTuple):
    """A recipient as the roster knows them; `household` None for those who have left."""

    person: UUID
    household: UUID | None
    name: str
    covered: bool
    township_code: str


class Places:
    """The townships of a county by name, to place a declaration whose recipient is not on the roster."""

    def __init__(self, county_code: str) -> None:
        self.county = county_code
        towns = Division.objects.townships().filter(code__startswith=county_code)
        self.towns = sorted(towns.values_list("name", "code"), key=lambda town: -len(town[0]))

    def of(self, unit: str) -> str:
        """The 12-digit code of the township that a unit's name holds (香水镇丙塬村), else the county's."""
        return next((code for name, code in self.towns if name in unit), f"{self.county}000000")


def find(county_code: str, indexes: Iterable[str]) -> dict[str, Found]:
    """By blind index, those of the recipients whom the county's roster knows."""
    wanted = list(dict.fromkeys(filter(None, indexes)))
    found: dict[str, Found] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Person.objects.filter(county_code=county_code, id_index__in=wanted[start : start + CHUNK])
        for row in rows.values_list("id_index", "pk", "household_id", "name", "covered", "township_code"):
            found[row[0]] = Found(*row[1:])
    return found


def match_of(found: Found | None, name: str) -> str:
    """How a declared name and number stand to the roster."""
    if found is None:
        return Match.NOT_LISTED
    if found.name != name:
        return Match.NAME_DIFFERS
    return Match.BY_ID if found.household is not None and found.covered else Match.NOT_COVERED


def matched(found: Found | None, name: str, unit: str, places: Places) -> dict[str, Any]:
    """What a declaration repeats of the roster: person, household, match and place."""
    return {
        "person_id": found.person if found else None,
        "household_id": found.household if found else None,
        "match": match_of(found, name),
        "division_code": f"{found.township_code}000" if found else places.of(unit),
    }


def known_recipients(found: Mapping[str, Found], ids: Mapping[str, str]) -> dict[str, KnownRecipient]:
    """What the rules may know of the recipients, by ID number; `ids` gives each index its number. Awards are those owed in
    the current month."""
    awards: dict[UUID, list[tuple[UUID | None, KnownAward]]] = {}
    homes = {one.household for one in found.values() if one.household}
    people = [one.person for one in found.values()]
    rows = Award.objects.in_force(months.current()).filter(household__in=homes)
    rows = rows.filter(Q(person__isnull=True) | Q(person__in=people)).order_by("scheme", "id")
    for home, person, *terms in rows.values_list(
        "household_id", "person_id", "scheme", "grade", "covered", "monthly_fen"
    ):
        awards.setdefault(home, []).append((person, KnownAward(*terms)))
    return {
        ids[index]: KnownRecipient(
            one.name,
            one.household is not None,
            one.covered,
            tuple(
                award
                for owner, award in (awards.get(one.household, []) if one.household else [])
                if owner in (None, one.person)
            ),
        )
        for index, one in found.items()
    }
