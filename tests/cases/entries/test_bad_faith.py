"""A closed loop that cannot be closed on paper only: what is refused, and that nothing changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cases.models import CloseOut, Evidence, RectificationEntry, SupervisionOrder
from cases.operations import entries as op
from core import months
from core.permissions import Role
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.entries.people import (
    TOWN,
    Cast,
    ask,
    asked,
    checked,
    closed,
    found,
    fresh,
    later,
    listed,
    plan,
    with_evidence,
    working,
)
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.visits.pictures import door, jpeg

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return Cast()


# -- closing -------------------------------------------------------------------------------------------------------------


def test_close_out_is_asked_checked_and_confirmed_by_three_people(cast):
    entry = closed(cast)
    request = entry.close_outs.get()
    assert entry.state == S.CLOSED and entry.closed_at and request.state == "confirmed"
    assert (request.asked_by, request.checked_by, request.confirmed_by) == (cast.assistant, cast.officer, cast.leader)
    assert [event.step for event in entry.events.all()][-3:] == ["ask_close_out", "check", "confirm"]


def test_nobody_checks_what_they_asked_for(cast):
    """The officer asks for a unit of the bureau and would then check it."""
    entry = with_evidence(cast, unit="社会救助股")
    ask(entry, cast.officer)
    with pytest.raises(NotPermitted):
        op.check_close_out(entry, by=cast.officer, version=fresh(entry).version, note="属实。")
    assert fresh(entry).state == S.CLOSE_ASKED


def test_the_one_responsible_neither_checks_nor_confirms(cast):
    entry = asked(cast, person_user=cast.officer)
    with pytest.raises(NotPermitted):
        op.check_close_out(entry, by=cast.officer, version=entry.version, note="属实。")
    entry = checked(cast, seed=3, person_user=cast.leader)
    with pytest.raises(NotPermitted):
        op.confirm_close_out(entry, by=cast.leader, version=entry.version)
    assert fresh(entry).state == S.CHECKED


@pytest.mark.parametrize("named", ["{}", "伍斌林、{}"])
def test_the_one_responsible_by_name_alone_does_not_close_either(cast, named):
    entry = asked(cast, person_name=named.format(cast.officer.display_name))
    with pytest.raises(NotPermitted):
        op.check_close_out(entry, by=cast.officer, version=entry.version, note="属实。")
    entry = checked(cast, seed=3, person_name=named.format(cast.leader.display_name))
    with pytest.raises(NotPermitted):
        op.confirm_close_out(entry, by=cast.leader, version=entry.version)
    assert fresh(entry).state == S.CHECKED


def test_the_one_responsible_does_not_dismiss_their_own_entry(cast):
    entry = working(cast, person_name=cast.leader.display_name)
    entry = op.ask_dismissal(entry, by=cast.officer, version=entry.version, reason="没有这回事，已核实。")
    with pytest.raises(NotPermitted):
        op.dismiss(entry, by=cast.leader, version=entry.version)
    assert fresh(entry).state == S.WORKING


def test_the_database_itself_wants_three_people(cast):
    request = asked(cast).close_outs.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CloseOut.objects.filter(pk=request.pk).update(checked_by=request.asked_by)


def test_the_bureau_does_not_ask_for_a_township(cast):
    entry = with_evidence(cast)
    with pytest.raises(NotPermitted):
        ask(entry, cast.officer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"result": "已整改"}, "整改结果"),
        ({"result": "   "}, "整改结果"),
        ({"done_on": months.today() + DAY}, "今天"),
        ({"done_on": months.today() - 21 * DAY}, "发现日期"),
    ],
)
def test_close_out_needs_a_result_and_an_honest_day(cast, given, said):
    entry = with_evidence(cast)
    with pytest.raises(Refused, match=said):
        ask(entry, cast.assistant, **given)
    assert fresh(entry).state == S.WORKING and not CloseOut.objects.exists()


def test_close_out_is_never_without_evidence(cast):
    entry = working(cast)
    with pytest.raises(Refused, match="佐证"):
        ask(entry, cast.assistant)
    assert fresh(entry).state == S.WORKING


def test_the_day_of_completion_is_not_before_the_last_measure(cast):
    entry = with_evidence(cast)
    op.add_measure(entry, by=cast.assistant, text="复核入户。")
    with pytest.raises(Refused, match="最后一项措施"):
        ask(entry, cast.assistant, done_on=months.today() - DAY)


def test_returned_requests_stay_with_their_reason(cast):
    entry = asked(cast)
    entry = op.return_close_out(entry, by=cast.officer, version=entry.version, reason="照片看不清门牌，请重拍。")
    ask(entry, cast.assistant)
    assert [row.state for row in entry.close_outs.order_by("asked_at")] == ["returned", "asked"]
    with pytest.raises(Refused):
        op.return_close_out(fresh(entry), by=cast.officer, version=fresh(entry).version, reason="不行")


# -- after the close -----------------------------------------------------------------------------------------------------


def test_nothing_is_edited_after_the_close(cast):
    entry = closed(cast)
    before = RectificationEntry.objects.values().get()
    steps = (
        lambda: op.plan_entry(entry, by=cast.assistant, version=entry.version, plan=plan()),
        lambda: op.report_progress(entry, by=cast.assistant, version=entry.version, progress="补充"),
        lambda: op.add_measure(entry, by=cast.assistant, text="补一条"),
        lambda: op.attach_evidence(entry, by=cast.assistant, filename="a.jpg", data=jpeg(door(9))),
        lambda: op.withdraw_evidence(Evidence.objects.get(), by=cast.assistant, reason="传错了"),
        lambda: op.confirm_close_out(entry, by=UserFactory(role=Role.BUREAU_LEADER), version=entry.version),
        lambda: op.classify_entry(entry, by=cast.officer, version=entry.version, task="policy", stage="", level="sign"),
    )
    for step in steps:
        with pytest.raises(TransitionRefused):
            step()
    assert RectificationEntry.objects.values().get() == before and Evidence.objects.count() == 1


def test_an_entry_does_not_reopen_itself(cast):
    entry = closed(cast)
    with pytest.raises(Refused, match="它自己"):
        op.rebound(entry, by=cast.officer, why="又出现了。", into=entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        RectificationEntry.objects.filter(pk=entry.pk).update(reopens=entry)


def test_a_rebound_needs_an_open_entry_of_the_same_township(cast):
    entry = closed(cast)
    elsewhere = listed(township=TOWNSHIPS[1])
    with pytest.raises(Refused, match="同一个乡镇"):
        op.rebound(entry, by=cast.officer, why="又出现了。", into=elsewhere)
    with pytest.raises(Refused, match="已经办结"):
        op.rebound(entry, by=cast.officer, why="又出现了。", into=closed(cast, seed=7))
    new = listed()
    op.rebound(entry, by=cast.officer, why="又出现了。", into=new)
    assert fresh(entry).state == S.REBOUNDED and fresh(entry).rebounded_at and fresh(new).reopens == entry


# -- deadlines -----------------------------------------------------------------------------------------------------------


def extended(cast: Cast) -> RectificationEntry:
    entry = working(cast)
    until = entry.due_on + 10 * DAY
    entry = op.ask_extension(entry, by=cast.assistant, version=entry.version, until=until, reason="外出务工未返乡。")
    return op.extend(entry, by=cast.leader, version=entry.version)


def test_both_dates_of_an_extension_are_kept(cast):
    entry = extended(cast)
    assert entry.deadline == entry.extended_to == entry.due_on + 10 * DAY and entry.extended_by == cast.leader


def test_nobody_extends_twice(cast):
    entry = extended(cast)
    until = entry.extended_to + 10 * DAY
    with pytest.raises(Refused, match="已经延期过一次"):
        op.ask_extension(entry, by=cast.assistant, version=entry.version, until=until, reason="再延一次。")
    RectificationEntry.objects.filter(pk=entry.pk).update(extension_asked_to=until, extension_asked_by=cast.assistant)
    with pytest.raises(Refused, match="已经延期过一次"):
        op.extend(entry, by=cast.leader, version=entry.version)


def test_the_deadline_is_not_moved_by_editing_the_plan(cast):
    entry = working(cast)
    with pytest.raises(Refused, match="申请延期"):
        op.plan_entry(entry, by=cast.assistant, version=entry.version, plan=later(plan(due_on=entry.due_on), 30))


def test_a_township_does_not_grant_its_own_extension(cast):
    entry = working(cast)
    entry = op.ask_extension(
        entry, by=cast.assistant, version=entry.version, until=entry.due_on + DAY, reason="外出务工未返乡。"
    )
    with pytest.raises(NotPermitted):
        op.extend(entry, by=cast.assistant, version=entry.version)


def test_the_second_of_two_editors_loses(cast):
    entry = working(cast)
    op.report_progress(entry, by=cast.assistant, version=entry.version, progress="一半")
    with pytest.raises(EditConflict):
        op.report_progress(entry, by=cast.officer, version=entry.version, progress="未动")


def test_no_problem_is_found_in_the_future():
    with pytest.raises(Refused, match="发现日期"):
        listed(found_on=months.today() + DAY)


def test_nobody_lists_for_another_township(cast):
    with pytest.raises(NotPermitted):
        op.list_entry(found(TOWNSHIPS[1]), by=cast.assistant)


def test_a_dismissal_takes_two_people(cast):
    entry = listed()
    with pytest.raises(Refused, match="没有待批"):
        op.dismiss(entry, by=cast.leader, version=entry.version)
    entry = op.ask_dismissal(entry, by=cast.officer, version=entry.version, reason="核查后不属实。")
    with pytest.raises(NotPermitted):
        op.dismiss(entry, by=cast.officer, version=entry.version)
    assert op.dismiss(entry, by=cast.leader, version=entry.version).state == S.DISMISSED


# -- supervision ---------------------------------------------------------------------------------------------------------


def test_a_sign_of_trouble_has_a_reminder_drafted_once(cast):
    entry = listed(level="sign")
    op.classify_entry(entry, by=cast.officer, version=entry.version, task="policy", stage="", level="sign")
    order = SupervisionOrder.objects.get()
    assert (order.kind, order.state, order.division_code, order.issued_by) == ("reminder", "drafted", TOWN, None)
