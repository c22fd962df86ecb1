"""The work summaries climb the monthly report's ladder, each rung once."""

import datetime as dt

import pytest

from cases.duties.summaries import duties
from cases.operations.summaries import remind_summaries
from cases.summaries.due import owed_periods
from core import navigation, reminders
from core.models import Notice
from core.questions import told
from monthly_reports import operations as reports
from tests.cases.summaries.conftest import MONTH, TOWN, drafted, filed, handed

D = dt.date


def steps(on: dt.date, township: str = TOWN) -> list[str]:
    return [each["step"] for each in remind_summaries(on) if each["township"] == township]


def test_each_rung_is_sent_once_on_its_working_day(people) -> None:
    sent = {}
    for day in range(10, 31):
        for step in steps(D(2021, 7, day)):
            sent[step] = day
        assert remind_summaries(D(2021, 7, day)) == []
    assert list(sent) == ["T-7", "T-3", "T-1", "T", "T+1", "T+3"]
    mine = Notice.objects.filter(recipient=people.assistant, kind="reminder")
    assert mine.count() == 5 and not mine.exclude(title__contains="工作情况月报").exists()
    assert Notice.objects.filter(recipient=people.leader, kind="reminder").count() == 3


def test_of_missed_rungs_only_the_latest_is_sent(people) -> None:
    assert steps(D(2021, 7, 24)) == ["T-1"]


def test_filing_ends_it_and_a_hand_over_tells_the_second_person(people) -> None:
    filed(people.assistant, people.verifier)
    handed(people.other)
    sent = remind_summaries(D(2021, 7, 24))
    assert TOWN not in [each["township"] for each in sent]
    theirs = next(each for each in sent if each["township"] == people.other.division_id)
    assert set(theirs["recipients"]) == {people.other.username, people.other_verifier.username}


def test_it_is_among_all_reminders_and_does_not_touch_those_of_the_report(people) -> None:
    told = reminders.run(D(2021, 7, 24))
    assert [each["step"] for each in told["summaries"] if each["township"] == TOWN] == ["T-1"]
    assert [each["step"] for each in told["monthly"] if each["township"] == TOWN] == ["T-1"]
    assert Notice.objects.filter(recipient=people.assistant, kind="reminder").count() == 2


def test_a_month_opened_afterwards_to_load_old_reports_asks_for_no_summary(people) -> None:
    reports.open_period("640424", "2021-05")
    assert [period.month for period in owed_periods("640424", "2021-01")] == [MONTH]


def test_the_duties_are_asked_for_on_home_pages(people) -> None:
    assert duties in navigation._duties


def titles(user) -> list[str]:
    return [duty.title for duty in told(duties(user))]


def test_duties_follow_the_work_and_only_doing_clears_them(people, clock) -> None:
    assert titles(people.assistant) == ["填报2021年7月工作情况月报"] and titles(people.verifier) == []
    made = drafted(people.assistant)
    assert titles(people.assistant) == ["填报2021年7月工作情况月报"] and titles(people.verifier) == []
    made = handed(people.assistant)
    assert titles(people.verifier) == titles(people.chief) == ["确认报送2021年7月工作情况月报"]
    made = filed(people.assistant, people.verifier)
    assert titles(people.assistant) == titles(people.verifier) == []
    assert titles(people.office) == ["汇总2021年7月工作情况月报"] and titles(people.officer) == []
    clock.move_to(dt.datetime(2021, 7, 26, 2, tzinfo=dt.UTC))
    assert "2021年7月工作情况月报有 2 个乡镇逾期未报" in titles(people.leader)
    assert titles(people.other_verifier) == ["2021年7月工作情况月报已逾期"]
    assert made.state == "submitted"


@pytest.mark.parametrize("who", ["assistant", "verifier", "office", "leader"])
def test_duties_cost_a_fixed_number_of_queries(people, who, django_assert_max_num_queries) -> None:
    filed(people.assistant, people.verifier)
    handed(people.other)
    with django_assert_max_num_queries(3):
        told(duties(getattr(people, who)))
