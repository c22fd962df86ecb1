"""Filing, confirming, submitting, returning: who may, when, and what stays."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
import time_machine

from core.models import AuditEntry, Notice
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from monthly_reports import operations
from monthly_reports.models import ChangeLine, NilReport, Report, Submission
from monthly_reports.receipts import receipt
from tests.monthly_reports.months import AUGUST, JULY, OTHER, TOWN, draft, file_it, kinds, line, nil, report, sheet

S = Submission.State


@pytest.fixture(autouse=True)
def july_20th():
    with time_machine.travel(dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


def test_a_clean_list_becomes_a_draft_with_its_lines(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line()))
    assert made.state == S.DRAFT and kinds(made) == []
    row = made.lines.get()
    assert (row.person_id, row.head_id, row.kind, row.fen_after) == (
        "640498200107211135",
        "640498196708057824",
        "remove_member",
        48000,
    )
    assert row.recipient is not None and row.household is not None
    assert report().state == Report.State.DRAFT and report().changes == "missing"


def test_a_faulty_list_tells_its_cells_and_cannot_be_confirmed(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line(原保障人数=4, 身份证号="640498200107211136")))
    assert made.state == S.INVALID
    cells = {each["cell"]: each["kind"] for each in json.loads(made.findings_json)}
    assert cells["G3"] == "id-checksum" and cells["N3"] == "count-before"
    with pytest.raises(TransitionRefused):
        operations.confirm(made, by=june.verifier, version=made.version)


def test_a_newer_version_replaces_the_draft(june: SimpleNamespace) -> None:
    first = draft(june.assistant, sheet(line()))
    second = draft(june.assistant, sheet(line(死亡日期="2021-07-08")))
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (S.REPLACED, S.DRAFT, 2)


def test_nobody_confirms_what_they_filled_in(june: SimpleNamespace) -> None:
    june.chief.role = "township_assistant"  # the same person may have had both roles in turn
    june.chief.save()
    made = draft(june.chief, sheet(line()))
    june.chief.role = "township_leader"
    june.chief.save()
    with pytest.raises(Refused) as refused:
        operations.confirm(made, by=june.chief, version=made.version)
    assert refused.value.code == "four-eyes"
    assert operations.confirm(made, by=june.verifier, version=made.version).state == S.CONFIRMED


@pytest.mark.parametrize("who", ["assistant", "officer", "leader", "other_verifier"])
def test_only_the_townships_own_second_person_confirms(june: SimpleNamespace, who: str) -> None:
    made = draft(june.assistant, sheet(line()))
    with pytest.raises(Refused):
        operations.confirm(made, by=getattr(june, who), version=made.version)
    made.refresh_from_db()
    assert made.state == S.DRAFT


@pytest.mark.parametrize("who", ["verifier", "officer", "other_assistant"])
def test_only_the_townships_assistant_files(june: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotPermitted):
        operations.stage_files(report(), by=getattr(june, who), files=[("a.xlsx", sheet(line()))])
    assert not Submission.objects.exists()


def test_warnings_need_a_reason(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line(变动原因="外出打工多年未归")))
    assert kinds(made, "warning") == ["reason-unlisted"] and made.state == S.DRAFT
    with pytest.raises(Refused) as refused:
        operations.confirm(made, by=june.verifier, version=made.version, warning_reason="  ")
    assert refused.value.code == "reason-needed"
    assert (
        operations.confirm(made, by=june.verifier, version=made.version, warning_reason="属实").warning_reason == "属实"
    )


def test_a_stale_page_does_not_overwrite(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line()))
    with pytest.raises(EditConflict):
        operations.confirm(made, by=june.verifier, version=made.version - 1)


@pytest.mark.parametrize(("shift", "late"), [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize("month", ["2021-07", "2021-12", "2024-02"])
def test_late_is_decided_to_the_microsecond_at_1600z(
    people: SimpleNamespace, month: str, shift: int, late: bool
) -> None:
    edge = dt.datetime(int(month[:4]), int(month[5:]), 25, 16, tzinfo=dt.UTC)
    with time_machine.travel(edge - dt.timedelta(hours=1), tick=False):
        made = nil(people.assistant, month=month)
    assert made.report.period.deadline == edge
    file_it(made, people.verifier, now=edge + dt.timedelta(microseconds=shift))
    assert report(month=month).is_late is late


def test_late_stands_even_when_returned_and_resubmitted(people: SimpleNamespace) -> None:
    edge = dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)
    filed = file_it(nil(people.assistant), people.verifier, now=edge + dt.timedelta(hours=1))
    operations.return_to_township(filed, by=people.officer, version=filed.version, reason="请补签字")
    file_it(nil(people.assistant), people.verifier, now=edge + dt.timedelta(days=2))
    assert report().is_late


def test_a_resubmission_of_what_came_in_time_is_on_time(people: SimpleNamespace) -> None:
    edge = dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)
    filed = file_it(nil(people.assistant), people.verifier, now=edge - dt.timedelta(hours=1))
    operations.return_to_township(filed, by=people.officer, version=filed.version, reason="请补签字")
    assert report().state == Report.State.RETURNED and report().changes == "missing"
    again = file_it(nil(people.assistant), people.verifier, now=edge + dt.timedelta(days=1))
    assert again.number == 2 and not report().is_late and receipt(again).is_late is False


def test_an_early_nil_deaths_does_not_make_a_late_list_on_time(people: SimpleNamespace) -> None:
    edge = dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)
    file_it(nil(people.assistant, changes=False), people.verifier, now=edge - dt.timedelta(days=2))
    assert not report().is_late and report().changes == "missing" and report().deaths == "nil"
    file_it(nil(people.assistant, deaths=False), people.verifier, now=edge + dt.timedelta(seconds=1))
    assert report().is_late and (report().changes, report().deaths) == ("nil", "nil")


def test_the_bureau_returns_with_reasons_for_lines(june: SimpleNamespace) -> None:
    filed = file_it(draft(june.assistant, sheet(line())), june.verifier)
    row = filed.lines.get()
    with pytest.raises(Refused):
        operations.return_to_township(filed, by=june.officer, version=filed.version, reason=" ")
    back = operations.return_to_township(
        filed,
        by=june.officer,
        version=filed.version,
        reason="缺死亡证明",
        line_reasons={str(row.pk): "补火化证明", "x": "y"},
    )
    row.refresh_from_db()
    assert back.state == S.RETURNED and row.return_reason == "补火化证明"
    assert Notice.objects.filter(recipient=june.assistant, key=f"returned:{filed.pk}").count() == 1
    again = file_it(draft(june.assistant, sheet(line())), june.verifier)
    assert again.number == 2 and again.state == S.SUBMITTED


def test_a_submitted_month_takes_no_second_filing(people: SimpleNamespace) -> None:
    file_it(nil(people.assistant), people.verifier)
    with pytest.raises(Refused) as refused:
        nil(people.assistant)
    assert refused.value.code == "already-filed"


def test_a_submitted_list_can_be_completed_by_its_deaths(june: SimpleNamespace) -> None:
    ending = line(变动原因="婚嫁", 死亡日期=None)
    file_it(draft(june.assistant, sheet(ending)), june.verifier)
    assert (report().changes, report().deaths) == ("filed", "missing")
    file_it(nil(june.assistant, changes=False), june.verifier)
    assert (report().changes, report().deaths) == ("filed", "nil")
    assert Submission.objects.filter(state=S.SUBMITTED).count() == 2


def test_a_death_in_the_list_is_a_deaths_report(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line()))
    assert made.counts["obligations"] == {"changes": "filed", "deaths": "filed"} and made.counts["deaths"] == 1


@pytest.mark.parametrize(
    ("said", "kind"),
    [({"nil_deaths": True}, "nil-deaths-contradicted"), ({"nil_changes": True}, "nil-changes-contradicted")],
)
def test_a_nil_statement_beside_what_it_denies_is_an_error(june: SimpleNamespace, said: dict, kind: str) -> None:
    made = draft(june.assistant, sheet(line()), **said)
    assert made.state == S.INVALID and kind in kinds(made, "error")


def test_a_nil_report_has_its_own_signed_rows(people: SimpleNamespace) -> None:
    made = nil(people.assistant)
    rows = NilReport.objects.filter(submission=made)
    assert made.state == S.DRAFT and rows.count() == 2 and {row.signed_by for row in rows} == {people.assistant}


def test_a_death_dated_in_a_nil_month_is_told_as_a_warning(june: SimpleNamespace) -> None:
    filed = file_it(nil(june.assistant), june.verifier)
    operations.take_in(filed, by=june.officer, version=filed.version)
    with time_machine.travel(dt.datetime(2021, 8, 20, 2, tzinfo=dt.UTC), tick=False):
        august = sheet(line(执行月份="2021-09"), title="香水镇2021年8月增减变动名单")
        made = draft(june.assistant, august, month=AUGUST)
    assert made.state == S.DRAFT and "earlier-nil" in kinds(made, "warning")


def test_grid_rows_are_checked_like_a_sheet(june: SimpleNamespace) -> None:
    row = {
        "scheme": "农村低保", "head_name": "苏虎彦", "head_id": "６４０４９８１９６７０８０５７８２４", "name": "金栋彩",
        "id_number": "640498200107211135", "change_kind": "户内减员", "reason": "死亡", "death_date": "2021.7.18",
        "old_count": "3", "new_count": "2", "old_monthly": "720", "new_monthly": "500", "effective_month": "2021年8月",
    }  # fmt: skip
    made = draft(june.assistant, rows=[{}, row])
    told = json.loads(made.findings_json)
    assert made.state == S.DRAFT and [(each["kind"], each["cell"]) for each in told] == [
        ("amount-rate", "2:new_monthly")
    ]


def test_an_unknown_file_is_told_in_a_sentence(people: SimpleNamespace) -> None:
    made = draft(people.assistant, b"PK\x03\x04broken")
    assert made.state == S.UNREADABLE and made.message.endswith("。")


def test_checking_again_changes_nothing_once_confirmed(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line()))
    confirmed = operations.confirm(made, by=june.verifier, version=made.version)
    again = operations.check_submission(confirmed)
    assert again.state == S.CONFIRMED and again.version == confirmed.version and ChangeLine.objects.count() == 1


def test_every_step_is_in_the_audit_chain(june: SimpleNamespace) -> None:
    filed = file_it(draft(june.assistant, sheet(line())), june.verifier)
    operations.take_in(filed, by=june.officer, version=filed.version)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {
        "period.open",
        "report.stage",
        "report.check",
        "report.confirm",
        "report.submit",
        "report.take_in",
    } <= actions
    assert not any("640498200107211135" in canon for canon in AuditEntry.objects.values_list("canon", flat=True))


def test_another_months_title_or_township_is_a_warning(june: SimpleNamespace) -> None:
    made = draft(june.assistant, sheet(line(), title="新民乡2021年6月增减变动名单"))
    assert set(kinds(made, "warning")) >= {"title-month", "title-unit"}


def test_a_future_month_cannot_be_opened(people: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        operations.report_of(TOWN, "2021-08")
    assert operations.report_of(OTHER, JULY).state == Report.State.OPEN
