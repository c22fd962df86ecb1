"""The pages beside the drawn visits: those outside draws, drafts taken back, and the day a township learns of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from core.permissions import Role
from recipients.models import Person
from spot_checks.models import DrawItem, Visit
from spot_checks.operations.visits import start_visit
from tests.factories_base import UserFactory

from .browsing import page, post, signed_in
from .conftest import ELSEWHERE, HERE, household

pytestmark = pytest.mark.django_db


def test_a_routine_visit_starts_from_a_search_of_ones_own_people(checks):
    home = household("禹小兰")
    elsewhere = household("禹小兰", township=ELSEWHERE)
    answer = signed_in(checks.clerk).post(reverse("visit_new"), {"q": "禹小"})
    text = answer.content.decode()
    assert str(home.pk) in text and str(elsewhere.pk) not in text
    number = Person.objects.get(household=home).id_number
    found = signed_in(checks.clerk).post(reverse("visit_new"), {"q": number}).content.decode()
    assert str(home.pk) in found and number not in found.replace(f'value="{number}"', "")
    colleague = UserFactory(role=Role.TOWNSHIP_VERIFIER, township=HERE)
    post(checks.clerk, "visit_new_household", home.pk, kind="routine", second=str(colleague.pk))
    visit = Visit.objects.get()
    assert (visit.kind, visit.second_inspector) == ("routine", colleague)
    assert "不计入不符率推断" in page(checks.clerk, "visit_detail", visit.pk)


def test_a_routine_visit_starts_from_the_households_own_page(checks):
    home = household("禹小兰")
    url = reverse("visit_new_household", args=[home.pk])
    for user, label in ((checks.clerk, "日常走访"), (checks.officer, "明察暗访、突击检查")):
        text = page(user, "household_detail", home.pk)
        assert f'href="{url}"' in text and label in text
    assert url not in page(UserFactory(role=Role.BUREAU_LEADER), "household_detail", home.pk)


def test_a_draft_begun_by_mistake_is_taken_back_on_its_page(checks):
    visit = start_visit(checks.item(), by=checks.first)
    assert "撤销这份草稿" in page(checks.first, "visit_edit", visit.pk)
    post(checks.first, "visit_take_back", visit.pk, version="7")
    assert Visit.objects.exists(), "somebody saved since"
    post(checks.first, "visit_take_back", visit.pk, version="1")
    assert not Visit.objects.exists()
    assert "开始核查" in page(checks.first, "visit_item", DrawItem.objects.get().pk)


def test_the_officer_sets_the_visit_day_on_the_page(checks):
    checks.item(visit_on=None)
    assert "香水镇" in page(checks.officer, "visit_day_set", checks.draw.pk)
    day = checks.today + dt.timedelta(days=2)
    post(checks.officer, "visit_day_set", checks.draw.pk, township=HERE[:9], day=day.isoformat())
    assert DrawItem.objects.get().visit_on == day
    post(checks.officer, "visit_day_set", checks.draw.pk, township=HERE[:9], day="2001-01-01")
    assert DrawItem.objects.get().visit_on == day
