"""Declared kin as other apps ask for it: which households to visit without a draw, and whom to keep away from where.

Reads only; every function costs a fixed number of queries.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from ..models import KinDeclaration, Membership, Person

UNPLACED = "000"


class Recusal(NamedTuple):
    """Somebody who must keep away from a township (9 digits): they have declared kin there. `official_index` is the blind
    index of the ID number, empty where none is known."""

    official_name: str
    official_index: str
    township_code: str


def declared_households(county_code: str, month: str) -> set[UUID]:
    """The households of the county (6 digits) in which the recipient of a declaration that holds now is a member in `month`
    (YYYY-MM). Recipients are found by their ID numbers, so that it needs no re-matching first; two queries."""
    declared = KinDeclaration.objects.active().filter(county_code=county_code).values("recipient_index")
    people = list(Person.objects.filter(county_code=county_code, id_index__in=declared).values_list("pk", flat=True))
    found = Membership.objects.filter(county_code=county_code, person__in=people).in_force(month)
    return set(found.order_by().values_list("household_id", flat=True))


def townships_of_official(name: str, id_index: str) -> set[str]:
    """The townships (9 digits) in which this official has declared kin now: by the blind index of their ID number, and by
    exact name where the declaration knows no number. Without an index every declaration under that name counts, so that a
    namesake is kept away rather than the official let in. Declarations that name no township are left out."""
    by_name = Q(official_name=name)
    who = Q(official_index=id_index) | (by_name & Q(official_index="")) if id_index else by_name
    rows = KinDeclaration.objects.active().filter(who).order_by().values_list("township_code", flat=True)
    return {code for code in rows if not code.endswith(UNPLACED)}


def all_recusals(county_code: str) -> list[Recusal]:
    """Every official of the county (6 digits) with declared kin that holds now, once for each township, by name. One query."""
    rows = (
        KinDeclaration.objects.active()
        .filter(county_code=county_code)
        .order_by("official_name", "official_index", "township_code")
        .values_list("official_name", "official_index", "township_code")
        .distinct()
    )
    return [Recusal(*row) for row in rows if not row[2].endswith(UNPLACED)]


def declared_in(household: UUID, people: Iterable[UUID]) -> list[KinDeclaration]:
    """The declarations that hold now for one of `people`, or were matched to the household; for its page. One query."""
    found = KinDeclaration.objects.active().filter(Q(household=household) | Q(person__in=list(people)))
    return list(found.defer("official_sealed", "recipient_sealed").order_by("recipient_name", "id"))
