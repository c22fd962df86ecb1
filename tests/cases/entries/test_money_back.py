"""Money that is due back: recovered, in instalments or given up by a leader, and never talked away."""

import pytest

from cases.operations import entries as op
from core.models import AuditEntry
from core.refusal import NotPermitted, Refused
from tests.cases.entries.people import Cast, ask, fresh, plan, with_evidence, working

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_money_comes_back_in_instalments_or_is_given_up_by_a_leader(cast):
    entry = with_evidence(cast, due_back_fen=50000)
    with pytest.raises(Refused, match="应追回"):
        ask(entry, cast.assistant)
    entry = op.report_progress(
        entry, by=cast.assistant, version=entry.version, progress="正在追", irrecoverable_note="本人去世，无遗产。"
    )
    with pytest.raises(Refused, match="应追回"):
        ask(entry, cast.assistant)
    entry = op.approve_irrecoverable(entry, by=cast.leader, version=entry.version)
    assert ask(entry, cast.assistant).state == "asked"


@pytest.mark.parametrize("given", [{"recovered_fen": 50000}, {"instalments": "分五个月，每月 100 元。"}])
def test_money_recovered_or_in_instalments_is_enough(cast, given):
    entry = with_evidence(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="已追回", **given)
    assert ask(entry, cast.assistant)


def test_a_note_that_changes_needs_the_leader_anew(cast):
    entry = with_evidence(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", irrecoverable_note="甲")
    entry = op.approve_irrecoverable(entry, by=cast.leader, version=entry.version)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", irrecoverable_note="乙")
    assert entry.irrecoverable_approved_by is None


def test_what_was_given_up_was_no_more_than_was_due_then(cast):
    entry = with_evidence(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", irrecoverable_note="甲")
    entry = op.approve_irrecoverable(entry, by=cast.leader, version=entry.version)
    entry = op.plan_entry(
        entry, by=cast.officer, version=entry.version, plan=plan(due_on=entry.due_on, due_back_fen=900000)
    )
    assert entry.irrecoverable_approved_by is None
    with pytest.raises(Refused, match="应追回"):
        ask(entry, cast.assistant)


def test_whoever_is_responsible_does_not_give_the_money_up(cast):
    entry = with_evidence(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", irrecoverable_note="甲")
    type(entry).objects.filter(pk=entry.pk).update(person_name=cast.leader.display_name)
    with pytest.raises(NotPermitted, match="责任人"):
        op.approve_irrecoverable(fresh(entry), by=cast.leader, version=entry.version)


def test_a_word_is_no_plan_of_instalments(cast):
    entry = with_evidence(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", instalments="分期")
    with pytest.raises(Refused, match="应追回"):
        ask(entry, cast.assistant)


def test_the_township_does_not_lower_what_is_to_be_recovered(cast):
    entry = working(cast, due_back_fen=50000)
    with pytest.raises(NotPermitted):
        op.plan_entry(entry, by=cast.assistant, version=entry.version, plan=plan(due_on=entry.due_on, due_back_fen=0))
    entry = op.plan_entry(entry, by=cast.officer, version=entry.version, plan=plan(due_on=entry.due_on, due_back_fen=0))
    assert entry.due_back_fen == 0
    assert "应追回由 500.00 元改为 0.00 元" in entry.events.order_by("at").last().text
    told = AuditEntry.objects.filter(action="entry.plan").order_by("number").last()
    assert '"due_back":0' in told.canon and '"due_back_before":50000' in told.canon


def test_no_more_comes_back_than_is_due(cast):
    entry = with_evidence(cast, due_back_fen=93000)
    with pytest.raises(Refused, match=r"不能多于应追回的 930\.00 元"):
        op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", recovered_fen=9300000)
    assert fresh(entry).recovered_fen == 0


def test_a_slip_in_the_money_is_mended_by_the_bureau_and_told(cast):
    entry = with_evidence(cast, due_back_fen=93000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", recovered_fen=90000)
    with pytest.raises(Refused, match="联系社会救助股"):
        op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", recovered_fen=9000)
    entry = op.report_progress(entry, by=cast.officer, version=entry.version, progress="少写一位", recovered_fen=9000)
    assert entry.recovered_fen == 9000
    assert "已追回由 900.00 元改为 90.00 元" in entry.events.order_by("at").last().text
    told = AuditEntry.objects.filter(action="entry.work").order_by("number").last()
    assert '"recovered":9000' in told.canon and '"recovered_before":90000' in told.canon


def test_the_checker_is_told_where_money_is_at_stake_and_none_is_due_back(cast):
    kinds = [warning["kind"] for warning in ask(with_evidence(cast, amount_fen=93000), cast.assistant).warnings]
    assert kinds == ["nothing_due"]
