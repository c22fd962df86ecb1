"""Look-backs: scheduled, drawn, made by somebody else and not too early; what came back is put right anew."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cases.frames import look_backs
from cases.models import FollowUp, RectificationEntry, Source
from cases.operations import entries as entry_op
from cases.operations import look_back as op
from cases.operations.look_back import FollowUpResult
from core import months
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from spot_checks import operations as spot_checks
from spot_checks.frames import Scope, identified, source
from spot_checks.operations.planning import Wanted
from tests.cases.entries.people import found, working
from tests.cases.supervision.people import (
    COUNTY,
    VILLAGE,
    County,
    closed_long_ago,
    follow_up_of,
    fresh,
    home,
)
from tests.spot_checks.factories import make_draw, make_item

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
DAY = dt.timedelta(days=1)


@pytest.fixture
def county() -> County:
    return County()


def result(outcome: str = "holds", **given: Any) -> FollowUpResult:
    values: dict[str, Any] = {"outcome": outcome, "note": "入户看过，已停发并追回。", "done_on": months.today()}
    return FollowUpResult(**values | given)


def record(row: FollowUp, by: Any, **given: Any) -> Any:
    return op.record_follow_up(row, result(**given), by=by, version=row.version)


# -- scheduling and drawing ------------------------------------------------------------------------------------------------


def test_every_closed_entry_has_one_look_back_three_to_six_months_later(county):
    entry = closed_long_ago(county)
    assert (op.schedule_follow_ups(), op.schedule_follow_ups()) == (1, 0)
    row = FollowUp.objects.get(entry=entry)
    closed = timezone.localdate(entry.closed_at)
    assert (row.window_from - closed).days in range(89, 93) and (row.window_to - closed).days in range(180, 185)


def test_an_old_ledgers_line_waits_from_its_import(county):
    entry = entry_op.list_entry(found(found_on=dt.date(2021, 8, 1)), by=None)
    RectificationEntry.objects.filter(pk=entry.pk).update(state=S.LEGACY_CLOSED, done_on=dt.date(2021, 9, 1))
    assert follow_up_of(entry).window_from > months.today() + 80 * DAY


def test_open_entries_have_no_look_back(county):
    working(county)
    assert op.schedule_follow_ups() == 0


def candidates(month: str = "") -> tuple[list[Any], dict[str, int]]:
    return source("look_back").collect(Scope(COUNTY[:6], month or months.current()))


def test_the_frame_holds_those_in_their_window_by_head_or_village(county):
    house = home()
    first = closed_long_ago(county, household=house, seed=1, division_code=VILLAGE)
    second = closed_long_ago(county, seed=2, division_code=VILLAGE, village="")
    closed_long_ago(county, days=1, seed=3)
    op.schedule_follow_ups()
    rows, left_out = candidates()
    assert {row.subject_id for row in rows} == {str(first.pk), str(second.pk)} and left_out == {}
    assert {row.category for row in rows} == {"回头看·关系保"}
    told = {row.subject_id: row for row in identified(rows)}
    assert (told[str(first.pk)].name, told[str(second.pk)].id_text) == ("马小花", VILLAGE)


def test_whoever_left_the_roster_is_drawn_by_their_last_head(county):
    house = home()
    house.memberships.update(last_month="2021-03", closed_by=house.memberships.get().opened_by)
    closed_long_ago(county, household=house, division_code=VILLAGE)
    op.schedule_follow_ups()
    assert identified(candidates()[0])[0].name == "马小花"


def test_a_referred_entry_is_not_drawn_and_nothing_says_why(county):
    entry = closed_long_ago(county)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    op.schedule_follow_ups()
    assert look_backs(Scope(COUNTY[:6], months.current())) == ([], {"由县局直接回访的": 1})


def test_a_revealed_draw_marks_whom_it_drew(county):
    drawn, other = closed_long_ago(county, seed=1), closed_long_ago(county, seed=2)
    op.schedule_follow_ups()
    draw = make_draw(purpose="look_back")
    make_item(draw, subject_type="cases.rectificationentry", subject_id=str(drawn.pk))
    make_item(draw, subject_type="cases.rectificationentry", subject_id=str(other.pk), selected="R")
    assert (op.pull_draws(), op.pull_draws()) == (1, 0)
    assert FollowUp.objects.get(entry=drawn).drawn_by == draw.code
    assert FollowUp.objects.get(entry=other).drawn_by == ""


def test_the_engine_draws_reveals_and_leaves_its_mark(county):
    """The whole way: planned, committed, drawn before a witness, pulled; a household and a village matter."""
    closed_long_ago(county, household=home(), division_code=VILLAGE, seed=1)
    closed_long_ago(county, division_code=VILLAGE, seed=2)
    op.schedule_follow_ups()
    wanted = Wanted("look_back", months.current(), 2)
    draw = spot_checks.plan_draw(wanted, by=county.officer)
    draw = spot_checks.commit_draw(draw, by=county.officer, by_order=True, shortage="人员不足。")
    spot_checks.reveal_draw(draw, values=["13579246801357924680"], by=county.officer, witness=county.discipline)
    assert op.pull_draws() == 2
    assert set(FollowUp.objects.values_list("drawn_by", flat=True)) == {draw.code}


# -- making ----------------------------------------------------------------------------------------------------------------


def test_what_holds_is_consolidated(county):
    entry = closed_long_ago(county)
    row = follow_up_of(entry)
    assert record(row, county.second_officer) is None
    row.refresh_from_db()
    assert fresh(entry).state == S.CONSOLIDATED and (row.outcome, row.by) == ("holds", county.second_officer)


def test_a_rebound_is_put_right_anew_one_level_graver(county):
    entry = closed_long_ago(county, household=home(), division_code=VILLAGE)
    new = record(follow_up_of(entry), county.second_officer, outcome="rebound")
    old = fresh(entry)
    assert (old.state, old.rebounded_at is not None) == (S.REBOUNDED, True)
    assert (new.reopens_id, new.household_id, new.source) == (entry.pk, entry.household_id, Source.LOOK_BACK)
    assert (entry.level, fresh(new).level, fresh(new).state) == ("ordinary", "prominent", S.LISTED)


@pytest.mark.parametrize("who", ["officer", "leader", "assistant"])
def test_whoever_closed_it_does_not_look_back(county, who):
    entry = closed_long_ago(county)
    row = follow_up_of(entry)
    with pytest.raises(NotPermitted):
        record(row, getattr(county, who))
    assert fresh(entry).state == S.CLOSED and not FollowUp.objects.get().outcome


def test_a_look_back_before_its_window_is_refused(county):
    row = follow_up_of(closed_long_ago(county, days=60))
    with pytest.raises(Refused, match="回头看从"):
        record(row, county.second_officer)


@pytest.mark.parametrize("day", [1, 20])
def test_a_look_back_is_not_dated_ahead_nor_back_before_its_window(county, day):
    row = follow_up_of(closed_long_ago(county))
    for done_on in (months.today() + day * DAY, row.window_from - day * DAY):
        with pytest.raises(Refused):
            record(row, county.second_officer, done_on=done_on)
    assert not FollowUp.objects.get().outcome


def test_a_look_back_is_made_once(county):
    row = follow_up_of(closed_long_ago(county))
    record(row, county.second_officer)
    with pytest.raises(EditConflict):
        record(row, county.second_officer)
    row.refresh_from_db()
    with pytest.raises(TransitionRefused):
        record(row, county.second_officer, outcome="rebound")


def test_a_township_is_not_told_of_a_look_back_to_come(county):
    row = follow_up_of(closed_long_ago(county))
    assert not FollowUp.objects.visible_to(county.assistant).exists()
    record(row, county.second_officer)
    assert FollowUp.objects.visible_to(county.assistant).get() == row
