"""Which index each walk of the roster takes; without statistics, as on the first day."""

import pytest
from django.db import connection

from recipients import search
from recipients.models import Award, Membership, Person
from recipients.search import Asked
from tests.recipients.factories import VILLAGE, household_of

pytestmark = pytest.mark.django_db
COUNTY, TOWN = VILLAGE[:6], VILLAGE[:9]


def plan(asked: Asked) -> str:
    people = search._matching(asked).order_by(*asked.order)[: search.PAGE + 1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return people.explain()


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Asked(COUNTY), "person_county_name"),
        (Asked(COUNTY, name="马"), "person_county_name"),
        (Asked(COUNTY, initials="MX"), "person_county_initials"),
        (Asked(TOWN, name="马小"), "person_town_name"),
        (Asked(TOWN, initials="M"), "person_town_initials"),
        (Asked(VILLAGE), "person_village_name"),
        (Asked(COUNTY, by_village=True), "person_village_name"),
    ],
)
def test_each_search_walks_its_own_index(asked, index):
    household_of("马小明", "马子")
    assert index in plan(asked)


@pytest.mark.parametrize("column", ["id_index", "last6_index"])
def test_a_number_is_found_by_its_blind_index(column):
    home = household_of("马小明")
    Person.objects.bulk_create(
        Person(
            division_code=VILLAGE,
            household=home,
            name=f"马{number}",
            id_index=f"{number:032d}",
            last6_index=f"{number:032d}",
            birth_date="1972-11-27",
        )
        for number in range(600)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = search._matching(Asked(TOWN, **{column: f"{7:032d}"})).order_by("name", "id").explain()
    assert any(column in line for line in told.splitlines() if "USING INDEX" in line or "Index Cond" in line)


def test_a_prefix_is_a_range_of_the_index():
    told = plan(Asked(COUNTY, name="马"))
    assert "name>? AND name<?" in told or ("name >= '马'" in told or "(name)::text >= '马'::text" in told)


def test_names_follow_code_points_on_every_database():
    household_of("乙", "丁", "甲")
    people = search._matching(Asked(COUNTY)).order_by("name", "id")
    assert [person.name for person in people] == sorted(["乙", "丁", "甲"])


@pytest.mark.parametrize("model", [Award, Membership])
def test_what_is_not_withdrawn_is_never_found_by_that(model):
    home = household_of("马小明")
    told = model.objects.in_force("2021-06").filter(household__in=[home.pk]).explain()
    assert "voided_by_id=?" not in told and "_voided on" not in told
