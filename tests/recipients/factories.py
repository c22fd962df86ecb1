"""Households and what they receive, as the roster keeps them; identifiers are of never-assigned prefixes."""

import datetime as dt
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from core.crypto import id_index, last6_index
from core.ids import new_id
from recipients.models import (
    Award,
    BenefitRate,
    CoveredPerson,
    Household,
    Membership,
    Person,
    RosterEvent,
    Scheme,
)
from tests.factories_base import TOWNSHIPS, DivisionFactory

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
VILLAGE = TOWNSHIPS[0][:9] + "201"


def id_number(number: int, *, born: dt.date = dt.date(1972, 11, 27)) -> str:
    """A made-up ID number with a right check digit; odd numbers are men."""
    body = f"{640498 + number // 1000 % 2}{born:%Y%m%d}{number % 1000:03d}"
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household

    class Params:
        village = VILLAGE

    division_code = factory.LazyAttribute(lambda o: DivisionFactory(code=o.village).code)
    number = factory.Sequence(lambda n: n + 1)
    group = "3"


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RosterEvent

    household = factory.SubFactory(HouseholdFactory)
    division_code = factory.SelfAttribute("household.division_code")
    kind = RosterEvent.Kind.BASELINE
    effective_month = "2021-06"
    at = factory.LazyFunction(timezone.now)
    by = None
    source_type = "import"
    source_id = factory.LazyFunction(uuid4)
    paper = "香水镇2021年6月农村低保花名册"


class PersonFactory(factory.django.DjangoModelFactory):
    """A person; `number` makes the ID number unless `identity` gives it. Those nobody chose start with 640499, so that they
    never meet the numbers below 1000 that tests choose."""

    class Meta:
        model = Person

    class Params:
        number = factory.Sequence(lambda n: 1000 + n % 1000)
        identity = factory.LazyAttribute(lambda o: id_number(o.number))
        place = VILLAGE

    id = factory.LazyFunction(new_id)
    division_code = factory.LazyAttribute(lambda o: o.household.division_code if o.household else o.place)
    household = None
    name = "马小明"
    id_number = factory.SelfAttribute("identity")
    phone = "13895440000"
    initials = factory.LazyAttribute(lambda o: "".join(lazy_pinyin(o.name, style=Style.FIRST_LETTER)).upper())
    id_index = factory.LazyAttribute(lambda o: id_index(o.identity))
    last6_index = factory.LazyAttribute(lambda o: last6_index(o.identity))
    birth_date = dt.date(1972, 11, 27)
    sex = "1"
    covered = True

    @classmethod
    def _create(cls, model_class: type[Person], *args: Any, **kwargs: Any) -> Person:
        identity, phone = kwargs.pop("id_number"), kwargs.pop("phone")
        person = model_class(*args, **kwargs)
        person.id_number, person.phone = identity, phone
        person.save()
        return person


def household_of(*names: str, covered: int | None = None, **award: Any) -> Household:
    """A household of the persons named, the first its head, with one award for the first `covered` of them (all)."""
    village = award.pop("village", VILLAGE)
    household = HouseholdFactory(village=village)
    event = EventFactory(household=household)
    people = [PersonFactory(name=name, household=household) for name in names]
    paid = people[: len(people) if covered is None else covered]
    for position, person in enumerate(people):
        Membership.objects.create(
            division_code=household.division_code,
            household=household,
            person=person,
            relation="户主" if position == 0 else "之子",
            is_head=position == 0,
            position=position,
            first_month="2021-06",
            opened_by=event,
        )
    if paid:
        give(household, event, paid, persons=len(people), **award)
    Person.objects.filter(pk__in=[p.pk for p in people[len(paid) :]]).update(covered=False)
    return household


def give(household: Household, event: RosterEvent, paid: list[Person], **award: Any) -> Award:
    """An award of the household for the persons in `paid`."""
    account = award.pop("account", "6217999099603082461")
    terms = {"scheme": Scheme.RURAL_DIBAO, "grade": "B", "monthly_fen": 31000 * len(paid), "first_month": "2021-06"}
    row = Award(
        division_code=household.division_code,
        household=household,
        covered=len(paid),
        account_holder=paid[0].name,
        opened_by=event,
        **{"serial": household.number, "persons": len(paid)} | terms | award,
    )
    row.account = account
    row.save()
    for person in paid:
        CoveredPerson.objects.create(division_code=household.division_code, award=row, person=person)
    return row


class RateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BenefitRate
        django_get_or_create = (
            "area_prefix",
            "scheme",
            "grade",
            "care_mode",
            "care_level",
            "aid_kind",
            "effective_from",
        )

    area_prefix = "640424"
    scheme = Scheme.RURAL_DIBAO
    grade = "B"
    care_mode = care_level = aid_kind = ""
    amount_fen = 31000
    effective_from = "2021-01"
    basis = "泾民发〔2021〕1号"
