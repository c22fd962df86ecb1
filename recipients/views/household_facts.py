"""What the page of one household tells, as of a month. Each part is one query, or a fixed few."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core import months
from core.models import Division

from ..models import Award, BenefitRate, CoveredPerson, Household, Membership
from .person_rows import age_on

Covered = dict[Any, dict[Any, str]]


@dataclass
class Member:
    """A member in the month: the membership, the age, and the schemes that cover the person."""

    membership: Membership
    age: int
    covered_by: list[str]


@dataclass
class Terms:
    """An award with the rate of the month: what the rate comes to, and by how much the award differs (fen)."""

    award: Award
    rate: BenefitRate | None
    covered: list[str] = field(default_factory=list)

    @property
    def computed(self) -> int | None:
        """Rate × covered persons, in fen."""
        return self.rate.amount_fen * self.award.covered if self.rate else None

    @property
    def difference(self) -> int:
        """What the award pays above the rate (below it when negative), in fen."""
        return self.award.monthly_fen - self.computed if self.computed is not None else 0

    @property
    def gap(self) -> int:
        """The size of the difference, in fen."""
        return abs(self.difference)


def place_of(household: Household) -> str:
    """Township and village by name."""
    codes = (f"{household.township_code}000", household.division_code)
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    return "".join(dict.fromkeys(names.get(code, "") for code in codes))


def memberships(household: Household) -> list[Membership]:
    """Everybody who ever belonged to the household, in the order of the sheet, withdrawn lines left out."""
    return list(
        household.memberships.filter(voided_by__isnull=True)
        .select_related("person", "closed_by")
        .order_by("position", "first_month", "id")
    )


def awards(household: Household) -> list[Award]:
    """Every award of the household that was not withdrawn, newest first."""
    found = household.awards.filter(voided_by__isnull=True).select_related("person", "opened_by", "closed_by")
    return list(found.order_by("scheme", "-first_month", "-id"))


def holds(thing: Any, month: str) -> bool:
    """Whether a membership or award counts in the month."""
    return thing.first_month <= month and (thing.last_month is None or thing.last_month >= month)


def covered_names(found: Sequence[Award]) -> Covered:
    """By award, the persons it pays for (id and name), ended awards included."""
    covered: Covered = {}
    rows = CoveredPerson.objects.filter(award__in=[award.pk for award in found])
    for award, person, name in rows.order_by("id").values_list("award", "person", "person__name"):
        covered.setdefault(award, {})[person] = name
    return covered


def members(everybody: Sequence[Membership], found: Sequence[Award], covered: Covered, month: str) -> list[Member]:
    """The members in the month."""
    schemes: dict[Any, list[str]] = {}
    for award in found:
        if holds(award, month):
            for person in covered.get(award.pk, {}):
                schemes.setdefault(person, []).append(award.get_scheme_display())
    return [
        Member(membership, age_on(membership.person, month), schemes.get(membership.person_id, []))
        for membership in everybody
        if holds(membership, month)
    ]


def terms(household: Household, found: Sequence[Award], covered: Covered, month: str) -> list[Terms]:
    """The awards owed for the month, each with the rate in force."""
    current = [award for award in found if holds(award, month)]
    rates = list(BenefitRate.objects.for_month(month, household.division_code)) if current else []
    return [Terms(award, _rate(award, rates), list(covered.get(award.pk, {}).values())) for award in current]


def _rate(award: Award, rates: Sequence[BenefitRate]) -> BenefitRate | None:
    """The nearest and newest rate that speaks of the award; a rate's blank condition means any."""
    for rate in rates:
        conditions = ("grade", "care_mode", "care_level", "aid_kind")
        same = all(getattr(rate, name) in ("", getattr(award, name)) for name in conditions)
        if rate.scheme == award.scheme and same:
            return rate
    return None


def month_range(household: Household) -> tuple[str, str]:
    """The first month the household was known, and the last one worth looking at."""
    found = household.events.values_list("effective_month", flat=True).order_by("effective_month")
    known = list(found)
    current = months.current()
    return (known[0], max(known[-1], current)) if known else (current, current)


def former(everybody: Sequence[Membership], month: str) -> list[Membership]:
    """Those who had left by the month."""
    return [one for one in everybody if one.last_month is not None and one.last_month < month]
