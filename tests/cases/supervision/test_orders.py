"""Orders: drafted by an officer or the clock, issued by a leader who did not draft them, answered, judged."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.models import RectificationEntry, SupervisionOrder
from cases.operations import entries as entry_op
from cases.operations import supervision as op
from cases.operations.supervision.reminding import remind_supervision
from core import months
from core.models import Notice
from core.permissions import Role
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.entries.people import working
from tests.cases.supervision.people import TOWN, County
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
S = SupervisionOrder.State
DAY = dt.timedelta(days=1)


@pytest.fixture
def county() -> County:
    return County()


def text(**given: Any) -> op.OrderText:
    return op.OrderText(**{"kind": "order", "subject": "关于低保动态管理的督办", "text": "请限期整改。"} | given)


def drafted(county: County, **given: Any) -> SupervisionOrder:
    return op.draft_order(TOWN, text(), by=county.officer, **given)


def issued(county: County, **given: Any) -> SupervisionOrder:
    order = drafted(county)
    return op.issue_order(order, by=county.leader, version=order.version, **given)


def test_an_order_is_drafted_issued_answered_and_judged(county):
    order = issued(county)
    assert order.number == f"泾民督〔{months.today().year}〕1号" and order.answer_by > months.today()
    order = op.answer_order(order, by=county.assistant, version=order.version, answer="已整改完毕。")
    order = op.close_order(order, by=county.officer, version=order.version, effect="已见成效。")
    assert (order.state, order.issued_by, order.answered_by) == (S.CLOSED, county.leader, county.assistant)


def test_nobody_issues_their_own_order(county):
    order = drafted(county)
    SupervisionOrder.objects.filter(pk=order.pk).update(drafted_by=county.leader)
    with pytest.raises(NotPermitted, match="自己起草"):
        op.issue_order(order, by=county.leader, version=order.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionOrder.objects.filter(pk=order.pk).update(issued_by=county.leader)
    assert SupervisionOrder.objects.get().state == S.DRAFTED


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BUREAU_LEADER}))
def test_only_a_leader_issues(county, role):
    order = drafted(county)
    with pytest.raises(NotPermitted):
        op.issue_order(order, by=UserFactory(role=role), version=order.version)


def overdue(county: County) -> RectificationEntry:
    entry = working(county)
    late = months.today() - 31 * DAY
    RectificationEntry.objects.filter(pk=entry.pk).update(due_on=late)
    entry_op.draft_overdue(months.today())
    return entry


def test_what_the_clock_drafted_waits_for_a_leader(county):
    overdue(county)
    rows = SupervisionOrder.objects.all()
    assert {row.kind for row in rows} == {"order", "talk", "circular"} and not rows.exclude(state=S.DRAFTED).exists()
    order = rows.first()
    assert op.issue_order(order, by=county.leader, version=order.version).drafted_by is None


def test_a_leader_who_edits_would_be_its_drafter_and_cannot(county):
    overdue(county)
    order = SupervisionOrder.objects.first()
    with pytest.raises(NotPermitted):
        op.edit_order(order, text(), by=county.leader, version=order.version)


def test_a_township_sees_what_was_issued_never_a_draft(county):
    order = drafted(county)
    assert not SupervisionOrder.objects.visible_to(county.assistant).exists()
    op.issue_order(order, by=county.leader, version=order.version)
    assert SupervisionOrder.objects.visible_to(county.assistant).get() == order
    elsewhere = UserFactory(township=TOWNSHIPS[1])
    assert not SupervisionOrder.objects.visible_to(elsewhere).exists()


def test_the_township_is_told_and_another_is_not(county):
    elsewhere = UserFactory(township=TOWNSHIPS[1])
    issued(county)
    told = set(Notice.objects.filter(key__startswith="order:").values_list("recipient", flat=True))
    assert told == {county.assistant.pk, county.town_leader.pk} and elsewhere.pk not in told


def test_another_township_does_not_answer(county):
    order = issued(county)
    with pytest.raises(NotPermitted):
        op.answer_order(order, by=UserFactory(township=TOWNSHIPS[1]), version=order.version, answer="代答。")


def test_an_order_about_a_referred_entry_is_neither_drafted_nor_issued(county):
    entry = working(county)
    order = drafted(county, entry=entry)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    with pytest.raises(Refused):
        op.issue_order(order, by=county.leader, version=order.version)
    with pytest.raises(Refused):
        op.draft_order(TOWN, text(), by=county.officer, entry=RectificationEntry.objects.get())
    assert not SupervisionOrder.objects.visible_to(county.office).exists()


def test_an_order_goes_to_the_township_of_its_entry(county):
    DivisionFactory(code=TOWNSHIPS[1])
    with pytest.raises(Refused):
        op.draft_order(TOWNSHIPS[1], text(), by=county.officer, entry=working(county))


@pytest.mark.parametrize("step", ["answer", "close", "issue-again", "drop", "edit"])
def test_steps_out_of_turn_are_refused(county, step):
    order = drafted(county) if step in ("answer", "close") else issued(county)
    version = order.version
    steps = {
        "answer": lambda: op.answer_order(order, by=county.assistant, version=version, answer="好。"),
        "close": lambda: op.close_order(order, by=county.officer, version=version, effect="好。"),
        "issue-again": lambda: op.issue_order(order, by=county.second_leader, version=version),
        "drop": lambda: op.drop_order(order, by=county.leader, version=version, reason="算了。"),
        "edit": lambda: op.edit_order(order, text(), by=county.officer, version=version),
    }
    with pytest.raises(TransitionRefused):
        steps[step]()


def test_not_issuing_has_its_reason(county):
    order = drafted(county)
    with pytest.raises(Refused):
        op.drop_order(order, by=county.leader, version=order.version, reason=" ")
    order = op.drop_order(order, by=county.leader, version=order.version, reason="已当面约谈。")
    assert (order.state, order.effect, order.number) == (S.DROPPED, "不签发：已当面约谈。", "")


def test_the_second_of_two_editors_loses(county):
    order = drafted(county)
    op.edit_order(order, text(subject="一"), by=county.officer, version=order.version)
    with pytest.raises(EditConflict):
        op.edit_order(order, text(subject="二"), by=county.second_officer, version=order.version)


def test_an_answer_is_not_due_before_today(county):
    with pytest.raises(Refused):
        issued(county, answer_by=months.today() - DAY)


def test_reminders_go_out_once_before_and_once_after_the_day(county):
    order = issued(county, answer_by=months.today() + 2 * DAY)
    first = remind_supervision(months.today())
    assert [entry["matter"] for entry in first] == ["order-soon"] and remind_supervision(months.today()) == []
    late = remind_supervision(order.answer_by + DAY)
    assert [entry["matter"] for entry in late] == ["order-late"]
