"""The roster of any month: who is owed payment for it, line by line and in figures. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Sum

from core import crypto
from core.models import Division

from .models import Award, CoveredPerson, Household, Membership, Person
from .models.choices import PERSON_SCHEMES


class Line(NamedTuple):
    """One person of a household listed for the month. Identifiers stay sealed until asked for; amounts in fen a month."""

    household_id: UUID
    person_id: UUID
    award_id: UUID
    scheme: str
    serial: int
    number: int
    division_code: str
    town: str
    village: str
    group: str
    head_id_sealed: bytes
    head_person: UUID | None
    head_name: str
    name: str
    id_sealed: bytes
    relation: str
    is_head: bool
    covered: bool
    grade: str
    care_mode: str
    care_level: str
    persons: int
    covered_count: int
    monthly_fen: int
    account_holder: str
    bank: str
    account_sealed: bytes
    first_month: str
    birth_date: Any
    sex: str
    health: str
    labour: str
    phone_sealed: bytes

    @property
    def id_number(self) -> str:
        """The person's ID number in full: only for those who may see it."""
        return crypto.open_sealed(self.id_sealed, f"recipients_person.id_sealed:{self.person_id}")

    @property
    def head_id(self) -> str:
        """The head's ID number in full."""
        if self.head_person is None:
            return ""
        return crypto.open_sealed(self.head_id_sealed, f"recipients_person.id_sealed:{self.head_person}")

    @property
    def account(self) -> str:
        """The account paid into, in full."""
        return crypto.open_sealed(self.account_sealed, f"recipients_award.account_sealed:{self.award_id}")

    @property
    def phone(self) -> str:
        """The telephone number in full."""
        return crypto.open_sealed(self.phone_sealed, f"recipients_person.phone_sealed:{self.person_id}")


class _Member(NamedTuple):
    household: UUID
    person: UUID
    relation: str
    is_head: bool
    position: int


class _Person(NamedTuple):
    name: str
    id_sealed: bytes
    birth_date: Any
    sex: str
    health: str
    labour: str
    phone_sealed: bytes


AWARD = (
    "pk", "household_id", "person_id", "scheme", "serial", "grade", "care_mode", "care_level", "persons", "covered",
    "monthly_fen", "account_holder", "bank", "account_sealed", "first_month",
)  # fmt: skip


def lines(scope: str, month: str, schemes: Iterable[str] | None = None) -> Iterator[Line]:
    """Everybody listed for `month` inside a division prefix (6, 9 or 12 digits; a township code of 12 is cut to 9), by
    township, scheme, 序号 and order in the household. A household with nobody covered is not listed."""
    scope = _prefix(scope)
    awards = Award.objects.all().within(scope).in_force(month)
    if schemes is not None:
        awards = awards.filter(scheme__in=list(schemes))
    rows = list(awards.order_by("township_code", "scheme", "serial", "pk").values_list(*AWARD))
    if not rows:
        return
    members = _members(scope, month)
    people = {r[0]: _Person(*r[1:]) for r in Person.objects.all().within(scope[:6]).filter(
        **_of(scope)).values_list("pk", *_Person._fields)}  # fmt: skip
    paid = set(CoveredPerson.objects.all().within(scope).values_list("award_id", "person_id"))
    households = _households(scope)
    names = dict(Division.objects.filter(code__startswith=scope[:6]).values_list("code", "name"))
    missing = _absent(members, rows, people)
    people.update(missing)
    for row in rows:
        yield from _lines_of(row, members, people, paid, households, names)


def _of(scope: str) -> dict[str, str]:
    return {"township_code": scope[:9]} if len(scope) >= 9 else {}


def _prefix(scope: str) -> str:
    return scope[:9] if len(scope) == 12 and scope.endswith("000") else scope


def _members(scope: str, month: str) -> dict[UUID, list[_Member]]:
    found: dict[UUID, list[_Member]] = {}
    rows = Membership.objects.all().within(scope).in_force(month).order_by("household_id", "position", "pk")
    for row in rows.values_list("household_id", "person_id", "relation", "is_head", "position"):
        found.setdefault(row[0], []).append(_Member(*row))
    return found


def _households(scope: str) -> dict[UUID, tuple[Any, ...]]:
    rows = Household.objects.all().within(scope).values_list("pk", "number", "division_code", "group")
    return {row[0]: row[1:] for row in rows}


def _absent(members: Any, rows: Any, people: dict[UUID, _Person]) -> dict[UUID, _Person]:
    """Persons of past months who live in another township now."""
    wanted = {m.person for household in {row[1] for row in rows} for m in members.get(household, ())}
    wanted |= {row[2] for row in rows if row[2] is not None}
    missing = [pk for pk in wanted if pk not in people]
    found: dict[UUID, _Person] = {}
    for start in range(0, len(missing), 5000):
        some = Person.objects.filter(pk__in=missing[start : start + 5000])
        found |= {r[0]: _Person(*r[1:]) for r in some.values_list("pk", *_Person._fields)}
    return found


def _lines_of(row: Any, members: Any, people: Any, paid: Any, households: Any, names: Any) -> Iterator[Line]:
    (
        award,
        household,
        person,
        scheme,
        serial,
        grade,
        mode,
        level,
        persons,
        covered,
        fen,
        holder,
        bank,
        account,
        first,
    ) = row
    number, division, group = households[household]
    family = members.get(household, [])
    head = next((member for member in family if member.is_head), None)
    if scheme in PERSON_SCHEMES and person is not None:
        family = [m for m in family if m.person == person] or [_Member(household, person, "本人", False, 0)]
        head = head or family[0]
    heading = people[head.person] if head else None
    village = names.get(division, "") if division[9:] != "000" else ""
    for member in family:
        who = people[member.person]
        yield Line(
            household, member.person, award, scheme, serial, number, division, names.get(f"{division[:9]}000", ""),
            village, group, heading.id_sealed if heading else b"", head.person if head else None,
            heading.name if heading else "", who.name, who.id_sealed, member.relation, member.is_head,
            (award, member.person) in paid, grade, mode, level, persons, covered, fen, holder, bank, account, first,
            who.birth_date, who.sex, who.health, who.labour, who.phone_sealed,
        )  # fmt: skip


@dataclass
class Figures:
    """Month-end figures of one scheme."""

    households: int = 0
    persons: int = 0
    covered: int = 0
    monthly_fen: int = 0


def figures(scope: str, month: str) -> dict[str, Figures]:
    """Households, family members, covered persons and fen owed for `month`, by scheme."""
    awards = Award.objects.all().within(_prefix(scope)).in_force(month)
    rows = (
        awards.order_by()
        .values("scheme")
        .annotate(
            households=Count("household", distinct=True),
            persons=Sum("persons"),
            covered_people=Sum("covered"),
            fen=Sum("monthly_fen"),
        )
    )
    return {r["scheme"]: Figures(r["households"], r["persons"], r["covered_people"], r["fen"]) for r in rows}


@dataclass
class Terms:
    """What a household is owed for a month under one scheme, summed over its awards, and whom it covers."""

    awards: list[Award]
    covered: list[Person]
    grade: str
    persons: int
    covered_count: int
    monthly_fen: int


def household_terms(household: Household, scheme: str, month: str) -> Terms | None:
    """The household's terms for `month`; None when it is owed nothing under the scheme."""
    awards = list(Award.objects.filter(household=household, scheme=scheme).in_force(month).order_by("serial"))
    if not awards:
        return None
    covered = list(Person.objects.filter(coverages__award__in=awards).order_by("id"))
    return Terms(
        awards,
        covered,
        awards[0].grade,
        max(award.persons for award in awards),
        sum(award.covered for award in awards),
        sum(award.monthly_fen for award in awards),
    )


def owed_by_township(county: str, month: str, schemes: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """township (9 digits) → households and fen owed for `month`, under any of the schemes."""
    awards = Award.objects.filter(county_code=county).in_force(month)
    if schemes is not None:
        awards = awards.filter(scheme__in=list(schemes))
    rows = (
        awards.order_by()
        .values("township_code")
        .annotate(homes=Count("household", distinct=True), fen=Sum("monthly_fen"))
    )
    return {row["township_code"]: (row["homes"], row["fen"]) for row in rows}
