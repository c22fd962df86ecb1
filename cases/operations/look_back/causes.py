"""What may show that a closed problem is back: findings of signed visits, petitions that are not sealed, and what further
sources are added (red flags)."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from core import months
from core.models import Division
from recipients.models import Person
from spot_checks.models import ProblemCode, VisitFinding

from ...models import Petition, PetitionParty
from ...rules.entries.categories import category_of


@dataclass(frozen=True)
class Cause:
    """Something new of a county. `village` (12 digits, '' where only the township is known) and `category` tell the village
    matter; `what` is said of it without any name."""

    type: str
    id: str
    on: dt.date
    what: str
    households: frozenset[UUID] = frozenset()
    persons: frozenset[UUID] = frozenset()
    village: str = ""
    category: str = ""


Provider = Callable[[str, dt.date], Iterable[Cause]]
_providers: list[Provider] = []


def add_causes(provider: Provider) -> None:
    """Ask `provider(county, since)` (six digits; the earliest day) as well."""
    if provider not in _providers:
        _providers.append(provider)


def causes(county: str, since: dt.date) -> Iterator[Cause]:
    """Everything new in the county since the day."""
    villages = set(
        Division.objects.filter(level=Division.Level.VILLAGE, code__startswith=county).values_list("code", flat=True)
    )
    for provider in (findings, petitions, *_providers):
        for cause in provider(county, since):
            yield cause if cause.village in villages else replace(cause, village="")


def findings(county: str, since: dt.date) -> Iterator[Cause]:
    """Problems that signed visits found."""
    rows = VisitFinding.objects.filter(county_code=county, found_on__gte=since).select_related("visit")
    for row in rows.order_by("found_on", "pk"):
        home = row.visit.household_id
        yield Cause(
            VisitFinding._meta.label_lower,
            str(row.pk),
            row.found_on,
            f"入户核查发现 {ProblemCode(row.problem).label}",
            frozenset({home} if home else ()),
            village=row.division_code,
            category=category_of(row.problem),
        )


def petitions(county: str, since: dt.date) -> Iterator[Cause]:
    """Petitions by or about somebody. A sealed one, and one that became a clue, never reveals anything."""
    begin = dt.datetime.combine(since, dt.time(), tzinfo=months.SHANGHAI)
    rows = Petition.objects.filter(
        county_code=county, is_sealed=False, is_restricted=False, received_at__gte=begin
    ).exclude(state=Petition.State.MERGED)
    found = list(rows.order_by("received_at", "pk"))
    people = _people(county, [row.pk for row in found])
    for row in found:
        persons = people.get(row.pk, set())
        yield Cause(
            Petition._meta.label_lower,
            str(row.pk),
            row.received_at.astimezone(months.SHANGHAI).date(),
            f"信访件 {row.number}（{row.get_channel_display()}）",
            frozenset({row.household_id} if row.household_id else ()),
            frozenset(persons),
            village=row.division_code,
            category=row.category,
        )


def _people(county: str, keys: list[UUID]) -> dict[UUID, set[UUID]]:
    """petition → the persons of the roster who signed it."""
    parties = PetitionParty.objects.filter(petition__in=keys).exclude(id_index="")
    signed = list(parties.values_list("petition_id", "id_index"))
    rows = Person.objects.filter(county_code=county, id_index__in={index for _, index in signed})
    known = dict(rows.values_list("id_index", "pk"))
    found: dict[UUID, set[UUID]] = {}
    for petition, index in signed:
        if index in known:
            found.setdefault(petition, set()).add(known[index])
    return found
