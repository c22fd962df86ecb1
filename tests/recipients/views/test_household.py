"""The page of one household, and opening its identifiers."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from core.models import AuditEntry, RevealGrant
from core.permissions import Role
from monthly_reports.models.choices import ChangeKind
from recipients.models import Membership, Person
from recipients.views.household_timeline import CHANGES
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients.factories import EventFactory, PersonFactory, RateFactory, give, household_of

pytestmark = pytest.mark.django_db
ELSEWHERE = TOWNSHIPS[1][:9] + "201"


@pytest.fixture
def assistant(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def household():
    RateFactory()
    return household_of("马大", "马小明", "马三", covered=2, monthly_fen=62000)


def page(client, household, **query):
    return client.get(reverse("household_detail", args=[household.pk]), query)


def test_the_page_tells_members_award_rate_and_paper(client, assistant, household):
    text = page(client, household).content.decode()
    for words in ("马大户", "马小明", "620.00 元", "310.00 元 × 2 人", "与实发一致", "香水镇2021年6月农村低保花名册"):
        assert words in text


def test_a_difference_from_the_rate_is_told(client, assistant):
    RateFactory()
    home = household_of("马大", monthly_fen=30000)
    assert "实发比标准少 10.00 元" in page(client, home).content.decode()


def test_numbers_are_masked(client, assistant, household):
    text = page(client, household).content.decode()
    for person in Person.objects.all():
        assert person.id_number not in text
    assert "6217999099603082461" not in text and "13895440000" not in text
    assert "***************2461" in text and "138****0000" in text


def test_a_stated_reason_opens_the_numbers_for_ten_minutes(client, assistant, household):
    with time_machine.travel(dt.datetime(2021, 7, 5, 2, 0, tzinfo=dt.UTC), tick=False) as clock:
        response = client.post(
            reverse("household_reveal", args=[household.pk]), {"reason": "visit", "month": "2021-06"}
        )
        assert response["Location"].endswith("?month=2021-06")
        text = page(client, household).content.decode()
        assert "6217999099603082461" in text and "13895440000" in text
        assert 'data-reveal-until="600"' in text
        assert AuditEntry.objects.filter(action="reveal.open", actor=assistant.username).count() == 1
        clock.shift(601)
        assert "6217999099603082461" not in page(client, household).content.decode()


def test_no_reason_opens_nothing(client, assistant, household):
    response = client.post(reverse("household_reveal", args=[household.pk]), {"reason": "curious"}, follow=True)
    assert "请先选择查看完整号码的用途" in response.content.decode()
    assert not RevealGrant.objects.exists()


def test_one_persons_reveal_opens_nothing_for_another(client, assistant, household):
    client.post(reverse("household_reveal", args=[household.pk]), {"reason": "visit"})
    client.force_login(UserFactory(role=Role.TOWNSHIP_VERIFIER))
    assert "6217999099603082461" not in page(client, household).content.decode()


@pytest.mark.parametrize("name", ["household_detail", "household_reveal"])
def test_another_townships_household_is_not_there(client, assistant, name):
    home = household_of("马外人", village=ELSEWHERE)
    url = reverse(name, args=[home.pk])
    response = client.get(url) if name == "household_detail" else client.post(url, {"reason": "visit"})
    assert response.status_code == 404
    assert "马外人" not in response.content.decode()
    assert not RevealGrant.objects.exists()


def test_an_earlier_month_shows_who_was_there_then(client, assistant, household):
    event = EventFactory(
        household=household, kind="change", change="减员", effective_month="2021-08", paper="七月变动表"
    )
    gone = Membership.objects.get(person__name="马小明")
    gone.last_month, gone.closed_by = "2021-07", event
    gone.save()
    before = [m.membership.person.name for m in page(client, household, month="2021-07").context["members"]]
    after = page(client, household, month="2021-08")
    assert before == ["马大", "马小明", "马三"]
    assert [m.membership.person.name for m in after.context["members"]] == ["马大", "马三"]
    assert "七月变动表" in after.content.decode()


def test_the_page_takes_as_many_queries_for_a_large_household(client, assistant, django_assert_max_num_queries):
    small, large = household_of("马一"), household_of(*"赵钱孙李周吴郑王", covered=5)
    event = EventFactory(household=large)
    give(large, event, [PersonFactory(household=large)], scheme="old_age_allowance", grade="")
    page(client, small)
    counts = []
    for household in (small, large):
        with django_assert_max_num_queries(15) as queries:
            page(client, household)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_timeline_says_who_was_taken_off_and_on_what_paper(client, assistant, household):
    old = household.awards.get()
    paid = [row.person for row in old.covered_people.order_by("id")]
    event = EventFactory(
        household=household,
        kind="change",
        change="remove_member",
        reason="就业",
        effective_month="2021-08",
        paper="香水镇2021年7月增减名单第3行",
        terms={
            "awards": [
                {
                    "scheme": "rural_dibao",
                    "before": {"grade": "B", "covered": 2, "monthly_fen": 62000},
                    "after": {"grade": "B", "covered": 1, "monthly_fen": 31000},
                }
            ]
        },
    )
    old.last_month, old.closed_by = "2021-07", event
    old.save()
    give(household, event, paid[:1], first_month="2021-08", persons=3)
    newest = page(client, household).context["events"][0]
    assert newest["title"] == "月报变动：户内减员"
    assert newest["paper"] == "香水镇2021年7月增减名单第3行"
    for words in (
        "自2021年8月起执行",
        "原因：就业",
        "由B类 2 人 每月 620.00 元变为B类 1 人 每月 310.00 元",
        "停止保障：马小明",
    ):
        assert words in newest["text"]
    assert "列入保障" not in newest["text"]


def test_the_timeline_knows_every_kind_of_change():
    assert dict(ChangeKind.choices) == CHANGES
