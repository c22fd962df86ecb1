"""The roster as a list: who is found, by what, and by whom."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.urls import reverse

from core.crypto import id_index
from core.permissions import Role
from recipients.models import Person
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients import factories
from tests.recipients.factories import PersonFactory, household_of

pytestmark = pytest.mark.django_db
OTHER_VILLAGE = TOWNSHIPS[1][:9] + "201"
LONG = re.compile(r"\d{17}[\dXx]")


def id_number(number: int) -> str:
    """A number that the factory never gives by itself."""
    return factories.id_number(number, born=dt.date(1981, 2, 3))


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.BUREAU_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def assistant(client):
    user = UserFactory()
    client.force_login(user)
    return user


def names(response) -> list[str]:
    return [row.person.name for row in response.context["rows"]]


def search(client, text: str, **filters: str):
    response = client.post(reverse("person_search"), {"q": text, **filters})
    assert response.status_code == 302
    assert not LONG.search(response["Location"])
    return client.get(response["Location"])


def test_a_name_is_found_by_its_beginning(client, officer):
    household_of("马小明", "马晓红", "李马")
    assert names(search(client, "马")) == ["马小明", "马晓红"]


def test_a_name_is_found_by_its_initials(client, officer):
    household_of("马小明", "马晓红", "李马")
    assert names(search(client, "mxh")) == ["马晓红"]


def test_a_full_width_search_is_understood(client, officer):
    household_of("马小明")
    assert names(search(client, "ＭＸ Ｍ")) == ["马小明"]


def test_an_id_number_is_found_and_never_stands_in_an_address(client, officer):
    wanted = PersonFactory(name="者志福", identity=id_number(77), household=household_of("者大"))
    household_of("马小明")
    response = search(client, id_number(77).lower())
    assert names(response) == ["者志福"]
    assert id_number(77) not in response.content.decode()
    assert "640498********" in response.content.decode()
    assert wanted.pk.hex not in response.request["QUERY_STRING"]


def test_the_last_six_characters_find_everybody_who_has_them(client, officer):
    home = household_of("马小明")
    PersonFactory(name="甲", identity=id_number(5), household=home)
    PersonFactory(name="乙", identity="640499" + id_number(5)[6:], household=home)
    PersonFactory(name="丙", identity=id_number(7), household=home)
    assert sorted(names(search(client, id_number(5)[-6:]))) == ["乙", "甲"]


def test_an_id_number_in_the_address_is_refused(client, officer):
    household_of("马小明")
    response = client.get(reverse("person_list"), {"q": id_number(1)})
    assert response.status_code == 302
    assert not LONG.search(response["Location"])


def test_a_search_token_opens_only_for_the_one_who_searched(client, officer):
    PersonFactory(name="者志福", identity=id_number(77), household=household_of("者大"))
    other = signing.dumps({"id_index": id_index(id_number(77))}, salt="recipients.search:someone-else")
    response = client.get(reverse("person_list"), {"s": other})
    assert "30 分钟" in response.content.decode()


@pytest.mark.parametrize("text", ["12345", "'; drop", "马%", "64049819720230"])
def test_what_cannot_be_searched_says_what_to_type(client, officer, text):
    household_of("马小明")
    response = client.post(reverse("person_search"), {"q": text})
    assert response.status_code == 400
    assert "完整的 18 位身份证号" in response.content.decode()


def test_a_township_sees_only_its_own(client, assistant):
    household_of("马小明")
    household_of("马外人", village=OTHER_VILLAGE)
    PersonFactory(name="马远", identity=id_number(9), household=household_of("马远山", village=OTHER_VILLAGE))
    assert names(client.get(reverse("person_list"))) == ["马小明"]
    assert names(search(client, "马")) == ["马小明"]
    assert names(search(client, id_number(9))) == []
    assert names(search(client, id_number(9)[-6:])) == []


@pytest.mark.parametrize("query", [{"town": TOWNSHIPS[1][:9]}, {"village": OTHER_VILLAGE}, {"scheme": "rural_dibao"}])
def test_a_township_cannot_filter_its_way_out(client, assistant, query):
    household_of("马外人", village=OTHER_VILLAGE)
    assert names(client.get(reverse("person_list"), query)) == []


def test_filters_narrow_the_list(client, officer):
    household_of("马小明", "马子", covered=1, grade="A")
    household_of("李四", grade="C", village=OTHER_VILLAGE)
    gone = PersonFactory(name="王去", household=None, covered=False, place=OTHER_VILLAGE)
    url = reverse("person_list")
    assert names(client.get(url, {"grade": "A"})) == ["马子", "马小明"]
    assert names(client.get(url, {"covered": "no"})) == ["马子"]
    assert names(client.get(url, {"town": TOWNSHIPS[1][:9]})) == ["李四"]
    assert names(client.get(url, {"town": TOWNSHIPS[1][:9], "village": OTHER_VILLAGE, "listed": "all"})) == [
        "李四",
        gone.name,
    ]
    assert names(client.get(url, {"scheme": "tekun"})) == []


def test_a_filter_few_households_meet_finds_the_same_as_one_that_many_meet(client, officer, monkeypatch):
    household_of("马小明", "马子", covered=1, grade="A")
    household_of("李四", grade="C")
    few = names(client.get(reverse("person_list"), {"grade": "A", "q": "马"}))
    monkeypatch.setattr("recipients.search.RARE", 0)
    assert names(client.get(reverse("person_list"), {"grade": "A", "q": "马"})) == few == ["马子", "马小明"]


@pytest.mark.parametrize("query", [{}, {"sort": "village"}, {"q": "马"}, {"q": "M"}, {"grade": "B"}])
def test_pages_follow_one_another_forth_and_back(client, officer, monkeypatch, query):
    monkeypatch.setattr("recipients.search.PAGE", 3)
    for number in range(8):
        household_of("马" + "一二三三三四五六"[number], village=TOWNSHIPS[number % 2][:9] + "201")
    whole, url, seen = [], reverse("person_list") + "?" + "&".join(f"{k}={v}" for k, v in query.items()), []
    while url:
        response = client.get(url)
        seen.append(names(response))
        whole += [row.person.pk for row in response.context["rows"]]
        back, url = response.context["previous_url"], response.context["next_url"]
        url = url and reverse("person_list") + url
    assert [len(part) for part in seen] == [3, 3, 2]
    assert sorted(whole) == sorted(Person.objects.values_list("pk", flat=True))
    assert names(client.get(reverse("person_list") + back)) == seen[1]


def test_a_forged_cursor_shows_the_first_page(client, officer):
    household_of("马小明")
    assert names(client.get(reverse("person_list"), {"c": "n0123:xyz"})) == ["马小明"]


def test_the_list_takes_as_many_queries_for_ten_rows_as_for_one(client, officer, django_assert_max_num_queries):
    client.get(reverse("person_list"))
    counts = []
    for size in (1, 10):
        for _ in range(size):
            household_of("马小明", "马子", covered=1)
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("person_list"), {"q": "马", "grade": "B"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR])
def test_roles_without_case_data_find_nobody(role):
    from recipients.search import Asked, page_of

    household_of("马小明")
    user = UserFactory(role=role)
    assert page_of(user, Asked(area=user.scope)).people == []
