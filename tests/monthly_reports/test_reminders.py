"""The ladder around T, in working days, each rung once, of the missed ones only the latest."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from core.models import Notice, Policy, Workday
from core.permissions import Role
from monthly_reports import operations
from monthly_reports.operations.reminders import step_day
from tests.core.factories import UserFactory
from tests.monthly_reports.months import OTHER, THIRD, TOWN, command, file_it, nil, report

D = dt.date


@pytest.fixture(autouse=True)
def midsummer():
    with time_machine.travel(dt.datetime(2021, 7, 2, 2, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


def steps(on: dt.date, township: str = TOWN) -> list[str]:
    return [each["step"] for each in operations.remind(on) if each["township"] == township]


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (-7, D(2021, 7, 13)),
        (-3, D(2021, 7, 21)),
        (-1, D(2021, 7, 23)),
        (0, D(2021, 7, 25)),
        (1, D(2021, 7, 26)),
        (3, D(2021, 7, 28)),
    ],
)
def test_julys_ladder_counts_working_days_with_the_regions_own_holidays(people, days: int, day: dt.date) -> None:
    """古尔邦节 on the 19th and 20th, the 25th a Sunday."""
    assert step_day(report().period.due_date, days) == day


def test_a_run_on_each_day_sends_each_rung_once(people: SimpleNamespace) -> None:
    sent = {}
    for day in range(10, 31):
        for step in steps(D(2021, 7, day)):
            sent[step] = day
        assert steps(D(2021, 7, day)) == []
    assert sent == {"T-7": 13, "T-3": 21, "T-1": 23, "T": 25, "T+1": 26, "T+3": 28}


def test_of_missed_rungs_only_the_latest_is_sent(people: SimpleNamespace) -> None:
    assert steps(D(2021, 7, 24)) == ["T-1"]
    assert steps(D(2021, 7, 24)) == [] and steps(D(2021, 7, 22)) == []
    assert Notice.objects.filter(recipient=people.assistant, kind="reminder").count() == 1


def test_after_everything_was_missed_the_township_and_the_leader_each_hear_once(people: SimpleNamespace) -> None:
    assert steps(D(2021, 7, 30)) == ["T+1", "T+3"]


def test_a_new_holiday_moves_the_ladder(people: SimpleNamespace) -> None:
    Workday.objects.create(day=D(2021, 7, 23), is_working=False, name="县里放假（测试）")
    assert steps(D(2021, 7, 21)) == ["T-3"] or steps(D(2021, 7, 22)) == ["T-1"]
    assert step_day(D(2021, 7, 25), -1) == D(2021, 7, 22)


def test_the_command_prints_what_it_sent(people: SimpleNamespace) -> None:
    code, told = command("send_reminders", "--on", "2021-07-24", "--json")
    mine = next(each for each in told["sent"] if each["township"] == TOWN)
    assert code == 0 and mine["step"] == "T-1" and mine["due"] == "2021-07-23"
    assert mine["recipients"] == [people.assistant.username] and mine["missing"] == ["增减人员名单", "死亡人员报告"]
    assert command("send_reminders", "--on", "2021-07-24", "--json")[1]["sent"] == []


def test_the_notice_says_what_why_and_which(people: SimpleNamespace) -> None:
    operations.remind(D(2021, 7, 24))
    notice = Notice.objects.get(recipient=people.assistant)
    assert "2021年7月" in notice.title and "1 个工作日" in notice.title
    assert (
        "香水镇" in notice.body and "增减人员名单、死亡人员报告" in notice.body and "2021年7月25日 24 时" in notice.body
    )
    assert str(report().pk) in notice.url


def test_filing_ends_the_ladder_and_half_filing_does_not(people: SimpleNamespace) -> None:
    file_it(nil(people.assistant), people.verifier)
    file_it(nil(people.other_assistant, changes=False), people.other_verifier)
    sent = operations.remind(D(2021, 7, 24))
    assert [each["township"] for each in sent] == [OTHER] and sent[0]["missing"] == ["增减人员名单"]


def test_reading_a_notice_clears_nothing(people: SimpleNamespace) -> None:
    operations.remind(D(2021, 7, 24))
    Notice.objects.update(read_at=dt.datetime(2021, 7, 24, tzinfo=dt.UTC))
    assert steps(D(2021, 7, 25)) == ["T"]


def test_the_verifier_hears_when_a_draft_waits(people: SimpleNamespace) -> None:
    nil(people.assistant)
    sent = next(each for each in operations.remind(D(2021, 7, 24)) if each["township"] == TOWN)
    assert set(sent["recipients"]) == {people.assistant.username, people.verifier.username}


def test_the_day_after_the_townships_leader_hears_and_on_the_third_the_bureaus(people: SimpleNamespace) -> None:
    sent = next(each for each in operations.remind(D(2021, 7, 26)) if each["township"] == TOWN)
    assert set(sent["recipients"]) == {people.assistant.username, people.chief.username}
    third = [each for each in operations.remind(D(2021, 7, 28)) if each["step"] == "T+3"]
    assert {tuple(each["recipients"]) for each in third} == {(people.leader.username,)} and len(third) == 7


def test_a_returned_report_is_reminded_of_its_reasons(people: SimpleNamespace) -> None:
    filed = file_it(nil(people.assistant), people.verifier)
    operations.return_to_township(filed, by=people.officer, version=filed.version, reason="补签字")
    operations.remind(D(2021, 7, 24))
    assert "退回" in Notice.objects.get(recipient=people.assistant, kind="reminder").body


def test_the_ladder_goes_on_into_the_next_month(people: SimpleNamespace, midsummer) -> None:
    """T+3 of September 2026 falls behind the Mid-Autumn holiday; of a late February run nothing is lost."""
    UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=THIRD)
    operations.open_period("640424", "2021-07")
    sent = operations.remind(D(2021, 8, 3))
    assert {each["month"] for each in sent} == {"2021-07"}


@pytest.mark.parametrize(
    ("rule", "shift", "due"),
    [
        ("on_25th", "none", D(2021, 7, 25)),
        ("before_25th", "none", D(2021, 7, 24)),
        ("on_25th", "previous", D(2021, 7, 23)),
        ("on_25th", "next", D(2021, 7, 26)),
    ],
)
def test_the_deadline_follows_the_settings(people: SimpleNamespace, rule: str, shift: str, due: dt.date) -> None:
    Policy.objects.create(name="deadline_rule", value=rule, effective_from=D(2021, 1, 1))
    Policy.objects.create(name="nonworking_deadline", value=shift, effective_from=D(2021, 1, 1))
    period = operations.open_period("640424", "2021-07")
    assert period.due_date == due
    assert period.deadline == dt.datetime(due.year, due.month, due.day, 16, tzinfo=dt.UTC)


def test_opening_again_changes_nothing(people: SimpleNamespace) -> None:
    assert operations.open_periods(D(2021, 7, 1)) == 1
    first = report()
    operations.open_periods(D(2021, 7, 1))
    assert report().pk == first.pk and first.period.reports.count() == 7
