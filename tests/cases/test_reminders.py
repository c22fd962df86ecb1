"""`send_reminders` covers every clock of cases, each notice once however often it runs, and no day without the clock loses one."""

import datetime as dt
import io
import json
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from cases import tasks
from cases.models import Campaign, CloseOut, FollowUp, PetitionCluster, RectificationEntry, SupervisionOrder
from cases.operations import campaign as matrix
from cases.operations import entries as op
from cases.operations import petitions, supervision
from cases.operations.entries.reminding import remind_entries
from cases.operations.entries.waiting import remind_waiting
from cases.operations.repeats import Matter, change_cluster, link
from cases.operations.repeats.reminding import remind_matters
from cases.operations.voice import ask_consultation
from core import months, reminders
from core.models import Notice
from core.permissions import Role
from jingyuan_rectify.celery import app
from monthly_reports import operations as reports
from tests.cases.entries.people import Cast, asked, checked, listed, working
from tests.cases.petitions.telling import given
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def clock():
    """The 1st of July 2021, ten in the morning in Shanghai."""
    with time_machine.travel(dt.datetime(2021, 7, 1, 2, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(clock) -> Cast:
    return Cast()


def command(on: dt.date) -> dict[str, Any]:
    out = io.StringIO()
    call_command("send_reminders", "--on", on.isoformat(), stdout=out)
    return json.loads(out.getvalue())["others"]


def test_every_clock_of_cases_rings_once(cast: Cast, clock) -> None:
    """One of each kind is due on one day: petition, entry, close-out, paper, order, work, look-back, summary."""
    reports.open_period("640424", "2021-07")
    clerk = UserFactory(role=Role.PETITION_OFFICER)
    office = UserFactory(role=Role.BUREAU_OFFICE)
    petitions.register(given(), by=clerk)
    due = working(cast, due_on=D(2021, 7, 25))
    asked(cast, seed=2)
    order = supervision.draft_order(
        cast.township, supervision.OrderText("order", "督办", "请答复。", D(2021, 7, 26)), by=cast.officer
    )
    supervision.issue_order(order, by=cast.leader, version=order.version)
    supervision.draft_order(cast.township, supervision.OrderText("order", "督办", "请答复。"), by=cast.officer)
    matrix.load_campaigns()
    line = matrix.Line(cast.township, "policy", "摸排", "香水镇", D(2021, 7, 26), person=cast.assistant)
    matrix.assign(Campaign.objects.get(), line, by=office)
    old = listed(township=cast.township)
    RectificationEntry.objects.filter(pk=old.pk).update(
        state="closed", closed_at=dt.datetime(2021, 1, 20, tzinfo=dt.UTC)
    )
    FollowUp.objects.create(
        division_code=old.division_code, entry=old, window_from=D(2021, 4, 20), window_to=D(2021, 7, 30)
    )
    day = D(2021, 7, 24)
    clock.move_to(dt.datetime(2021, 7, 24, 2, tzinfo=dt.UTC))
    told = command(day)
    matters = {name: {entry.get("matter", entry.get("step")) for entry in told[name]} for name in told}
    assert matters["petitions"] == {"accept"}
    assert matters["entries"] == {"due"} and due.deadline == D(2021, 7, 25)
    assert matters["waiting"] == {"close-check", "order-sign"}
    assert matters["supervision"] == {"order-soon", "responsibility-soon", "look-back"}
    assert matters["summaries"] == {"T-1"}
    count = Notice.objects.count()
    assert not any(entries for name, entries in command(day).items() if name != "monthly")
    assert Notice.objects.count() == count


def test_a_checked_close_out_and_an_extension_wait_for_the_leader_alone(cast: Cast, clock) -> None:
    entry = working(cast, due_on=D(2021, 7, 20))
    op.ask_extension(entry, by=cast.assistant, version=entry.version, until=D(2021, 8, 1), reason="要等村里开会。")
    checked(cast, seed=3)
    assert remind_waiting(D(2021, 7, 5)) == []
    told = remind_waiting(D(2021, 7, 6))
    assert {each["matter"] for each in told} == {"close-confirm", "extension"}
    assert {notice.recipient for notice in Notice.objects.filter(key__startswith="waiting:")} == {cast.leader}
    assert remind_waiting(D(2021, 7, 7)) == []


def test_what_was_decided_reminds_nobody(cast: Cast, clock) -> None:
    entry = checked(cast)
    op.confirm_close_out(entry, by=cast.leader, version=entry.version)
    assert CloseOut.objects.get().state == CloseOut.State.CONFIRMED
    assert remind_waiting(D(2021, 7, 20)) == [] and not SupervisionOrder.objects.exists()


@pytest.mark.parametrize(
    ("missed", "titles"),
    [
        ((7, 1, -1), ["还有 7 天到期", "还有 1 天到期", "已逾期"]),
        ((4, -3), ["还有 4 天到期", "已逾期"]),
        ((0,), ["今天到期"]),
    ],
)
def test_a_clock_that_stood_still_loses_no_deadline(cast: Cast, clock, missed, titles) -> None:
    entry = working(cast, due_on=D(2021, 7, 20))
    for left in missed:
        remind_entries(entry.due_on - dt.timedelta(days=left))
        remind_entries(entry.due_on - dt.timedelta(days=left))
    rows = Notice.objects.filter(recipient=cast.assistant, key__startswith="entries:").order_by("created_at", "pk")
    assert sorted(rows.values_list("title", flat=True)) == sorted(f"1 条整改事项{title}" for title in titles)


def test_a_deadline_long_past_when_it_is_loaded_starts_no_flood(cast: Cast, clock) -> None:
    entry = working(cast, due_on=D(2021, 7, 20))
    assert remind_entries(entry.due_on + dt.timedelta(days=8)) == []


def test_every_reminder_has_a_door_for_the_clock() -> None:
    """What `send_reminders` runs by hand runs by the beat as well: each app's tasks between them ask every reminder."""
    names = {
        "monthly",
        "checks",
        "petitions",
        "consultations",
        "repeats",
        "entries",
        "waiting",
        "summaries",
        "supervision",
    }
    assert names <= set(reminders._reminders)
    for door in ("remind_petitions", "remind_entries", "remind_summaries", "remind_supervision"):
        getattr(tasks, door)()
        assert f"cases.tasks.{door}" in app.tasks
    assert months.current()


def test_what_lies_in_no_township_reminds_the_bureaus_officers(cast: Cast, clock) -> None:
    entry = listed(township="640424000000")
    RectificationEntry.objects.filter(pk=entry.pk).update(due_on=D(2021, 7, 20))
    assert remind_entries(D(2021, 7, 19))[0]["sent"] == 1
    assert Notice.objects.filter(recipient=cast.officer, key__startswith="entries:").exists()


def test_an_unanswered_question_rings_on_its_last_day_and_the_day_after(cast: Cast, clock) -> None:
    told = {"asked_at": timezone.now(), "channel": "call", "subject": "低保怎么申请"}
    row = ask_consultation(by=cast.assistant, **told)
    ask_consultation(by=cast.assistant, answer="到村委会申请。", **told)
    rungs = {}
    for number in range(6, 13):  # five working days from Thursday 1 July end on Thursday 8
        for _ in range(2):
            for sent in command(D(2021, 7, number))["consultations"]:
                rungs.setdefault(number, []).append(sent["step"])
    assert rungs == {8: ["T"], 9: ["T+1"]}
    notices = Notice.objects.filter(key__startswith=f"consultation:{row.pk}")
    assert {notice.recipient for notice in notices} == {cast.assistant}
    assert not [notice for notice in notices if "低保" in notice.title + notice.body]


def test_the_term_of_a_repeat_matter_rings_until_it_is_struck_off(cast: Cast, clock) -> None:
    clerk = UserFactory(role=Role.PETITION_OFFICER)
    link(petitions.register(given(), by=clerk), petitions.register(given(), by=clerk), by=clerk)
    matter = PetitionCluster.objects.get()
    change_cluster(matter, by=clerk, version=matter.version, told=Matter("低保未批", due_on=D(2021, 7, 20)))
    rungs = [(number, each["step"]) for number in range(10, 25) for each in remind_matters(D(2021, 7, number))]
    assert rungs == [(13, "T-7"), (20, "T"), (21, "T+1")]
    assert set(Notice.objects.filter(key__startswith="cluster:").values_list("recipient", flat=True)) == {clerk.pk}
    Notice.objects.all().delete()
    PetitionCluster.objects.update(struck_off_at=timezone.now(), struck_off_by=cast.leader)
    assert remind_matters(D(2021, 7, 20)) == []
