"""The board at a glance in a fixed number of queries; duties that only doing clears; the doors of the worker."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Division
from core.permissions import Role
from core.questions import told
from monthly_reports import operations, tasks
from monthly_reports.board import board
from monthly_reports.duties import duties
from monthly_reports.models import Period, Submission
from monthly_reports.operations.steps import recheck
from monthly_reports.preview import preview
from tests.core.factories import UserFactory
from tests.monthly_reports.months import JULY, OTHER, THIRD, TOWN, draft, file_it, line, nil, report, sheet

S = Submission.State


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def words(township: str, **more) -> list[str]:
    row = next(row for row in board("640424", JULY, 3, **more) if row.code == township)
    return [cell.verdict for cell in row.cells]


def test_the_board_tells_each_township_in_one_word(people: SimpleNamespace, clock) -> None:
    third = UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=THIRD)
    third_verifier = UserFactory(role=Role.TOWNSHIP_VERIFIER, township=THIRD)
    assert words(TOWN) == ["none", "none", "none"]
    file_it(nil(people.assistant), people.verifier)
    filed = file_it(nil(people.other_assistant), people.other_verifier)
    operations.return_to_township(filed, by=people.officer, version=filed.version, reason="补签字")
    assert words(TOWN) == ["none", "none", "on_time"]
    assert (words(OTHER)[2], words(THIRD)[2]) == ("returned", "pending")
    clock.move_to(dt.datetime(2021, 7, 26, 2, tzinfo=dt.UTC))
    assert words(THIRD)[2] == "missing"
    file_it(nil(third), third_verifier)
    assert words(THIRD)[2] == "late"


def test_half_a_report_is_not_on_time(people: SimpleNamespace, clock) -> None:
    file_it(nil(people.assistant, deaths=False), people.verifier)
    assert words(TOWN)[2] == "pending"
    clock.move_to(dt.datetime(2021, 7, 26, 2, tzinfo=dt.UTC))
    assert words(TOWN)[2] == "missing"


def test_the_board_is_scoped_and_costs_the_same_whatever_its_size(people: SimpleNamespace) -> None:
    operations.open_period("640424", "2021-06")
    with CaptureQueriesContext(connection) as small:
        assert len(board("640424", JULY)) == 7
    for number in range(20):
        Division.objects.create(
            code=f"6404243{number:02d}000", name=f"乡{number}", level="township", parent_id="640424000000"
        )
    for month in ("2021-03", "2021-04", "2021-05", JULY):
        operations.open_period("640424", month)
    file_it(nil(people.assistant), people.verifier)
    with CaptureQueriesContext(connection) as large:
        assert len(board("640424", JULY)) == 27
    assert len(small) == len(large) <= 3
    assert [row.code for row in board(TOWN[:9], JULY)] == [TOWN]


def titles(user) -> list[str]:
    return [duty.title for duty in told(duties(user))]


def test_duties_follow_the_work(june: SimpleNamespace, clock) -> None:
    report()
    assert titles(june.assistant) == ["填报2021年7月月报"] and titles(june.verifier) == []
    made = draft(june.assistant, sheet(line()))
    assert titles(june.verifier) == [] and titles(june.assistant) == ["填报2021年7月月报"]
    made = operations.hand_over(made, by=june.assistant, version=made.version, warning_reason="已入户核实")
    assert titles(june.verifier) == ["核查确认2021年7月月报"] and titles(june.assistant) == ["2021年7月月报等待核查"]
    assert [duty.kind for duty in told(duties(june.assistant))] == ["waiting"]
    made = operations.send_back_draft(made, by=june.verifier, version=made.version, reason="补证明")
    assert titles(june.verifier) == [] and titles(june.assistant) == ["2021年7月月报被退回，请修改重报"]
    made = draft(june.assistant, sheet(line()))
    filed = file_it(made, june.verifier)
    assert titles(june.assistant) == [] and titles(june.verifier) == []
    assert titles(june.officer) == ["接收香水镇2021年7月月报"] and titles(june.other_assistant) == ["填报2021年7月月报"]
    operations.return_to_township(filed, by=june.officer, version=filed.version, reason="补证明")
    assert titles(june.assistant) == ["2021年7月月报被退回，请修改重报"] and titles(june.officer) == []


def test_duties_of_the_overdue_and_of_the_leader(people: SimpleNamespace, clock) -> None:
    report()
    file_it(nil(people.other_assistant), people.other_verifier)
    clock.move_to(dt.datetime(2021, 7, 27, 2, tzinfo=dt.UTC))
    assert titles(people.leader) == ["2021年7月月报有 6 个乡镇逾期未报齐"]
    assert titles(people.chief) == ["2021年7月月报已逾期"]
    filed = Submission.objects.get(state=S.SUBMITTED)
    operations.take_in(filed, by=people.officer, version=filed.version)
    operations.close_period(report().period, by=people.officer)
    asked = operations.ask_late_unlock(report(), by=people.assistant, reason="停电")
    assert titles(people.leader) == ["批示香水镇补报2021年7月月报的申请"]
    operations.decide_late_unlock(asked, by=people.leader, approve=True, note="")
    assert titles(people.leader) == []


def test_nobody_without_case_data_has_duties(people: SimpleNamespace) -> None:
    report()
    assert titles(UserFactory(role=Role.SYSTEM_ADMIN)) == [] == titles(UserFactory(role=Role.LEADERSHIP))


def test_tasks_are_doors_that_may_open_twice(june: SimpleNamespace) -> None:
    tasks.open_periods()
    tasks.open_periods()
    assert Period.objects.count() == 1
    staged = operations.stage_files(report(), by=june.assistant, files=[("a.xlsx", sheet(line()))])
    tasks.check_due_submissions()
    staged.refresh_from_db()
    version = staged.version
    assert staged.state == S.DRAFT
    tasks.check_submission(str(staged.pk))
    tasks.check_submission("017ac1a4-2d00-7387-af8f-e24a8e4126c2")
    tasks.send_reminders()
    tasks.send_reminders()
    staged.refresh_from_db()
    assert staged.version == version


def test_the_preview_says_what_the_roster_will_become(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line(), line(2, 户主姓名="赛国", 户主身份证号="640498197709130637", 村="丙塬村",
        姓名="新生儿", 身份证号="640499202101156492", 与户主关系="女", 变动类型="户内增员", 变动原因="出生", 死亡日期=None,
        新类别="B", 原保障人数=2, 现保障人数=3, 原月金额=620, 现月金额=930)))  # fmt: skip
    seen = preview(recheck(made), TOWN)
    before, after = seen.before["2021-08"]["rural_dibao"], seen.after["2021-08"]["rural_dibao"]
    assert (before.households, before.covered, before.fen) == (120, 267, 7_500_000)
    assert (after.households, after.covered, after.fen) == (120, 267, 7_500_000 + 31_000 - 24_000)
    assert (seen.came, seen.went, len(seen.rows)) == (1, 1, 2)
    assert made.state == S.DRAFT
