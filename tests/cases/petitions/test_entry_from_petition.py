"""A petition becomes an entry of the rectification ledger by one press, once, and tells nobody who petitioned."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Petition, RectificationEntry
from cases.operations import petitions as ops
from core.idempotency import FIELD, new_key
from core.months import today
from tests.cases.petitions.telling import given
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
TOLD = {
    "division": TOWNSHIPS[0],
    "task": "petitions",
    "category": "漏保",
    "level": "ordinary",
    "description": "沙南村一户符合条件，没有纳入低保。",
}


def signed_in(**given_: Any) -> Client:
    client = Client()
    client.force_login(UserFactory(**given_))
    return client


@pytest.fixture
def petition() -> Petition:
    DivisionFactory(code=COUNTY)
    for code in TOWNSHIPS[:2]:
        DivisionFactory(code=code)
    return ops.register(given(), by=UserFactory(role="petition_officer"))


def press(client: Client, petition: Petition) -> Any:
    url = reverse("entry_from_petition", args=[petition.pk])
    return client.post(url, TOLD | {FIELD: new_key(), "found_on": today().isoformat()})


@pytest.mark.parametrize(
    ("role", "next_page"),
    [("bureau_officer", "entry_plan"), ("petition_officer", "entry_detail"), ("township_assistant", "entry_plan")],
)
def test_whoever_handles_the_petition_lists_what_it_brought_up(petition, role, next_page):
    client = signed_in(role=role, **({"township": TOWNSHIPS[0]} if role == "township_assistant" else {}))
    page = reverse("petition_detail", args=[petition.pk])
    assert "立账整改" in client.get(page).content.decode()
    form = client.get(reverse("entry_from_petition", args=[petition.pk])).content.decode()
    assert petition.number in form and "马小兰" not in form and petition.text not in form
    answer = press(client, petition)
    entry = RectificationEntry.objects.get()
    assert answer.url == reverse(next_page, args=[entry.pk])
    assert (entry.source, entry.source_type, entry.source_id) == ("petition", "cases.petition", str(petition.pk))
    told = client.get(page).content.decode()
    assert f"整改事项 {entry.number}" in told and "立账整改" not in told
    assert petition.number in client.get(reverse("entry_detail", args=[entry.pk])).content.decode()


def test_a_petition_is_listed_once(petition):
    client = signed_in(role="bureau_officer")
    assert press(client, petition).url == press(client, petition).url
    assert RectificationEntry.objects.count() == 1


def test_the_office_reads_the_entry_and_not_which_petition_it_was(petition):
    press(signed_in(role="bureau_officer"), petition)
    entry = RectificationEntry.objects.get()
    page = signed_in(role="bureau_office").get(reverse("entry_detail", args=[entry.pk]))
    assert page.status_code == 200 and petition.number not in page.content.decode()


@pytest.mark.parametrize("mark", ["is_sealed", "is_restricted"])
def test_what_is_sealed_or_became_a_clue_has_no_such_way(petition, mark):
    secret = {"text": "", "place": ""} if mark == "is_sealed" else {}
    Petition.objects.filter(pk=petition.pk).update(**{mark: True}, **secret)
    assert press(signed_in(role="bureau_officer"), petition).status_code == 404
    assert not RectificationEntry.objects.exists()
    assert press(signed_in(township=TOWNSHIPS[1]), petition).status_code == 404
