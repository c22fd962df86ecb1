"""A petition from receipt to its end, day by day."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from cases.models import Petition, PetitionEvent
from cases.operations import petitions as ops
from cases.petitions import clock_of, standing_of
from core.models import Notice
from core.refusal import NotPermitted, Refused, TransitionRefused
from tests.cases.petitions.telling import given, moment
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
RECEIVED = dt.date(2023, 9, 25)
ACCEPTED = dt.date(2023, 10, 1)


@pytest.fixture
def house() -> SimpleNamespace:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return SimpleNamespace(
        clerk=UserFactory(role="petition_officer"),
        other=UserFactory(role="bureau_officer"),
        leader=UserFactory(role="bureau_leader"),
        assistant=UserFactory(township=TOWNSHIPS[0], display_name="马助理"),
        elsewhere=UserFactory(township=TOWNSHIPS[1]),
    )


@pytest.fixture
def at(house) -> Callable[..., Any]:
    """`at(day, step, who, …)` takes the step on that day."""

    def take(day: dt.date, step: str, petition: Petition, by: str = "clerk", **told: Any) -> Petition:
        petition.refresh_from_db()
        with time_machine.travel(moment(day, 15), tick=True):
            return getattr(ops, step)(petition, by=getattr(house, by), version=petition.version, **told)

    return take


@pytest.fixture
def petition(house) -> Petition:
    with time_machine.travel(moment(RECEIVED), tick=True):
        return ops.register(given(received_at=moment(RECEIVED)), by=house.clerk)


@pytest.fixture
def accepted(petition, at) -> Petition:
    return at(ACCEPTED, "accept", petition)


def told(petition: Petition, today: dt.date = ACCEPTED) -> dict[str, str]:
    return {clock.step: clock.told for clock in clock_of(petition, today)}


def test_the_sum_is_the_one_people_check(accepted):
    assert told(accepted)["conclude"] == "受理 2023-10-01 + 60 天 = 2023-11-30"
    assert standing_of([accepted], dt.date(2023, 11, 20))[accepted.pk].days == 10


def test_the_whole_way_to_the_end(accepted, at, house):
    assert accepted.state == "accepted"
    at(dt.date(2023, 10, 8), "assign", accepted, to=house.assistant)
    assert Notice.objects.get(recipient=house.assistant).title == f"信访件 {accepted.number} 交您承办"
    at(dt.date(2023, 10, 9), "note_progress", accepted, by="assistant", text="已入户了解。")
    at(dt.date(2023, 11, 1), "answer", accepted, by="assistant", text="经核查……", finding="partly")
    at(dt.date(2023, 11, 20), "ask_review", accepted, text="不服")
    at(dt.date(2023, 12, 1), "review", accepted, text="维持。", outcome="upheld")
    at(dt.date(2023, 12, 20), "ask_re_review", accepted, text="仍不服")
    end = at(
        dt.date(2024, 1, 10), "re_review", accepted, by="other", text="维持。", outcome="upheld", unit="固原市民政局"
    )
    assert (end.state, end.finding, end.answer) == ("terminated", "partly", "经核查……")
    kinds = list(end.events.values_list("kind", flat=True))
    assert kinds[0] == "received" and kinds[-1] == "re_reviewed" and len(kinds) == 9


def test_an_extension_is_granted_once_by_a_leader(accepted, at, house):
    at(dt.date(2023, 11, 20), "ask_extension", accepted, days=30, reason="需调取核对资料")
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 11, 21), "extend", accepted)
    at(dt.date(2023, 11, 21), "extend", accepted, by="leader")
    assert [each.title for each in Notice.objects.filter(recipient=house.clerk)] == [
        f"信访件 {accepted.number} 延期 30 天已批准"
    ]
    assert told(accepted)["conclude"] == "受理 2023-10-01 + 60 天 + 延期 30 天 = 2024-01-02（2023-12-30 不上班，顺延）"
    with pytest.raises(Refused, match="已经延期一次"):
        at(dt.date(2023, 11, 22), "ask_extension", accepted, days=10, reason="再延")


@pytest.mark.parametrize(("days", "on"), [(31, dt.date(2023, 11, 20)), (30, dt.date(2023, 12, 4))])
def test_an_extension_too_long_or_too_late_is_not_even_asked(accepted, at, days, on):
    with pytest.raises(Refused):
        at(on, "ask_extension", accepted, days=days, reason="理由")
    assert not accepted.events.filter(kind="extension_asked").exists()


def test_a_declined_extension_leaves_the_term(accepted, at, house):
    before = told(accepted)
    at(dt.date(2023, 11, 20), "ask_extension", accepted, days=30, reason="理由")
    at(dt.date(2023, 11, 21), "decline_extension", accepted, by="leader", reason="可以按期办结")
    assert told(accepted) == before and ops.pending_extension(accepted) is None
    assert Notice.objects.get(recipient=house.clerk).title == f"信访件 {accepted.number} 没有批准延期"


def test_days_of_a_hearing_do_not_count(accepted, at):
    at(dt.date(2023, 10, 10), "start_hearing", accepted)
    with pytest.raises(Refused):
        at(dt.date(2023, 10, 12), "answer", accepted, text="答复", finding="true")
    at(dt.date(2023, 10, 20), "end_hearing", accepted)
    assert "听证 10 天" in told(accepted)["conclude"]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (RECEIVED - dt.timedelta(days=1), "day-before-receipt"),
        (dt.date(2023, 9, 29), "day-in-future"),
    ],
)
def test_back_dated_and_future_steps_are_refused(petition, at, on, code):
    with pytest.raises(Refused) as refusal:
        at(dt.date(2023, 9, 28), "accept", petition, on=on)
    petition.refresh_from_db()
    assert (refusal.value.code, petition.state) == (code, "registered")


def test_nothing_is_dated_before_what_it_follows_or_entered_weeks_later(accepted, at):
    with pytest.raises(Refused) as before:
        at(dt.date(2023, 10, 3), "answer", accepted, text="答复", finding="true", on=dt.date(2023, 9, 30))
    with pytest.raises(Refused) as later:
        at(dt.date(2023, 12, 10), "answer", accepted, text="答复", finding="true", on=dt.date(2023, 11, 29))
    assert (before.value.code, later.value.code) == ("day-before-last-step", "day-long-past")


def test_nobody_handles_their_own_complaint(house, at):
    with time_machine.travel(moment(RECEIVED), tick=True):
        row = ops.register(
            given(received_at=moment(RECEIVED), accused=["马助理"], accused_unit="香水镇人民政府"), by=house.clerk
        )
    at(ACCEPTED, "accept", row)
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 10, 8), "assign", row, to=house.assistant)
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 10, 8), "answer", row, by="assistant", text="没有此事", finding="false")
    colleague = house.assistant = UserFactory(township=TOWNSHIPS[0], display_name="于助理")
    at(dt.date(2023, 10, 8), "note_progress", row, by="assistant", text="情况说明")
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 10, 8), "answer", row, by="assistant", text="没有此事", finding="false")
    assert colleague.may("petition.handle")


def test_who_is_complained_of_does_not_rewrite_the_complaint(house, at):
    with time_machine.travel(moment(RECEIVED), tick=True):
        told = given(received_at=moment(RECEIVED), accused_unit="香水镇人民政府")
        row = ops.register(told, by=house.assistant)
    with pytest.raises(NotPermitted):
        at(ACCEPTED, "change", row, by="assistant", given=given(accused_unit=""))
    row.refresh_from_db()
    assert row.accused_unit == "香水镇人民政府"
    assert at(ACCEPTED, "change", row, given=given(accused_unit="")).accused_unit == ""


def test_another_township_does_nothing(accepted, at):
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 10, 8), "note_progress", accepted, by="elsewhere", text="我来办")


def test_who_answered_does_not_review(accepted, at):
    at(dt.date(2023, 10, 20), "answer", accepted, text="答复", finding="true")
    with pytest.raises(Refused):
        at(dt.date(2023, 10, 21), "ask_re_review", accepted, text="跳级")
    at(dt.date(2023, 10, 21), "ask_review", accepted, text="不服")
    with pytest.raises(NotPermitted):
        at(dt.date(2023, 10, 22), "review", accepted, text="维持", outcome="upheld")


def test_a_right_lapses(accepted, at):
    at(dt.date(2023, 10, 20), "answer", accepted, text="答复", finding="true")
    with pytest.raises(Refused) as refusal:
        at(dt.date(2023, 12, 1), "ask_review", accepted, text="不服")
    assert refusal.value.code == "right-lapsed"


def test_the_call_back_asks_for_door_face_and_deed(accepted, at):
    at(dt.date(2023, 10, 20), "answer", accepted, text="答复", finding="true")
    at(dt.date(2023, 10, 21), "conclude", accepted)
    with pytest.raises(Refused):
        at(dt.date(2023, 11, 17), "call_back", accepted, satisfied="yes", door="good")
    at(
        dt.date(2023, 11, 17),
        "call_back",
        accepted,
        satisfied="no",
        door="good",
        face="bad",
        work="bad",
        text="跑了三趟",
    )
    event = PetitionEvent.objects.get(kind="called_back")
    assert event.facts == {"satisfied": "no", "door": "good", "face": "bad", "work": "bad"}
    again = at(dt.date(2023, 11, 18), "reopen", accepted, reason="回访不满意")
    assert again.state == "handling"
    assert told(again)["conclude"] == "受理 2023-10-01 + 60 天 = 2023-11-30；2023-11-18 重新办理，不另计期限"


def test_taking_it_up_again_gives_no_new_term_and_no_second_extension(accepted, at):
    at(dt.date(2023, 11, 20), "ask_extension", accepted, days=30, reason="需调取核对资料")
    at(dt.date(2023, 11, 21), "extend", accepted, by="leader")
    for day in (25, 27):
        at(dt.date(2023, 11, day), "answer", accepted, text="正在研究。", finding="true")
        again = at(dt.date(2023, 11, day + 1), "reopen", accepted, reason="答复不完整")
        assert standing_of([again], dt.date(2023, 12, 31))[again.pk].next.due_on == dt.date(2024, 1, 2)
        with pytest.raises(Refused, match="已经延期一次"):
            at(dt.date(2023, 11, day + 1), "ask_extension", accepted, days=10, reason="再延")
    assert standing_of([again], dt.date(2024, 1, 5))[again.pk].is_late
    late = at(dt.date(2024, 1, 9), "answer", accepted, text="办结答复。", finding="true")
    conclude = next(clock for clock in clock_of(late) if clock.step == "conclude")
    assert conclude.done_on == dt.date(2024, 1, 9) and conclude.is_late(dt.date(2024, 1, 9))


def test_an_answer_that_a_review_revoked_gives_a_term_from_the_day_of_the_review(accepted, at):
    at(dt.date(2023, 11, 20), "answer", accepted, text="答复", finding="false")
    at(dt.date(2023, 11, 25), "ask_review", accepted, text="不服")
    at(dt.date(2023, 12, 10), "review", accepted, by="other", text="事实不清。", outcome="revoked")
    again = at(dt.date(2023, 12, 20), "reopen", accepted, reason="复查撤销")
    assert told(again)["conclude"] == "受理 2023-12-10 + 60 天 = 2024-02-08"
    at(dt.date(2024, 1, 10), "answer", accepted, text="重新答复", finding="true")
    again = at(dt.date(2024, 1, 20), "reopen", accepted, reason="遗漏一项")
    assert told(again)["conclude"] == "受理 2023-12-10 + 60 天 = 2024-02-08；2024-01-20 重新办理，不另计期限"


def test_a_wrong_address_is_objected_to_within_five_working_days(petition, at):
    with pytest.raises(Refused) as refusal:
        at(dt.date(2023, 10, 13), "forward", petition, unit="县人社局", reason="不属本局", objection=True)
    assert refusal.value.code == "objection-late"
    back = at(dt.date(2023, 10, 13), "forward", petition, unit="县人社局", reason="不属本局")
    back = at(dt.date(2023, 10, 20), "take_back", back, reason="对方退回")
    assert back.state == "registered" and standing_of([back], dt.date(2023, 10, 20))[back.pk].next.step == "accept"


def test_a_step_out_of_turn_is_refused(petition, at):
    with pytest.raises(TransitionRefused):
        at(dt.date(2023, 9, 28), "answer", petition, text="答复", finding="true")


def test_an_ended_petition_has_no_late_clock(petition, at):
    at(dt.date(2023, 9, 28), "refuse_acceptance", petition, reason="不属于信访事项")
    assert standing_of([petition], dt.date(2024, 5, 1))[petition.pk].next is None
