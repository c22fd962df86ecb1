"""The pages of repeats and of the ledger of matters."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.intake.petition import Party
from cases.models import Petition, PetitionCluster, RepeatProposal
from cases.operations import repeats
from cases.operations.petitions import register
from cases.operations.repeats import link, propose_all
from cases.tasks import propose_for_petition
from core.idempotency import FIELD, new_key
from core.models import User
from tests.cases.petitions.telling import given
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pair(officer: User, name: str = "马小兰") -> None:
    for days in (200, 1):
        at = timezone.now() - dt.timedelta(days=days)
        register(given(received_at=at, parties=[Party(name, "", "")]), by=officer)


def test_both_petitions_stand_side_by_side_with_why_and_are_decided(officer, desk):
    pair(officer)
    propose_all(officer.scope)
    row = RepeatProposal.objects.get()
    page = desk.get(reverse("repeat_list")).content.decode()
    assert page.count("申请低保未批") == 2 and row.why in page and "是重复" in page
    desk.post(reverse("repeat_confirm", args=[row.pk]))
    assert "撤销认定" in desk.get(reverse("repeat_list") + "?state=confirmed").content.decode()
    desk.post(reverse("repeat_undo", args=[row.pk]))
    desk.post(reverse("repeat_decline", args=[row.pk]))
    assert RepeatProposal.objects.get().state == "declined"


def registered(desk: Client, **told: str) -> Any:
    form = {
        "channel": "letter",
        "kind": "demand",
        "group_size": "1",
        "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "text": "本人患病多年，申请低保未批，请求解决。",
        "place": "香水镇沙南村",
        "name": "马小兰",
        FIELD: new_key(),
    }
    return desk.post(reverse("petition_new"), form | told)


def test_what_is_registered_is_compared_at_once_and_its_page_shows_what_it_may_repeat(
    officer, desk, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("cases.tasks.propose_for_petition.delay", propose_for_petition)
    earlier = register(given(received_at=timezone.now() - dt.timedelta(days=90)), by=officer)
    with django_capture_on_commit_callbacks(execute=True):
        url = registered(desk).url
    row = RepeatProposal.objects.get()
    page = desk.get(url).content.decode()
    assert row.first == earlier and "可能是重复信访" in page and earlier.number in page and row.why in page
    other = signed_in(UserFactory(township=TOWNSHIPS[0]))
    assert "可能是重复信访" not in other.get(url).content.decode()
    repeats.decline(row, by=officer)
    assert "可能是重复信访" not in desk.get(url).content.decode()


def test_a_petition_is_registered_though_the_queue_cannot_be_reached(
    officer, desk, monkeypatch, django_capture_on_commit_callbacks
):
    def lost(pk: str) -> None:
        raise ConnectionError(pk)

    monkeypatch.setattr("cases.tasks.propose_for_petition.delay", lost)
    with django_capture_on_commit_callbacks(execute=True) as asked:
        answer = registered(desk)
    assert len(asked) == 1 and answer.status_code == 302 and Petition.objects.count() == 1


def test_the_list_keeps_to_the_pairs_of_one_petition(officer, desk):
    pair(officer, "马小兰")
    pair(officer, "海德文")
    propose_all(officer.scope)
    rows = RepeatProposal.objects.select_related("second")
    assert len(rows) == 2
    for row, other in (rows, reversed(rows)):
        page = desk.get(reverse("repeat_list"), {"of": row.second.number.lower()}).content.decode()
        assert row.second.number in page and other.second.number not in page and "看全部" in page
    page = desk.get(reverse("repeat_list"), {"of": "<b>"}).content.decode()
    assert "看全部" not in page and all(row.second.number in page for row in rows)


def test_the_list_costs_the_same_however_long(officer, desk, assert_constant_queries):
    def grow(count: int = 1) -> None:
        for n in range(count):
            pair(officer, f"海德文{chr(0x4E00 + n)}")
        propose_all(officer.scope)

    grow()
    assert assert_constant_queries(lambda: desk.get(reverse("repeat_list")), lambda: grow(6)) <= 15


def test_the_ledger_costs_the_same_however_long(officer, desk, assert_constant_queries):
    def grow(count: int = 1) -> None:
        for _ in range(count):
            link(register(given(), by=officer), register(given(), by=officer), by=officer)

    grow()
    assert assert_constant_queries(lambda: desk.get(reverse("cluster_list")), lambda: grow(6)) <= 15


def test_two_petitions_are_joined_by_number_and_never_one_with_itself(officer, desk):
    pair(officer)
    numbers = list(Petition.objects.order_by("number").values_list("number", flat=True))
    for first, second in ((numbers[0], numbers[0]), (numbers[0], "XF1999-0001"), ("", "")):
        desk.post(reverse("repeat_link"), {"first": first, "second": second, FIELD: new_key()})
        assert not RepeatProposal.objects.exists()
    desk.post(reverse("repeat_link"), {"first": numbers[0].lower(), "second": numbers[1], FIELD: new_key()})
    assert RepeatProposal.objects.get().state == "confirmed"


def test_a_matter_is_written_struck_off_and_filed(officer, desk):
    link(register(given(), by=officer), register(given(), by=officer), by=officer)
    cluster = PetitionCluster.objects.get()
    url = reverse("cluster_edit", args=[cluster.pk])
    told = {
        "matter": "低保未批",
        "why_unsettled": "收入有争议",
        "leader": "副局长",
        "measures": "重新核对",
        "due_on": "2030-01-01",
    }
    assert desk.post(url, told | {"version": cluster.version}).status_code == 302
    stale = desk.post(url, told | {"matter": "覆盖", "version": cluster.version})
    assert stale.status_code == 409 and "覆盖" in stale.content.decode()
    cluster.refresh_from_db()
    cluster.petitions.update(state="concluded")
    asked = {"disposal": "settled", "note": "化解协议", "version": cluster.version}
    desk.post(reverse("cluster_strike_ask", args=[cluster.pk]), asked)
    leader = signed_in(UserFactory(role="bureau_leader"))
    assert f"{cluster.number} 申请销号" in leader.get("/").content.decode()
    page = leader.get(reverse("cluster_detail", args=[cluster.pk]))
    assert "确认销号" in page.content.decode()
    cluster.refresh_from_db()
    leader.post(reverse("cluster_strike", args=[cluster.pk]), {"decision": "yes", "version": cluster.version})
    cluster.refresh_from_db()
    assert cluster.struck_off_at is not None
    book = openpyxl.load_workbook(io.BytesIO(desk.post(reverse("cluster_export"), {"which": "all"}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][0].startswith("2018年以来社会救助领域重复信访专门台账")
    assert rows[3][1] == cluster.number and rows[3][5] == 2 and rows[3][9] == "副局长" and rows[3][12] == "化解"


def test_a_township_reads_its_own_matters_and_changes_nothing(officer):
    link(register(given(), by=officer), register(given(), by=officer), by=officer)
    cluster = PetitionCluster.objects.get()
    own = signed_in(UserFactory(township=TOWNSHIPS[0]))
    other = signed_in(UserFactory(township=TOWNSHIPS[1]))
    page = own.get(reverse("cluster_detail", args=[cluster.pk])).content.decode()
    assert cluster.number in page and "申请销号" not in page and "认定依据" not in page
    assert other.get(reverse("cluster_detail", args=[cluster.pk])).status_code == 404
    assert own.post(reverse("cluster_edit", args=[cluster.pk]), {"matter": "x", "version": 1}).status_code == 403


def test_whoever_is_joined_already_is_not_asked_about_pair_by_pair(officer, desk):
    for days in (300, 200, 1):
        register(given(received_at=timezone.now() - dt.timedelta(days=days)), by=officer)
    propose_all(officer.scope)
    first, second, third = RepeatProposal.objects.order_by("first__received_at", "second__received_at")
    of = {"of": first.first.number}
    page = desk.post(reverse("repeat_confirm", args=[first.pk]), of, follow=True)
    assert page.redirect_chain[0][0].endswith(of["of"]) and page.content.decode().count('class="pair"') == 1
    page = desk.post(reverse("repeat_confirm", args=[third.pk]), follow=True).content.decode()
    assert 'class="pair"' not in page and "待确认的" in page
    assert "疑似重复信访待确认" not in desk.get("/").content.decode()
    repeats.confirm(second, by=officer)
    said = desk.post(reverse("repeat_undo", args=[second.pk]), follow=True).content.decode()
    assert "仍在同一事项里" in said
    said = desk.post(reverse("repeat_undo", args=[third.pk]), follow=True).content.decode()
    assert "已撤销，回到待确认" in said
    assert "2 对疑似重复信访待确认" in desk.get("/").content.decode()
