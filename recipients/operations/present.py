"""Keeping what Person repeats of the present (household, covered) in step with memberships and awards."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F

from ..models import CoveredPerson, Membership, Person

CHUNK = 5000


def refresh(people: Iterable[Any]) -> int:
    """`household`, `covered` and the place of these persons say what open memberships and awards say; returns how many
    had to change."""
    changed = 0
    for chunk in _chunks(list(dict.fromkeys(UUID(str(pk)) for pk in people))):
        for person, values in wrong(chunk):
            changed += Person.objects.filter(pk=person).update(version=F("version") + 1, **values)
    return changed


def wrong(people: list[UUID]) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Persons whose repeated columns differ from the truth, with what they should be."""
    homes = {
        row[0]: row[1:]
        for row in Membership.objects.open()
        .filter(person__in=people)
        .values_list("person_id", "household_id", "household__division_code")
    }
    covered = CoveredPerson.objects.filter(
        person__in=people, award__last_month__isnull=True, award__voided_by__isnull=True
    )
    paid = set(covered.values_list("person_id", flat=True))
    rows = Person.objects.filter(pk__in=people).values_list("pk", "household_id", "covered", "division_code")
    for pk, household, is_covered, division in rows:
        home, place = homes.get(pk, (None, division))
        if (household, is_covered, division) != (home, pk in paid, place):
            yield (
                pk,
                {
                    "household_id": home,
                    "covered": pk in paid,
                    "division_code": place,
                    "township_code": place[:9],
                    "county_code": place[:6],
                },
            )


def _chunks(items: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
