"""What presses stands on the home page and in the inbox, each rung once."""

import datetime as dt

import pytest
import time_machine

from cases.duties.petitions import duties
from cases.models import Petition
from cases.operations import petitions as ops
from cases.operations.petitions.reminding import remind_petitions
from core.models import Notice, User
from core.questions import told
from tests.cases.petitions.telling import given, moment
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
RECEIVED, ACCEPTED, LAST = dt.date(2023, 9, 25), dt.date(2023, 10, 1), dt.date(2023, 11, 30)


@pytest.fixture
def people() -> dict[str, User]:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return {
        "clerk": UserFactory(role="petition_officer"),
        "leader": UserFactory(role="bureau_leader"),
        "assistant": UserFactory(township=TOWNSHIPS[0]),
        "elsewhere": UserFactory(township=TOWNSHIPS[1]),
    }


def on(day):
    return time_machine.travel(moment(day, 15), tick=True)


@pytest.fixture
def petition(people) -> Petition:
    with on(RECEIVED):
        row = ops.register(given(received_at=moment(RECEIVED)), by=people["clerk"])
    with on(ACCEPTED):
        return ops.accept(row, by=people["clerk"], version=1)


def titles(user: User) -> list[str]:
    return [duty.title for duty in told(duties(user))]


def test_rungs_come_once_each_and_a_missed_one_is_not_made_up(petition, people):
    told = {}
    for day in range(-10, 5):
        at = LAST + dt.timedelta(days=day)
        for _ in range(2):
            if sent := remind_petitions(at):
                told.setdefault(day, []).extend(entry["step"] for entry in sent)
    assert told == {-7: ["T-7"], -3: ["T-3"], 0: ["T"], 1: ["T+1"]}
    late = Notice.objects.filter(title__contains="已超期")
    assert {notice.recipient for notice in late} == {people["assistant"], people["leader"]}
    assert not Notice.objects.filter(recipient=people["elsewhere"]).exists()


def test_a_notice_says_nothing_of_the_people(petition, people):
    remind_petitions(LAST)
    for notice in Notice.objects.all():
        assert petition.number in notice.title
        assert not [word for word in ("马小兰", "患病", "沙南") if word in notice.title + notice.body]


def test_who_was_given_it_is_told(petition, people):
    with on(dt.date(2023, 10, 8)):
        ops.assign(petition, by=people["clerk"], version=2, to=people["clerk"])
    remind_petitions(LAST - dt.timedelta(days=7))
    assert set(Notice.objects.filter(key__endswith="T-7").values_list("recipient", flat=True)) == {people["clerk"].pk}


def test_duties_follow_the_state(petition, people):
    with on(RECEIVED):
        ops.register(given(received_at=moment(RECEIVED)), by=people["clerk"])
    with on(dt.date(2023, 11, 25)):
        assert titles(people["assistant"]) == ["1 件信访待受理", "1 件信访 7 天内到期或已超期"]
        assert titles(people["elsewhere"]) == []
        ops.answer(petition, by=people["clerk"], version=2, text="答复", finding="true")
    with on(dt.date(2023, 12, 18)):
        assert "1 件信访该回访" in titles(people["clerk"])
        petition.refresh_from_db()
        ops.call_back(petition, by=people["clerk"], version=petition.version, satisfied="unreached")
        assert "1 件信访该回访" not in titles(people["clerk"])


def test_a_request_for_extension_waits_for_the_leader(petition, people):
    with on(dt.date(2023, 11, 20)):
        ops.ask_extension(petition, by=people["clerk"], version=2, days=10, reason="理由")
        assert titles(people["leader"]) == [f"信访件 {petition.number} 申请延期"]
        petition.refresh_from_db()
        ops.extend(petition, by=people["leader"], version=petition.version)
        assert titles(people["leader"]) == []


def test_what_a_higher_body_wants_back_is_a_duty_and_a_notice(people):
    with on(RECEIVED):
        told = given(received_at=moment(RECEIVED), channel="transfer", report_back_by=dt.date(2023, 10, 20))
        ops.register(told, by=people["clerk"])
    with on(dt.date(2023, 10, 18)):
        assert "1 件信访要向交办单位反馈" in titles(people["assistant"])
    assert {entry["matter"] for entry in remind_petitions(dt.date(2023, 10, 20))} == {"accept", "report_back"}


def test_duties_cost_the_same_whatever_the_petitions(petition, people, assert_constant_queries):
    def more() -> None:
        for _ in range(5):
            ops.register(given(), by=people["clerk"])

    assert assert_constant_queries(lambda: titles(people["clerk"]), more) <= 10


def test_a_township_is_not_asked_to_handle_what_it_is_complained_of(people):
    with on(RECEIVED):
        told = given(received_at=moment(RECEIVED), accused_unit="香水镇人民政府", report_back_by=RECEIVED)
        ops.register(told, by=people["assistant"])
        assert titles(people["assistant"]) == []
        assert titles(people["clerk"]) == ["1 件信访待受理", "1 件信访要向交办单位反馈"]


def test_a_new_answer_is_called_back_about_as_the_first_was(petition, people):
    answered, asked = dt.date(2023, 10, 20), dt.date(2023, 11, 17)
    with on(answered):
        petition = ops.answer(petition, by=people["clerk"], version=2, text="答复", finding="true")
    moods = {"door": "good", "face": "bad", "work": "bad"}
    with on(asked):
        version = petition.version
        petition = ops.call_back(petition, by=people["clerk"], version=version, satisfied="no", **moods)
        petition = ops.reopen(petition, by=people["clerk"], version=petition.version, reason="不满意")
    with on(dt.date(2023, 11, 20)):
        ops.answer(petition, by=people["clerk"], version=petition.version, text="新答复", finding="true")
    with on(dt.date(2023, 12, 18)):
        assert titles(people["clerk"]) == ["1 件信访该回访"]
    sent = [entry["matter"] for entry in remind_petitions(dt.date(2023, 12, 18))]
    assert sent == ["call_back"]
