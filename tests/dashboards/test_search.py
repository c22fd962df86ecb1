"""One search for everything: what is found, what is not, and what is never written down."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Petition
from cases.operations.petitions import register
from core.models import AuditEntry, User
from core.permissions import Role
from dashboards.search import SHOWN, search
from tests.cases.entries.people import listed
from tests.cases.petitions.telling import HER_ID, given
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import HouseholdFactory, PersonFactory, household_of, id_number

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def officer() -> User:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return UserFactory(role=Role.PETITION_OFFICER)


def found(user: User, text: str) -> dict[str, list[str]]:
    return {group.label: [hit.title for hit in group.hits] for group in search(user, text)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_person_is_found_by_name_initials_number_and_last_six(officer):
    household = household_of("于秀兰")
    person = household.people.get()
    for text in ("于秀", "YXL", person.id_number, person.id_number[-6:]):
        assert found(officer, text)["人员"] == ["于秀兰"], text
    assert found(officer, household.label)["家庭"] == [household.label]
    assert found(officer, f"{household.township_code}-{household.number}")["家庭"] == [household.label]
    assert found(officer, "秀兰") == {} == found(officer, "")


def test_another_townships_people_are_not_found(officer):
    household = household_of("于秀兰")
    person = household.people.get()
    here, there = UserFactory(), UserFactory(township=TOWNSHIPS[1])
    for text in ("于秀兰", person.id_number, person.id_number[-6:], household.label):
        assert found(here, text), text
        assert found(there, text) == {}, text


def test_numbers_of_dockets_lead_to_them(officer):
    petition, entry = register(given(), by=officer), listed()
    assert found(officer, petition.number) == {"信访件": [petition.number]}
    assert found(officer, entry.number) == {"整改事项": [entry.number]}
    assert petition.number in found(officer, "马小兰")["信访件"]
    assert petition.number in found(officer, HER_ID)["信访件"]
    assert found(UserFactory(township=TOWNSHIPS[1]), entry.number) == {}
    assert found(UserFactory(role=Role.BUREAU_OFFICE), petition.number) == {}  # sees no petitions


def test_a_sealed_case_is_never_found(officer):
    case = register(given(kind="accusation", text="举报沙南村支书收取好处费。", accused=["马有福"]), by=officer)
    assert Petition.objects.visible_to(officer).filter(pk=case.pk).exists()
    for text in (case.number, "马小兰", HER_ID, "马有福"):
        assert found(officer, text) == {}, text


def test_a_typed_number_stands_in_no_page_log_or_address(officer, caplog):
    person = PersonFactory(household=HouseholdFactory(), name="于秀兰")
    number = person.id_number
    with caplog.at_level(logging.DEBUG):
        page = signed_in(officer).post(URL, {"sought": f" {number} "})
    text = page.content.decode()
    assert page.status_code == 200 and "于秀兰" in text
    assert number not in text + caplog.text + str(page.headers)
    assert number[-6:] not in text
    assert not [entry for entry in AuditEntry.objects.all() if number in entry.canon]
    assert number not in signed_in(officer).post(URL, {"sought": number[:17] + "0"}).content.decode()


def test_lists_end_and_say_so_without_counting(officer):
    household = HouseholdFactory()
    for _ in range(SHOWN + 5):
        PersonFactory(name="于秀兰", household=household)
    with CaptureQueriesContext(connection) as told:
        people = search(officer, "于秀")[0]
    assert len(people.hits) == SHOWN and people.more
    assert not [query for query in told.captured_queries if "COUNT(" in query["sql"]]
    assert len(told) <= 14
    page = signed_in(officer).post(URL, {"sought": "于秀"})
    assert f"{reverse('person_list')}?q=" in page.content.decode()


@pytest.mark.parametrize("text", ["于秀", "YXL", id_number(7), id_number(7)[-6:]])
def test_people_are_looked_up_along_an_index(officer, text):
    with CaptureQueriesContext(connection) as told:
        search(officer, text)
    asked = next(q["sql"] for q in told.captured_queries if 'FROM "recipients_person"' in q["sql"])
    if connection.vendor != "sqlite":
        return  # a table without rows tells PostgreSQL nothing; `bench` measures there
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "USING INDEX" in plan and "SCAN" not in plan, plan


def test_the_box_is_there_for_those_who_see_case_data(officer):
    for role in Role:
        user = UserFactory(role=role)
        client = signed_in(user)
        assert ('name="sought"' in client.get("/").content.decode()) == user.sees_case_data, role
        assert client.get(URL).status_code == (200 if user.sees_case_data else 403)
    assert signed_in(officer).get(URL, {"sought": "于秀兰"}).context["asked"] is False


def test_the_box_says_what_this_person_may_find(officer):
    said = {
        role: signed_in(UserFactory(role=role)).get(URL).content.decode()
        for role in (Role.BUREAU_OFFICE, Role.BUREAU_OFFICER)
    }
    assert "身份证号" not in said[Role.BUREAU_OFFICE] and "信访编号" not in said[Role.BUREAU_OFFICE]
    assert "整改编号" in said[Role.BUREAU_OFFICE] and "整改、督办、抽签编号" in said[Role.BUREAU_OFFICE]
    assert "完整的身份证号" in said[Role.BUREAU_OFFICER] and "姓名、证件号、户编号" in said[Role.BUREAU_OFFICER]
