"""After the deadline and after the lock: late unlocks, months loaded afterwards, corrections, the order of months."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from core.models import AuditEntry
from core.refusal import NotPermitted, Refused
from monthly_reports import operations
from monthly_reports.models import ChangeLine, LateUnlock, Report, Submission
from monthly_reports.preview import scheme_figures
from recipients.changes import HouseholdChange, MemberOut
from recipients.models import RosterEvent
from recipients.operations import apply_change
from tests.monthly_reports.months import (
    AUGUST,
    DEAD,
    OTHER,
    TOWN,
    draft,
    exported,
    file_it,
    line,
    nil,
    report,
    sheet,
)

S = Submission.State
BEFORE = dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC)
AFTER = dt.datetime(2021, 7, 28, 2, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def close(people: SimpleNamespace, clock) -> None:
    clock.move_to(AFTER)
    operations.close_period(report().period, by=people.officer)


def taken_in(people: SimpleNamespace, *rows: list) -> Submission:
    filed = file_it(draft(people.assistant, sheet(*rows)), people.verifier)
    return operations.take_in(filed, by=people.officer, version=filed.version)


def covered(officer, month: str) -> set[str]:
    return {row["id"] for row in exported(officer, month) if row["covered"] == "True"}


def test_a_period_closes_only_after_its_deadline_and_with_an_empty_desk(people: SimpleNamespace, clock) -> None:
    period = report().period
    with pytest.raises(Refused, match="截止时间"):
        operations.close_period(period, by=people.officer)
    file_it(nil(people.assistant), people.verifier)
    clock.move_to(AFTER)
    with pytest.raises(Refused, match="1 个乡镇"):
        operations.close_period(period, by=people.officer)


def test_closing_locks_what_is_taken_in(june: SimpleNamespace, clock) -> None:
    taken_in(june, line())
    close(june, clock)
    assert report().state == Report.State.LOCKED and report(OTHER).state == Report.State.OPEN


def test_a_closed_month_needs_an_approved_unlock_that_still_holds(people: SimpleNamespace, clock) -> None:
    report()
    close(people, clock)
    with pytest.raises(NotPermitted, match="逾期补报"):
        nil(people.assistant)
    asked = operations.ask_late_unlock(report(), by=people.assistant, reason="停电一周")
    with pytest.raises(Refused):
        nil(people.assistant)
    with pytest.raises(NotPermitted):
        operations.decide_late_unlock(asked, by=people.officer, approve=True, note="")
    done = operations.decide_late_unlock(asked, by=people.leader, approve=True, note="同意")
    assert done.valid_until == dt.datetime(2021, 7, 31, 15, 59, 59, 999999, tzinfo=dt.UTC)
    made = nil(people.assistant)
    clock.move_to(dt.datetime(2021, 7, 31, 16, tzinfo=dt.UTC))
    with pytest.raises(Refused):
        file_it(made, people.verifier)
    clock.move_to(dt.datetime(2021, 7, 31, 15, 59, 59, tzinfo=dt.UTC))
    filed = file_it(made, people.verifier)
    operations.take_in(filed, by=people.officer, version=filed.version)
    assert report().is_late and report().state == Report.State.LOCKED


def test_a_declined_unlock_says_why_and_opens_nothing(people: SimpleNamespace, clock) -> None:
    report()
    close(people, clock)
    asked = operations.ask_late_unlock(report(), by=people.assistant, reason="忘了")
    with pytest.raises(Refused):
        operations.decide_late_unlock(asked, by=people.leader, approve=False, note="")
    assert (
        operations.decide_late_unlock(asked, by=people.leader, approve=False, note="下月一并报").state
        == LateUnlock.State.DECLINED
    )
    with pytest.raises(Refused):
        nil(people.assistant)
    with pytest.raises(Refused):
        operations.decide_late_unlock(asked, by=people.leader, approve=True, note="")


def test_an_open_month_needs_no_unlock(people: SimpleNamespace, clock) -> None:
    with pytest.raises(Refused, match="可以直接报送"):
        operations.ask_late_unlock(report(), by=people.assistant, reason="忙")


def test_the_bureau_may_load_a_closed_month_afterwards_but_the_township_may_not(people: SimpleNamespace, clock) -> None:
    report()
    close(people, clock)
    with pytest.raises(Refused):
        operations.file_nil(report(), by=people.assistant, changes=True, deaths=True, arrears=True)
    staged = operations.file_nil(report(), by=people.officer, changes=True, deaths=True, arrears=True)
    filed = file_it(operations.check_submission(staged), people.verifier)
    assert filed.state == S.SUBMITTED and report().arrears and report().is_late
    assert AuditEntry.objects.filter(action="report.arrears", actor=people.officer.username).exists()
    with pytest.raises(Refused) as refused:
        operations.take_in(filed, by=people.officer, version=filed.version)
    assert refused.value.code == "four-eyes"


def test_taking_in_an_earlier_month_after_a_later_one_is_refused(june: SimpleNamespace, clock) -> None:
    july = file_it(draft(june.assistant, sheet(line())), june.verifier)
    clock.move_to(dt.datetime(2021, 8, 20, 2, tzinfo=dt.UTC))
    other = line(
        村="丙塬村", 户主姓名="伍国芳", 户主身份证号="640499195905246773", 姓名="赛玉", 身份证号="640499200811126432",
        死亡日期="2021-08-02", 原保障人数=4, 现保障人数=3, 原月金额=960, 现月金额=720, 执行月份="2021-09",
    )  # fmt: skip
    filed = file_it(draft(june.assistant, sheet(other, title="香水镇2021年8月增减名单"), month=AUGUST), june.verifier)
    operations.take_in(filed, by=june.officer, version=filed.version)
    with pytest.raises(Refused) as refused:
        operations.take_in(july, by=june.officer, version=july.version)
    assert refused.value.code == "later-month-in"
    assert ChangeLine.objects.get(submission=july).event_id is None


def test_taking_in_is_refused_when_the_roster_has_moved_on(june: SimpleNamespace, clock) -> None:
    filed = file_it(draft(june.assistant, sheet(line())), june.verifier)
    row = filed.lines.get()
    change = HouseholdChange(
        township_code=TOWN, scheme="rural_dibao", household=row.household, kind="remove_member", reason="更正",
        effective_month=AUGUST, leaves=(MemberOut(row.recipient),), monthly_fen=48000,
    )  # fmt: skip
    apply_change(change, by=june.officer, source_type="correction", source_id=row.pk, paper="县局更正")
    before = RosterEvent.objects.count()
    with pytest.raises(Refused) as refused:
        operations.take_in(filed, by=june.officer, version=filed.version)
    assert refused.value.code == "findings" and RosterEvent.objects.count() == before
    filed.refresh_from_db()
    assert filed.state == S.SUBMITTED


def test_only_the_bureau_takes_in(june: SimpleNamespace, clock) -> None:
    filed = file_it(draft(june.assistant, sheet(line())), june.verifier)
    for who in (june.assistant, june.verifier, june.leader):
        with pytest.raises(NotPermitted):
            operations.take_in(filed, by=who, version=filed.version)


def test_the_dead_leave_the_family_and_are_dated(june: SimpleNamespace, clock) -> None:
    done = taken_in(june, line())
    row = done.lines.get()
    row.recipient.refresh_from_db()
    assert row.recipient.death_date == dt.date(2021, 7, 18)
    assert DEAD in covered(june.officer, "2021-07") and DEAD not in {r["id"] for r in exported(june.officer, AUGUST)}
    event = RosterEvent.objects.get(pk=row.event_id)
    assert "香水镇2021年7月" in event.paper and "第 1 版" in event.paper


def test_a_withdrawn_line_gives_the_household_back(june: SimpleNamespace, clock) -> None:
    before = scheme_figures(TOWN, AUGUST)
    done = taken_in(june, line())
    close(june, clock)
    made = operations.stage_correction(
        done.lines.get(), by=june.assistant, withdraw=True, reason="人还在世，公安信息有误"
    )
    assert made.is_correction and made.state == S.DRAFT and report().state == Report.State.LOCKED
    with pytest.raises(Refused):
        operations.confirm(made, by=june.assistant, version=made.version)
    filed = file_it(made, june.verifier)
    assert DEAD not in covered(june.officer, AUGUST)
    operations.take_in(filed, by=june.officer, version=filed.version)
    assert DEAD in covered(june.officer, AUGUST) and scheme_figures(TOWN, AUGUST) == before
    assert report().state == Report.State.LOCKED and report().is_late is False


def test_a_restated_line_replaces_what_it_points_at(june: SimpleNamespace, clock) -> None:
    done = taken_in(june, line(变动原因="婚嫁", 死亡日期=None, 现月金额=500))
    assert scheme_figures(TOWN, AUGUST)["rural_dibao"].fen == 7_500_000 - 22_000
    close(june, clock)
    made = operations.stage_correction(
        done.lines.get(), by=june.assistant, changes={"new_monthly": "480"}, reason="金额录错"
    )
    assert made.state == S.DRAFT
    right = made.lines.get()
    assert right.corrects == done.lines.get() and right.fen_after == 48000
    filed = file_it(made, june.verifier)
    operations.take_in(filed, by=june.officer, version=filed.version)
    assert scheme_figures(TOWN, AUGUST)["rural_dibao"].fen == 7_500_000 - 24_000
    right.refresh_from_db()
    assert RosterEvent.objects.get(pk=right.event_id).kind == RosterEvent.Kind.CORRECTION


def test_a_line_of_a_whole_household_can_be_withdrawn_alone_only_if_what_remains_is_sound(
    june: SimpleNamespace, clock
) -> None:
    rows = [
        line(
            村="丙塬村", 户主姓名="冶芳", 户主身份证号="640498196404118659", 姓名=name, 身份证号=ident, 变动类型="整户停保",
            变动原因="自愿放弃", 死亡日期=None, 原保障人数=2, 现保障人数=0, 原月金额=480, 现月金额=0,
        )
        for name, ident in (("冶芳", "640498196404118659"), ("张杰生", "640499199307113171"))
    ]  # fmt: skip
    rows[1][6] = "640498199307113171"
    done = taken_in(june, *rows)
    close(june, clock)
    made = operations.stage_correction(
        done.lines.order_by("position")[1], by=june.assistant, withdraw=True, reason="仍应保障"
    )
    assert made.state == S.INVALID
    assert not RosterEvent.objects.filter(kind=RosterEvent.Kind.REVERSAL).exists()


def test_a_line_is_corrected_by_one_paper_at_a_time_and_not_before_it_is_in(june: SimpleNamespace, clock) -> None:
    filed = file_it(draft(june.assistant, sheet(line())), june.verifier)
    with pytest.raises(Refused) as refused:
        operations.stage_correction(filed.lines.get(), by=june.assistant, withdraw=True, reason="错")
    assert refused.value.code == "not-taken-in"
    operations.take_in(filed, by=june.officer, version=filed.version)
    row = filed.lines.get()
    operations.stage_correction(row, by=june.assistant, withdraw=True, reason="错")
    with pytest.raises(Refused) as refused:
        operations.stage_correction(row, by=june.assistant, withdraw=True, reason="错")
    assert refused.value.code == "corrected-already"
