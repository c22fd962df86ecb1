"""A handful of declared kin for the demo county: at most one household in a hundred, matched to its roster."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from core import audit, months
from core.crypto import id_index
from core.models import Division, User
from core.operation import operation
from recipients.models import Award, Household, KinDeclaration, Person

from .people import Maker

ONE_IN = 100
SPREAD = 7919  # a prime: heads are taken from all over the list, the same ones for the same county
POSTS = (("民政助理员", True), ("村委会主任", False), ("村委会副主任", False), ("村监委会主任", False))


@operation
def declare(maker: Maker, county_code: str, *, by: User) -> int:
    """At most one household in a hundred has a declared recipient, plausibly related to a made-up official; returns how
    many there are."""
    wanted = Household.objects.filter(county_code=county_code).count() // ONE_IN
    heads = Person.objects.filter(county_code=county_code, covered=True, memberships__is_head=True)
    pks = list(heads.order_by("id").values_list("pk", flat=True).distinct())
    chosen = {pks[number * SPREAD % len(pks)] for number in range(wanted)} if pks else set()
    people = list(Person.objects.filter(pk__in=chosen).defer("phone_sealed").order_by("id"))
    homes = [person.household_id for person in people]
    awards = {a.household_id: a for a in Award.objects.in_force(months.current()).filter(household__in=homes)}
    names = dict(Division.objects.filter(code__startswith=county_code).values_list("code", "name"))
    rows = list(_rows(maker, people, awards, names, by))
    KinDeclaration.objects.bulk_create(rows, batch_size=500)
    audit.record("demo.loaded", by=by, division_code=f"{county_code}000000", summary={"kin": len(rows)})
    return len(rows)


def _rows(
    maker: Maker, people: list[Person], awards: dict[object, Award], names: dict[str, str], by: User
) -> Iterator[KinDeclaration]:
    today = months.today()
    for number, person in enumerate(people):
        relation, age = _relation(maker, person, today)
        official = maker.person("", age)
        post, of_township = POSTS[number % len(POSTS)]
        town = names.get(f"{person.township_code}000", "")
        award = awards.get(person.household_id)
        row = KinDeclaration(
            division_code=f"{person.township_code}000",
            official_name=official.name,
            official_index=id_index(official.id_number),
            official_key=id_index(official.id_number),
            unit=f"{town}人民政府" if of_township else town + names.get(person.division_code, ""),
            post=post,
            recipient_name=person.name,
            recipient_index=person.id_index,
            relation=relation,
            scheme=award.scheme if award else "",
            grade=award.grade if award else "",
            covered=award.covered if award else None,
            monthly_fen=award.monthly_fen if award else None,
            since_month=award.first_month if award else "",
            declared=number % 5 != 4,
            person=person,
            household_id=person.household_id,
            match=KinDeclaration.Match.BY_ID,
            created_at=timezone.now(),
            created_by=by,
        )
        row.official_id, row.recipient_id = official.id_number, person.id_number
        yield row


def _relation(maker: Maker, person: Person, today: dt.date) -> tuple[str, int]:
    """What the recipient may be to an official of a working age, and that age in years."""
    age, man = today.year - person.birth_date.year, person.sex == "1"
    if age >= 58:
        return ("父亲" if man else "母亲"), max(24, min(56, age - maker.random.randint(20, 30)))
    if age >= 45:
        return ("叔叔" if man else "姑姑"), maker.random.randint(26, 38)
    return ("弟弟" if man else "妹妹"), min(age + maker.random.randint(3, 12), 58)
