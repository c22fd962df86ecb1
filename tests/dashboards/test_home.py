"""The first page of all eleven roles, with one thing of every kind in the county."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.operations.petitions import register
from core import audit, months, navigation
from core.models import User
from core.navigation import GROUPS, Duty, entries_for, thumb_for
from core.permissions import Role
from dashboards.changes import since_yesterday, watched
from dashboards.operations.figures import rebuild
from dashboards.views.home import OPEN, heaps, may_open
from tests.access_rows import all_rows
from tests.cases.petitions.telling import given
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
MINE, THEIRS = TOWNSHIPS[:2]
HREF = re.compile(r'<a [^>]*href="([^"#?][^"]*)"')


def cast(township: str) -> dict[str, User]:
    return {role: UserFactory(role=role, township=township) for role in Role}


def fill(township: str, people: dict[str, User], word: str) -> None:
    """One thing of every kind that has an address."""
    for row in all_rows().values():
        row.make(township, people, word)


@pytest.fixture
def people() -> dict[str, User]:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return cast(MINE)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.once
def test_every_link_on_every_home_opens_and_nothing_is_foreign(people):
    fill(MINE, people, "密语甲甲甲")
    fill(THEIRS, cast(THEIRS), "密语乙乙乙")
    linked = {}
    for role, user in people.items():
        client = signed_in(user)
        page = client.get("/")
        text = page.content.decode()
        if user.is_township:
            assert "密语乙乙乙" not in text
        linked[role] = {unescape(url) for url in HREF.findall(text) if url.startswith("/")}
        for url in linked[role]:
            if not url.startswith("/admin/"):
                assert client.get(url, follow=True).status_code == 200, (role, url)
    for role in (Role.TOWNSHIP_ASSISTANT, Role.BUREAU_OFFICER, Role.BUREAU_LEADER):
        assert len(linked[role]) > len(linked[Role.SYSTEM_ADMIN])


@pytest.mark.parametrize("role", [Role.TOWNSHIP_ASSISTANT, Role.BUREAU_OFFICER, Role.LEADERSHIP])
def test_more_rows_cost_no_more_queries(role, people, assert_constant_queries):
    for _ in range(2):
        fill(MINE, people, "密语甲甲甲")
    client = signed_in(people[role])
    with time_machine.travel(timezone.now(), tick=False):  # a session that is renewed writes
        assert assert_constant_queries(lambda: client.get("/"), lambda: fill(MINE, people, "密语甲甲甲")) <= 15


def test_a_duty_whose_page_is_shut_is_left_out(people, monkeypatch):
    duties = [
        Duty("看花名册", "", reverse("person_list")),
        Duty("看审计", "", reverse("audit_trail")),
        Duty("无", "", "/no/"),
    ]
    monkeypatch.setattr(navigation, "_duties", [lambda user: duties])
    page = signed_in(people[Role.TOWNSHIP_ASSISTANT]).get("/")
    assert [duty.title for duty in page.context["todo"]] == ["看花名册"]
    assert may_open(people[Role.SYSTEM_ADMIN], reverse("admin:index"))
    assert not may_open(people[Role.LEADERSHIP], reverse("admin:index"))


def test_duties_stand_under_their_area_and_long_heaps_fold(people, monkeypatch):
    duties = [Duty(f"事{n}", "", "/account/", area="月报" if n else "抽查") for n in range(OPEN + 3)]
    assert [(heap.label, len(heap.first), len(heap.rest)) for heap in heaps(duties)] == [
        ("抽查", 1, 0),
        ("月报", OPEN, 2),
    ]
    monkeypatch.setattr(navigation, "_duties", [lambda user: duties])
    assert "另有 2 项" in signed_in(people[Role.BUREAU_OFFICE]).get("/").content.decode()


def test_yesterday_is_counted_within_sight_and_sealed_cases_never(people):
    officer = people[Role.PETITION_OFFICER]
    for _ in range(2):
        register(given(), by=officer)
    register(given(kind="accusation", text="举报沙南村支书收取好处费。", accused=["马有福"]), by=officer)

    def told(user: User) -> dict[str, int]:
        return {change.text: change.count for change in since_yesterday(user)}

    assert told(officer)["新登记信访"] == 2
    assert told(people[Role.DISCIPLINE_OFFICER])["新登记信访"] == 2
    assert told(UserFactory(township=THEIRS)) == {}
    assert told(people[Role.LEADERSHIP]) == {} == told(people[Role.SYSTEM_ADMIN])


def test_what_was_loaded_with_the_demo_county_is_no_news(people):
    officer = people[Role.PETITION_OFFICER]
    register(given(), by=officer)
    audit.record("demo.loaded", by=people[Role.BUREAU_OFFICER], division_code=COUNTY)
    assert since_yesterday(officer) == []
    register(given(), by=officer)
    assert [change.count for change in since_yesterday(officer)] == [1]


def test_the_menu_stands_under_headings_and_four_entries_on_a_phone(people):
    for role, user in people.items():
        entries = entries_for(user)
        assert {entry.group for entry in entries} <= set(GROUPS)
        places = [GROUPS.index(entry.group) for entry in entries]
        assert places == sorted(places), role
        thumb = thumb_for(role, entries)
        assert thumb[0].url_name == "home" and len(thumb) == min(4, len(entries))
    officer = signed_in(people[Role.BUREAU_OFFICER]).get("/")
    assert [item["label"] for item in officer.context["thumb"]] == ["首页", "月报接收", "花名册", "整改台账"]


def test_the_countys_leader_finds_the_numbers_at_once_and_no_empty_promise(people):
    client = signed_in(people[Role.LEADERSHIP])
    before = client.get("/").content.decode()
    assert "看板数字还没有计算" in before and "保障人数" not in before and "目前没有待办事项" not in before
    rebuild(COUNTY)
    page = client.get("/")
    text = page.content.decode()
    assert "保障人数" in text and reverse("dashboard") in text and "目前没有待办事项" not in text
    assert not any(item.get("url") for item in page.context["board"])  # no lists of cases
    assert signed_in(people[Role.BUREAU_LEADER]).get("/").context["board"] == []


def test_the_auditor_is_told_what_was_opened_and_who_was_made(people):
    admin, officer = people[Role.SYSTEM_ADMIN], people[Role.BUREAU_OFFICER]
    for by, action in (
        (officer, "reveal.open"),
        (officer, "reveal.open"),
        (admin, "user.create"),
        (officer, "report.take_in"),
    ):
        audit.record(action, by=by, division_code=COUNTY)
    auditor = people[Role.SECURITY_AUDITOR]
    page = signed_in(auditor).get("/")
    told = {change.text: change for change in page.context["changes"]}
    assert {text: change.count for text, change in told.items()} == {"查看完整号码": 2, "新建用户": 1}
    shown = signed_in(auditor).get(told["查看完整号码"].url)
    assert {line["entry"].action for line in shown.context["entries"]} == {"reveal.open"}
    assert watched(auditor, months.today() + dt.timedelta(days=2)) == []
    assert watched(admin) == [] == watched(people[Role.DISCIPLINE_OFFICER])


def test_what_stands_at_the_thumb_is_short_enough_for_a_phone(people):
    for role, user in people.items():
        labels = [entry.short or entry.label for entry in thumb_for(role, entries_for(user))]
        assert all(len(label) <= 5 for label in labels), labels
    assert "动态月报" in signed_in(people[Role.TOWNSHIP_VERIFIER]).get("/").content.decode()
