"""A summary's way: drafted, handed over, confirmed by another, filed; and what is refused on it."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cases.models import Petition, WorkSummary
from cases.operations import summaries as op
from cases.rules.summaries.figures import render
from cases.summaries import flow
from cases.summaries.facts import facts_of
from cases.summaries.receipt import content_digest, receipt
from core.audit import canonical
from core.models import AuditEntry, Notice
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from monthly_reports import operations as reports
from tests.cases.entries.people import listed, plan
from tests.cases.entries.people import op as entries
from tests.cases.summaries.conftest import MONTH, OTHER, TOWN, drafted, filed, handed

S = WorkSummary.State


def test_drafting_twice_gives_the_same_summary(people) -> None:
    first = drafted(people.assistant)
    assert drafted(people.assistant).pk == first.pk and first.state == S.DRAFT
    assert first.facts["report"] == "尚未报送" and "【收到信访】" in first.text


def test_no_month_to_come_and_no_other_township(people) -> None:
    with pytest.raises(Refused, match="还没有开始"):
        drafted(people.assistant, "2021-08")
    with pytest.raises(NotPermitted):
        op.draft_summary(OTHER, MONTH, by=people.assistant)
    with pytest.raises(ValidationError):
        drafted(people.assistant, "2021-13")
    assert not WorkSummary.objects.exists()


def test_a_second_person_files_it_and_gets_a_receipt_that_proves_it(people) -> None:
    made = filed(people.assistant, people.verifier)
    told = receipt(made)
    entry = AuditEntry.objects.get(action="summary.submit", subject_id=str(made.pk))
    assert (made.state, made.is_late) == (S.SUBMITTED, False)
    assert (told.sha256, told.audit_number, told.audit_hash) == (content_digest(made), entry.number, entry.hash)
    assert made.sha256 in entry.canon and "马" not in entry.canon
    made.text += "改"
    assert content_digest(made) != made.sha256


def test_who_filled_it_in_cannot_file_it_and_nothing_goes_unseen(people) -> None:
    made = handed(people.assistant)
    with pytest.raises(NotPermitted):
        op.submit_summary(made, by=people.assistant, version=made.version)
    WorkSummary.objects.filter(pk=made.pk).update(filled_by=people.verifier)
    with pytest.raises(NotPermitted, match="填报人不能确认"):
        op.submit_summary(made, by=people.verifier, version=made.version)
    draft = drafted(people.other)
    with pytest.raises(Refused, match="还没有送核"):
        op.submit_summary(draft, by=people.other_verifier, version=draft.version)


def test_an_edit_takes_the_hand_over_back(people) -> None:
    made = handed(people.assistant)
    made = op.edit_summary(made, by=people.assistant, version=made.version, text=made.text + "\n再走访一遍。")
    assert made.handed_at is None


def test_figures_that_changed_stop_the_filing_until_they_are_seen(people) -> None:
    made = handed(people.assistant)
    listed(township=TOWN, found_on=dt.date(2021, 7, 3))
    assert op.stale(made) == [("新立问题", "0", "1"), ("在办问题", "0", "1")]
    with pytest.raises(Refused, match="新立问题、在办问题") as refusal:
        op.submit_summary(made, by=people.verifier, version=made.version)
    assert refusal.value.code == "facts-changed"
    made = op.refresh_facts(made, by=people.verifier, version=made.version)
    made = op.submit_summary(made, by=people.verifier, version=made.version)
    assert "新立账问题1条" in render(made.text, made.facts)


def test_an_unknown_reference_and_too_few_words_are_refused(people) -> None:
    made = drafted(people.assistant)
    with pytest.raises(Refused, match="【上访数】"):
        op.edit_summary(made, by=people.assistant, version=made.version, text=made.text + "【上访数】")
    with pytest.raises(Refused, match="字"):
        op.edit_summary(made, by=people.assistant, version=made.version, text="无。")
    with pytest.raises(EditConflict):
        op.edit_summary(made, by=people.assistant, version=made.version + 1, text=made.text)


def test_the_second_person_may_give_it_back_with_the_reason(people) -> None:
    made = handed(people.assistant)
    with pytest.raises(Refused):
        op.give_back(made, by=people.verifier, version=made.version, reason="  ")
    made = op.give_back(made, by=people.verifier, version=made.version, reason="补写下步打算")
    assert (made.state, made.handed_at, made.return_reason) == (S.DRAFT, None, "补写下步打算")
    assert Notice.objects.filter(recipient=people.assistant, kind="summary").count() == 1


def test_returned_and_filed_anew_it_is_late_only_if_the_first_filing_was(people, clock) -> None:
    made = filed(people.assistant, people.verifier)
    made = op.return_summary(made, by=people.office, version=made.version, reason="台账不全")
    assert made.state == S.RETURNED and Notice.objects.filter(kind="summary").count() == 2
    clock.move_to(dt.datetime(2021, 7, 27, 2, tzinfo=dt.UTC))
    made = op.hand_over(made, by=people.assistant, version=made.version)
    made = op.submit_summary(made, by=people.chief, version=made.version)
    assert (made.is_late, made.state, made.return_reason) == (False, S.SUBMITTED, "")
    assert made.first_submitted_at < made.submitted_at
    assert filed(people.other, people.other_verifier).is_late


def test_the_last_moment_of_the_25th_is_in_time(people, clock) -> None:
    made = handed(people.assistant)
    clock.move_to(dt.datetime(2021, 7, 25, 16, 0, tzinfo=dt.UTC))
    assert not op.submit_summary(made, by=people.verifier, version=made.version).is_late
    clock.move_to(dt.datetime(2021, 7, 25, 16, 0, 1, tzinfo=dt.UTC))
    other = handed(people.other)
    assert op.submit_summary(other, by=people.other_verifier, version=other.version).is_late


def test_every_state_takes_exactly_the_steps_of_the_table(people) -> None:
    made = handed(people.assistant)
    take = {
        "edit": lambda: op.edit_summary(made, by=people.assistant, version=made.version, text=made.text),
        "refresh": lambda: op.refresh_facts(made, by=people.assistant, version=made.version),
        "hand_over": lambda: op.hand_over(made, by=people.assistant, version=made.version),
        "give_back": lambda: op.give_back(made, by=people.verifier, version=made.version, reason="重写"),
        "submit": lambda: op.submit_summary(made, by=people.verifier, version=made.version),
        "return": lambda: op.return_summary(made, by=people.office, version=made.version, reason="重写"),
    }
    assert set(take) | {"combine"} == set(flow.STEPS)
    for state, step in product(S, take):
        WorkSummary.objects.filter(pk=made.pk).update(
            state=state, handed_at=made.handed_at, version=made.version, submitted_by=None
        )
        if state in flow.STEPS[step][0]:
            assert take[step]().state == (flow.STEPS[step][1] or state)
        else:
            with pytest.raises(TransitionRefused):
                take[step]()


def test_the_annex_holds_the_marked_problems_as_they_were_filed(people) -> None:
    entry = listed(township=TOWN, level="typical", found_on=dt.date(2021, 7, 3))
    listed(township=TOWN, level="ordinary", found_on=dt.date(2021, 7, 3))
    listed(township=OTHER, level="prominent", found_on=dt.date(2021, 7, 3))
    hidden = listed(township=TOWN, level="typical", found_on=dt.date(2021, 7, 3))
    type(hidden).objects.filter(pk=hidden.pk).update(is_restricted=True)
    made = filed(people.assistant, people.verifier)
    assert len(made.annex) == 1 and made.annex[0][:4] == [1, "关系保", entry.description, "香水镇"]
    assert made.facts["typical"] == 1 and made.facts["entries_in"] == 2
    before = canonical(made.annex)
    entries.plan_entry(entry, by=people.assistant, version=entry.version, plan=plan())
    made.refresh_from_db()
    assert canonical(made.annex) == before and content_digest(made) == made.sha256


def test_a_returned_report_is_not_told_as_in_time(people) -> None:
    report = reports.report_of(TOWN, MONTH)
    type(report).objects.filter(pk=report.pk).update(
        state="returned", first_submitted_at=dt.datetime(2021, 7, 10, tzinfo=dt.UTC)
    )
    assert drafted(people.assistant).facts["report"] == "已退回待重报"
    type(report).objects.filter(pk=report.pk).update(state="submitted", changes="nil")
    assert facts_of(TOWN[:9], MONTH, dt.date(2021, 7, 20))["report"] == "未报齐"
    type(report).objects.filter(pk=report.pk).update(deaths="nil")
    assert facts_of(TOWN[:9], MONTH, dt.date(2021, 7, 20))["report"] == "按时报送"


def test_sealed_and_restricted_matters_are_in_no_figure(people) -> None:
    entry = listed(township=TOWN, found_on=dt.date(2021, 7, 3))
    type(entry).objects.filter(pk=entry.pk).update(is_restricted=True)
    now = dt.datetime(2021, 7, 5, 2, tzinfo=dt.UTC)
    for number, told in enumerate([{"is_sealed": True}, {"is_restricted": True}, {}], 1):
        Petition.objects.create(
            division_code=TOWN, number=f"XF2021-{number:04d}", channel="letter", kind="demand", received_at=now,
            registered_at=now, **told,
        )  # fmt: skip
    facts = facts_of("640424", MONTH, dt.date(2021, 7, 20))
    assert (facts["petitions_in"], facts["entries_in"], facts["entries_open"]) == (1, 0, 0)


def test_the_diagram_is_fresh() -> None:
    page = Path(__file__).parents[3] / "docs" / "summary-states.md"
    assert page.read_text(encoding="utf-8") == flow.diagram()
