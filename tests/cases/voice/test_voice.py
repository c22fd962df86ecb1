"""Questions about policy, who answers the telephone, and which calls came."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.duties.voice import duties
from cases.models import CallLog, Consultation, DutyShift, PublicTelephone
from cases.operations.voice import ask_consultation, log_call
from cases.views.public.pages import telephones
from core.idempotency import FIELD, new_key
from core.models import AuditEntry
from core.months import SHANGHAI
from core.questions import told
from core.refusal import Refused
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2021, 7, 5, 9, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MONDAY, tick=True):
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
        "office": UserFactory(role="bureau_office"),
        "assistant": UserFactory(township=TOWNSHIPS[0], display_name="马助理"),
        "elsewhere": UserFactory(township=TOWNSHIPS[1]),
    }
    phones = {
        code: PublicTelephone.objects.create(division_code=code, telephone=f"0954-501000{n}", unit=f"单位{n}")
        for n, code in enumerate((COUNTY, *TOWNSHIPS[:2]))
    }
    return SimpleNamespace(**people, phones=phones, client={name: signed_in(user) for name, user in people.items()})


def asked(by: Any, **told: Any) -> Consultation:
    values = {"asked_at": timezone.now(), "channel": "call", "subject": "低保怎么申请"} | told
    return ask_consultation(by=by, **values)


def body(client: Client, name: str, query: dict[str, str] | None = None) -> str:
    answer = client.get(reverse(name), query or {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_time_an_answer_took_is_told(house):
    row = asked(house.assistant, caller="马小兰 13895440001")
    client = house.client["assistant"]
    assert "待答复，还剩" in body(client, "consultation_list")
    with time_machine.travel(MONDAY + dt.timedelta(hours=3), tick=True):
        client = signed_in(house.assistant)
        data = {"version": "1", "answer": "向户籍地乡镇申请", "answered_at": "2021-07-05T11:30"}
        client.post(reverse("consultation_answer", args=[row.pk]), data)
        assert "2 小时后答复" in body(client, "consultation_list")
    row.refresh_from_db()
    assert row.caller == "马小兰 13895440001" and b"13895440001" not in bytes(row.caller_sealed)
    told = " ".join(AuditEntry.objects.values_list("canon", flat=True))
    assert "consultation.answer" in told and "13895440001" not in told


@pytest.mark.parametrize(("channel", "days"), [("call", 5), ("hotline", 3)])
def test_a_question_has_its_own_term(house, channel, days):
    asked(house.assistant, channel=channel)
    with time_machine.travel(MONDAY + dt.timedelta(days=10), tick=True):
        late = 10 - {5: 7, 3: 3}[days]
        assert f"超期 {late} 天未答复" in body(signed_in(house.assistant), "consultation_list")


def test_an_answer_stands_and_does_not_come_before_the_question(house):
    with pytest.raises(Refused):
        asked(house.assistant, answer="答", answered_at=timezone.now() - dt.timedelta(days=1))
    row = asked(house.assistant, answer="答")
    client = house.client["assistant"]
    data = {"version": "1", "answer": "改", "answered_at": "2021-07-05T09:00"}
    client.post(reverse("consultation_answer", args=[row.pk]), data)
    row.refresh_from_db()
    assert row.answer == "答"


def test_a_township_reads_its_own_register(house):
    asked(house.assistant, subject="这是香水镇的")
    asked(house.elsewhere, subject="这是泾河源镇的")
    shown = body(house.client["assistant"], "consultation_list")
    assert "这是香水镇的" in shown and "这是泾河源镇的" not in shown
    assert "这是泾河源镇的" in body(house.client["office"], "consultation_list")


def roster(client: Client, phone: PublicTelephone, day: str, person: str, was: str = "") -> Any:
    key = f"{phone.pk}-{day}"
    data = {"week": "2021-07-05", f"was-{key}": was, f"now-{key}": person}
    return client.post(reverse("duty_roster"), data)


def test_a_week_is_filled_and_seen(house):
    client, phone = house.client["assistant"], house.phones[TOWNSHIPS[0]]
    roster(client, phone, "2021-07-06", "马助理")
    shift = DutyShift.objects.get()
    assert (shift.division_code, shift.user) == (TOWNSHIPS[0], house.assistant)
    assert "马助理" in body(client, "duty_roster", {"week": "2021-07-05"})
    assert "0954-5010002" not in body(client, "duty_roster")


def test_who_saves_second_is_told_and_a_day_that_is_over_stays(house):
    client, phone = house.client["assistant"], house.phones[TOWNSHIPS[0]]
    roster(client, phone, "2021-07-06", "马助理")
    assert roster(client, phone, "2021-07-06", "于助理").status_code == 409
    roster(client, phone, "2021-07-04", "补的")
    assert [shift.person for shift in DutyShift.objects.all()] == ["马助理"]


def test_another_townships_telephone_is_not_filled(house):
    roster(house.client["elsewhere"], house.phones[TOWNSHIPS[0]], "2021-07-06", "别人")
    assert not DutyShift.objects.exists()


@pytest.mark.parametrize("kind", ["answered", "missed", "test"])
def test_calls_of_every_kind_are_logged(house, kind):
    phone = house.phones[TOWNSHIPS[0]]
    data = {"telephone": str(phone.pk), "at": "2021-07-05T08:55", "kind": kind, "note": "", FIELD: new_key()}
    house.client["office"].post(reverse("call_log"), data)
    assert [(row.kind, row.division_code) for row in CallLog.objects.all()] == [(kind, TOWNSHIPS[0])]
    assert CallLog.Kind(kind).label in body(house.client["assistant"], "call_log")


def test_a_township_does_not_test_itself_nor_log_long_past_calls(house):
    phone = house.phones[TOWNSHIPS[0]]
    for given in (
        {"kind": "test", "at": timezone.now()},
        {"kind": "missed", "at": timezone.now() - dt.timedelta(days=9)},
    ):
        with pytest.raises(Refused):
            log_call(phone, by=house.assistant, **given)
    assert not CallLog.objects.exists()


def test_only_the_county_publishes_a_telephone(house):
    data = {"division": TOWNSHIPS[0], "telephone": "0954-5019999", "unit": "香水镇民政所", "published": "on"}
    house.client["assistant"].post(reverse("telephone_new"), data | {FIELD: new_key()})
    assert not PublicTelephone.objects.filter(telephone="0954-5019999").exists()
    house.client["office"].post(reverse("telephone_new"), data | {FIELD: new_key()})
    assert "0954-5019999" in body(house.client["assistant"], "telephone_list")


def test_what_was_answered_at_once_says_so(house):
    asked(house.assistant, answer="到村委会登记。")
    shown = body(house.client["assistant"], "consultation_list")
    assert "当场答复" in shown and "0 分钟" not in shown


def test_a_telephone_registered_as_not_public_is_not_shown_to_the_public(house):
    data = {"division": TOWNSHIPS[0], "telephone": "0954-5019998", "unit": "香水镇民政所"}
    house.client["office"].post(reverse("telephone_new"), data | {FIELD: new_key()})
    assert not PublicTelephone.objects.get(telephone="0954-5019998").published
    assert "0954-5019998" not in str(telephones())


def test_duties_name_open_questions_and_telephones_without_anybody(house):
    asked(house.assistant)
    titles = [duty.title for duty in told(duties(house.assistant))]
    assert titles == ["1 件政策咨询待答复", "1 部公开电话未来 7 天没有安排值守"]
    roster(house.client["assistant"], house.phones[TOWNSHIPS[0]], "2021-07-06", "马助理")
    assert [duty.title for duty in told(duties(house.assistant))] == ["1 件政策咨询待答复"]


def test_registers_cost_the_same_whatever_the_rows(house, assert_constant_queries):
    client, phone = house.client["office"], house.phones[COUNTY]

    def more() -> None:
        for _ in range(6):
            asked(house.assistant, answer="答")
            log_call(phone, by=house.office, at=timezone.now(), kind="missed")

    more()
    for name in ("consultation_list", "call_log", "duty_roster"):
        assert assert_constant_queries(lambda name=name: body(client, name), more) <= 12
