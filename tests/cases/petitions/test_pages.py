"""Petitions on pages: registered, found, handled, answered on paper, filed."""

import datetime as dt
import io
import logging
import zipfile
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from cases.intake.petition import Party
from cases.models import Petition
from cases.operations import petitions as ops
from core.idempotency import FIELD, new_key
from core.models import AuditEntry, RevealGrant
from tests.cases.petitions.ledger_books import SAMPLE
from tests.cases.petitions.telling import HER_ID, HER_PHONE, given, moment
from tests.factories_base import PASSWORD, TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2023, 10, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def house() -> SimpleNamespace:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    people = {
        "clerk": UserFactory(role="petition_officer"),
        "other": UserFactory(role="bureau_officer"),
        "leader": UserFactory(role="bureau_leader"),
        "assistant": UserFactory(township=TOWNSHIPS[0]),
        "elsewhere": UserFactory(township=TOWNSHIPS[1]),
    }
    return SimpleNamespace(**people, client={name: signed_in(user) for name, user in people.items()})


@pytest.fixture
def petition(house) -> Petition:
    return ops.register(given(disputes_decision=True), by=house.clerk)


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def step(client: Client, petition: Petition, name: str, **told: Any) -> Any:
    petition.refresh_from_db()
    data = {"version": petition.version, "on": dt.datetime.now().date().isoformat(), **told}
    return client.post(reverse("petition_step", args=[petition.pk, name]), data, follow=True)


FORM = {
    "channel": "visit", "kind": "demand", "received_at": "2023-10-01T09:30", "name": "马小兰", "id_number": HER_ID,
    "phone": HER_PHONE, "co_signers": "马占林、海德文", "group_size": "1", "place": "香水镇", "text": "低保未批",
}  # fmt: skip


def test_a_petition_is_registered_once_with_its_people(house):
    data = FORM | {"agent": "于文", "agent_phone": "13895440009", FIELD: new_key()}
    for _ in range(2):
        answer = house.client["assistant"].post(reverse("petition_new"), data)
        assert answer.status_code == 302 and HER_ID not in answer.url
    petition = Petition.objects.get()
    people = list(petition.parties.order_by("id").values_list("name", "role"))
    assert people == [
        ("马小兰", "petitioner"), ("马占林", "co_signer"), ("海德文", "co_signer"), ("于文", "agent")
    ]  # fmt: skip
    assert petition.group_size == 3 and petition.township_code == TOWNSHIPS[0][:9]


def test_what_is_wrong_is_said_at_its_field(house):
    answer = house.client["clerk"].post(
        reverse("petition_new"), FORM | {"id_number": "640498195810196621", FIELD: new_key()}
    )
    assert answer.status_code == 400 and "校验位不对" in answer.content.decode() and not Petition.objects.exists()


def test_numbers_are_masked_until_revealed_for_a_reason(house, petition):
    client = house.client["clerk"]
    assert HER_ID not in page(client, "petition_detail", petition.pk)
    client.post(reverse("petition_reveal", args=[petition.pk]), {"reason": ""})
    assert not RevealGrant.objects.exists()
    client.post(reverse("petition_reveal", args=[petition.pk]), {"reason": "petition"})
    assert (
        HER_ID in page(client, "petition_detail", petition.pk)
        and AuditEntry.objects.filter(action="reveal.open").exists()
    )
    assert HER_ID not in page(house.client["leader"], "petition_detail", petition.pk)


def test_another_township_finds_nothing(house, petition):
    client = house.client["elsewhere"]
    assert client.get(reverse("petition_detail", args=[petition.pk])).status_code == 404
    assert step(client, petition, "accept", told_by="当面").status_code == 404
    assert petition.number not in page(client, "petition_list")


@pytest.mark.parametrize("asked", [HER_ID, HER_PHONE, f"{HER_ID[:6]} {HER_ID[6:]}"])
def test_a_number_is_found_and_never_stands_in_an_address_or_the_log(house, petition, asked, caplog):
    caplog.set_level(logging.DEBUG)
    client = house.client["clerk"]
    answer = client.post(reverse("petition_search"), {"q": asked})
    assert answer.status_code == 302 and HER_ID not in answer.url and HER_PHONE not in answer.url
    assert petition.number in client.get(answer.url).content.decode()
    assert petition.number not in house.client["other"].get(answer.url.replace("?s=", "?q=不是他&s=")).content.decode()
    straight = client.get(reverse("petition_list"), {"q": HER_ID})
    assert straight.status_code == 302 and HER_ID not in straight.url
    assert HER_ID not in caplog.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "马小"}, True), ({"q": "xf2023-0001"}, True), ({"q": "患病多年"}, True), ({"q": "海德文"}, False),
        ({"state": "open"}, True), ({"state": "ended"}, False), ({"channel": "visit"}, False), ({"town": "640424100"}, True),
        ({"pressing": "late"}, False), ({"pressing": "soon"}, False),
    ],
)  # fmt: skip
def test_the_list_is_filtered(house, petition, query, found):
    answer = house.client["clerk"].get(reverse("petition_list"), query)
    assert (petition.number in answer.content.decode()) == found


def test_what_is_late_is_said_in_a_word_and_filtered(house, petition):
    with time_machine.travel(moment(dt.date(2023, 10, 10)), tick=True):
        client = signed_in(house.clerk)
        assert "受理告知还剩 6 天" in client.get(reverse("petition_list"), {"pressing": "soon"}).content.decode()
    with time_machine.travel(moment(dt.date(2023, 10, 20)), tick=True):
        client = signed_in(house.clerk)
        assert "受理告知超期 4 天" in client.get(reverse("petition_list"), {"pressing": "late"}).content.decode()
        assert "超期 4 天" in page(client, "petition_detail", petition.pk)


def test_clocks_show_their_sum_and_the_other_ways(house, petition):
    client = house.client["clerk"]
    step(client, petition, "accept", told_by="书面")
    shown = page(client, "petition_detail", petition.pk)
    assert "受理 2023-10-01 + 60 天 = 2023-11-30" in shown and "还剩 60 天" in shown
    assert "行政复议" in shown and "60 日内" in shown and "6 个月内" in shown


def test_an_extension_goes_through_the_leader_once(house, petition):
    clerk, leader = house.client["clerk"], house.client["leader"]
    step(clerk, petition, "accept", told_by="书面")
    assert "批准延期" not in page(leader, "petition_detail", petition.pk)
    step(clerk, petition, "ask_extension", days="30", reason="核对资料")
    assert f"信访件 {petition.number} 申请延期" in page(leader, "home")
    step(leader, petition, "extend")
    assert "延期 30 天" in page(clerk, "petition_detail", petition.pk)
    assert "申请延期</summary>" not in page(clerk, "petition_detail", petition.pk)
    again = step(clerk, petition, "ask_extension", days="10", reason="再延")
    assert "已经延期一次" in again.content.decode()


def test_a_step_with_a_gap_comes_back_with_what_was_typed(house, petition):
    answer = step(house.client["clerk"], petition, "forward", unit="", reason="不属于本局职权")
    assert answer.status_code == 400 and "不属于本局职权" in answer.content.decode()
    petition.refresh_from_db()
    assert petition.state == "registered"


def test_a_stale_page_does_not_win(house, petition):
    client = house.client["clerk"]
    client.post(reverse("petition_edit", args=[petition.pk]), FORM | {"text": "甲改", "version": "1"})
    answer = client.post(reverse("petition_edit", args=[petition.pk]), FORM | {"text": "乙改", "version": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "甲改" in shown and "乙改" in shown
    petition.refresh_from_db()
    assert petition.text == "甲改" and petition.parties.get(role="petitioner").id_number == HER_ID


def paper(answer: Any) -> Any:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [part for part in parts if "vba" in part.lower() or "embed" in part.lower()]
    return Document(io.BytesIO(data))


def test_the_reply_is_a_paper_in_the_official_form(house, petition):
    client = house.client["clerk"]
    step(client, petition, "accept", told_by="书面")
    step(
        client, petition, "answer", finding="partly", text="经入户核查，符合条件。\n已纳入低保。", delivered="当面送达"
    )
    answer = client.post(reverse("petition_paper", args=[petition.pk, "reply"]))
    document = paper(answer)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (
        "信访事项答复意见书",
        "马小兰：",
        "部分属实",
        "已纳入低保。",
        "申请复查",
        "行政复议",
        "2023年10月1日",
    ):
        assert words in text
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run._element.rPr is not None and run._element.rPr.rFonts is not None
    }
    assert {"仿宋_GB2312", "方正小标宋简体"} <= fonts and HER_ID not in text
    assert AuditEntry.objects.filter(action="petition.letter").count() == 1
    assert client.post(reverse("petition_paper", args=[petition.pk, "review"])).status_code == 404
    assert client.get(reverse("petition_paper", args=[petition.pk, "reply"])).status_code == 405


@pytest.mark.parametrize(
    ("kind", "steps", "words"),
    [
        ("acceptance", [("accept", {"told_by": "书面"})], ("受理告知书", "2023-11-30")),
        ("refusal", [("refuse", {"reason": "应通过诉讼解决"})], ("不予受理", "应通过诉讼解决")),
    ],
)
def test_each_notice_says_its_reason(house, petition, kind, steps, words):
    client = house.client["clerk"]
    for name, told in steps:
        step(client, petition, name, **told)
    text = "\n".join(p.text for p in paper(client.post(reverse("petition_paper", args=[petition.pk, kind]))).paragraphs)
    assert all(word in text for word in words)


def test_the_ledger_is_filed_in_its_form_with_masked_numbers(house, petition):
    data = {"_username": house.clerk.username, "_password": PASSWORD, "state": "open"}
    answer = house.client["clerk"].post(reverse("petition_export"), data)
    assert answer.status_code == 200
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    kept = next(iter(openpyxl.load_workbook(SAMPLE).active.iter_rows(min_row=3, max_row=3, values_only=True)))
    at = rows.index(next(row for row in rows if row[0] == "编号"))
    assert rows[at][: len(kept)] == kept
    line = rows[at + 1]
    assert line[:5] == (petition.number, "来信", "2023-10-01 09:00", "马小兰", "640498********6623")
    assert HER_PHONE not in str(rows) and AuditEntry.objects.filter(action="petition.export").exists()


def test_a_household_of_the_roster_is_proposed_and_tied(house):
    home = household_of("马小兰", village=DivisionFactory(code=TOWNSHIPS[0][:9] + "201", name="沙南村").code)
    petition = ops.register(given(), by=house.clerk)
    client = house.client["clerk"]
    assert home.label in page(client, "petition_detail", petition.pk)
    client.post(reverse("petition_household", args=[petition.pk]), {"household": str(home.pk), "version": "1"})
    petition.refresh_from_db()
    assert petition.household_id == home.pk


def test_the_list_and_the_page_cost_the_same_whatever_the_rows(house, petition, assert_constant_queries):
    client = house.client["clerk"]

    def more() -> None:
        for number in range(8):
            people = [Party(f"马小{number}"), Party("马占林", role="co_signer")]
            ops.accept(ops.register(given(parties=people), by=house.clerk), by=house.clerk, version=1)

    assert assert_constant_queries(lambda: page(client, "petition_list"), more) <= 15
    late = reverse("petition_list") + "?pressing=soon"
    assert assert_constant_queries(lambda: client.get(late), lambda: ops.register(given(), by=house.clerk)) <= 15


def test_the_page_of_one_costs_a_fixed_number(house, petition, assert_constant_queries):
    client = house.client["clerk"]

    def more() -> None:
        ops.accept(petition, by=house.clerk, version=1)
        for version in range(2, 6):
            ops.note_progress(petition, by=house.clerk, version=version, text="入户")

    more()

    def another() -> None:
        ops.note_progress(petition, by=house.clerk, version=6, text="二")

    assert assert_constant_queries(lambda: page(client, "petition_detail", petition.pk), another) <= 18
