"""Amber from T−7, red from T+1; papers drafted at T+1, T+15, T+30, once, and issued by nobody."""

import datetime as dt

import pytest

from cases.duties.entries import duties
from cases.models import RectificationEntry, SupervisionOrder
from cases.operations import entries as op
from cases.operations.supervision import issue_order
from cases.rules.entries.overdue import standing, steps_due
from core import months
from core.questions import told
from core.refusal import Refused
from tests.cases.entries.people import Cast, asked, working

DUE = dt.date(2021, 8, 31)


@pytest.mark.parametrize(("days", "told"), [(-8, ""), (-7, "amber"), (0, "amber"), (1, "red"), (400, "red")])
def test_amber_and_red(days, told):
    assert standing(DUE, DUE + dt.timedelta(days=days)) == told
    assert standing(None, DUE) == ""


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (0, []),
        (1, ["order"]),
        (14, ["order"]),
        (15, ["order", "talk"]),
        (29, ["order", "talk"]),
        (30, ["order", "talk", "circular"]),
    ],
)
def test_the_ladder(days, due):
    assert steps_due(DUE, DUE + dt.timedelta(days=days)) == due


def kinds() -> list[str]:
    return sorted(SupervisionOrder.objects.values_list("kind", flat=True))


@pytest.mark.django_db
def test_the_clock_drafts_once_and_issues_nothing():
    entry = working(Cast())
    day = entry.deadline
    assert op.draft_overdue(day) == 0
    assert [op.draft_overdue(day + dt.timedelta(days=n)) for n in (1, 1, 15, 30, 31)] == [1, 0, 1, 1, 0]
    assert kinds() == ["circular", "order", "talk"]
    orders = SupervisionOrder.objects.filter(entry=entry, state="drafted", issued_by=None, number="")
    assert {order.key for order in orders} == {f"overdue:{entry.pk}:{kind}" for kind in kinds()}


@pytest.mark.django_db
def test_an_extension_moves_the_ladder():
    cast = Cast()
    entry = working(cast)
    until = entry.due_on + dt.timedelta(days=10)
    entry = op.ask_extension(entry, by=cast.assistant, version=entry.version, until=until, reason="外出务工未返乡。")
    entry = op.extend(entry, by=cast.leader, version=entry.version)
    assert op.draft_overdue(entry.due_on + dt.timedelta(days=5)) == 0
    assert op.draft_overdue(until + dt.timedelta(days=1)) == 1


@pytest.mark.django_db
def test_more_time_withdraws_what_was_drafted_and_a_second_delay_drafts_anew():
    cast = Cast()
    entry = working(cast)
    first, until = entry.due_on, months.today() + dt.timedelta(days=20)
    RectificationEntry.objects.filter(pk=entry.pk).update(due_on=months.today() - dt.timedelta(days=2))
    entry = RectificationEntry.objects.get(pk=entry.pk)
    assert op.draft_overdue(months.today()) == 1 and first
    entry = op.ask_extension(entry, by=cast.assistant, version=entry.version, until=until, reason="外出务工未返乡。")
    entry = op.extend(entry, by=cast.leader, version=entry.version)
    old = SupervisionOrder.objects.get()
    with pytest.raises(Refused, match="已延期至"):
        issue_order(old, by=cast.leader, version=old.version)
    assert op.draft_overdue(months.today()) == 0
    old.refresh_from_db()
    assert old.state == "dropped" and "已延期至" in old.effect and old.number == ""
    assert op.draft_overdue(until + dt.timedelta(days=1)) == 1
    assert sorted(SupervisionOrder.objects.values_list("state", flat=True)) == ["drafted", "dropped"]


@pytest.mark.django_db
def test_what_is_over_leaves_no_draft_but_one_that_somebody_has_written_on():
    cast = Cast()
    entry = working(cast)
    late = entry.deadline + dt.timedelta(days=15)
    assert op.draft_overdue(late) == 2
    written = SupervisionOrder.objects.get(kind="talk")
    SupervisionOrder.objects.filter(pk=written.pk).update(drafted_by=cast.officer)
    RectificationEntry.objects.filter(pk=entry.pk).update(state="closed")
    assert op.draft_overdue(late) == 0
    assert dict(SupervisionOrder.objects.values_list("kind", "state")) == {"order": "dropped", "talk": "drafted"}
    with pytest.raises(Refused, match="已销号"):
        issue_order(written, by=cast.leader, version=written.version)


@pytest.mark.django_db
def test_what_waits_for_the_bureau_or_was_referred_drafts_nothing():
    cast = Cast()
    waiting = asked(cast)
    referred = working(cast)
    RectificationEntry.objects.filter(pk=referred.pk).update(is_restricted=True)
    assert op.draft_overdue(waiting.deadline + dt.timedelta(days=40)) == 0


@pytest.mark.django_db
def test_the_duty_says_since_when_the_oldest_is_overdue():
    cast = Cast()
    for days in (3, 9):
        late = working(cast)
        RectificationEntry.objects.filter(pk=late.pk).update(due_on=months.today() - dt.timedelta(days=days))
    due = {duty.title: duty.due for duty in told(duties(cast.assistant))}["2 条整改事项已逾期"]
    assert due == dt.datetime.combine(months.today() - dt.timedelta(days=8), dt.time(), tzinfo=months.SHANGHAI)
