"""Households on the roster of a month, and those newly granted in the last three."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Min

from core import months
from recipients.models import Award, Household, Membership, RosterEvent, Scheme

from ..models import ItemKind
from .registry import Candidate, Scope, kept

NEW_MONTHS = 3
NO_HEAD = "户主不明"


@dataclass
class _Owed:
    division_code: str
    schemes: set[str] = field(default_factory=set)
    fen: int = 0


def households(wanted: Scope) -> tuple[list[Candidate], dict[str, int]]:
    """One candidate for each household owed anything for the month, with the sum over its schemes."""
    return _candidates(wanted, None)


def new_grants(wanted: Scope) -> tuple[list[Candidate], dict[str, int]]:
    """Households first granted within the last three months, by whatever but the loading of a first roster."""
    return _candidates(wanted, newly_granted(wanted.county, wanted.month))


def newly_granted(county: str, month: str) -> set[UUID]:
    """Households whose first award of a scheme began in the month or the two before it; baselines do not count."""
    since = months.add(month, 1 - NEW_MONTHS)
    first = (
        Award.objects.filter(county_code=county, voided_by__isnull=True)
        .values("household_id", "scheme")
        .annotate(first=Min("first_month"))
        .filter(first__gte=since, first__lte=month)
        .values_list("household_id", "scheme", "first")
    )
    began = {(household, scheme): begin for household, scheme, begin in first}
    opened = Award.objects.filter(
        county_code=county, voided_by__isnull=True, first_month__gte=since, first_month__lte=month
    ).exclude(opened_by__kind=RosterEvent.Kind.BASELINE)
    rows = opened.values_list("household_id", "scheme", "first_month")
    return {household for household, scheme, begin in rows if began.get((household, scheme)) == begin}


def _candidates(wanted: Scope, only: set[UUID] | None) -> tuple[list[Candidate], dict[str, int]]:
    owed = _owed(wanted)
    if only is not None:
        owed = {household: each for household, each in owed.items() if household in only}
    heads = heads_of(wanted.county, wanted.month)
    numbers = dict(Household.objects.filter(county_code=wanted.county).values_list("pk", "number"))
    found, headless = [], 0
    for household, each in owed.items():
        head = heads.get(household)
        if head is None:
            headless += 1
            continue
        found.append(
            Candidate(
                division_code=each.division_code,
                kind=ItemKind.HOUSEHOLD,
                category=category(each.schemes),
                fen=each.fen,
                label=f"{each.division_code[:9]}-{numbers[household]:06d}",
                household=household,
                person=head,
                subject_type="recipients.household",
                subject_id=str(household),
            )
        )
    return kept(found, wanted), {NO_HEAD: headless} if headless else {}


def _owed(wanted: Scope) -> dict[UUID, _Owed]:
    awards = Award.objects.filter(county_code=wanted.county).in_force(wanted.month)
    if wanted.schemes:
        awards = awards.filter(scheme__in=wanted.schemes)
    found: dict[UUID, _Owed] = {}
    rows = awards.order_by().values_list("household_id", "division_code", "scheme", "monthly_fen")
    for household, division, scheme, fen in rows.iterator(5000):
        each = found.setdefault(household, _Owed(division))
        each.schemes.add(scheme)
        each.fen += fen
    return found


def heads_of(county: str, month: str) -> dict[UUID, UUID]:
    """household → its head in the month; in a household without one, whoever stands first."""
    rows = (
        Membership.objects.filter(county_code=county).in_force(month).order_by("household_id", "-is_head", "position")
    )
    found: dict[UUID, UUID] = {}
    for household, person in rows.values_list("household_id", "person_id").iterator(5000):
        found.setdefault(household, person)
    return found


def category(schemes: Iterable[str]) -> str:
    """The schemes as people name them, in their own order."""
    held = set(schemes)
    return "、".join(str(scheme.label) for scheme in Scheme if scheme in held)
