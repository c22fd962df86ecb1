"""The monthly plan is drafted once, after the deadline; what is late is told once, to those who can do it, without names."""

import datetime as dt
import json
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from core.models import Attachment, Notice, Policy
from core.operations.uploads import keep
from core.permissions import Role
from monthly_reports.models import Period
from spot_checks import tasks
from spot_checks.models import Draw, Packet, Visit
from spot_checks.operations.drafting import draft_plans
from spot_checks.operations.reminding import remind_visits
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory
from tests.spot_checks.results.people import HERE, items_of, long_ago, signed, two_townships

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel(dt.datetime(2021, 7, 27, 2, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def july() -> Period:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    deadline = dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)
    given = {"due_date": D(2021, 7, 25), "deadline": deadline, "opened_at": deadline}
    return Period.objects.create(county_code=COUNTY[:6], month="2021-07", **given)


def matters(on: dt.date) -> list[str]:
    return sorted(entry["matter"] for entry in remind_visits(on))


def test_the_plan_is_drafted_the_day_after_the_deadline_and_once(july: Period) -> None:
    officer = UserFactory(role=Role.BUREAU_OFFICER)
    assert draft_plans(D(2021, 7, 25)) == [] and not Draw.objects.exists()
    (draw,) = draft_plans(D(2021, 7, 26))
    assert (draw.purpose, draw.month, draw.total, draw.minimum) == ("monthly", "2021-07", 60, 1)
    assert (draw.state, draw.planned_by) == (Draw.State.PLANNED, None)
    for _ in range(3):
        tasks.draft_plan()
    assert Draw.objects.count() == 1
    assert "2021年7月" in Notice.objects.get(recipient=officer).title


def test_a_plan_somebody_gave_up_is_not_drafted_again(july: Period) -> None:
    draft_plans(D(2021, 7, 26))
    Draw.objects.update(state=Draw.State.DISCARDED)
    assert draft_plans(D(2021, 7, 27)) == []


def test_the_draft_follows_the_settings_of_its_day(july: Period) -> None:
    Policy.objects.create(name="draw_total", value="150", effective_from=D(2021, 7, 1))
    Policy.objects.create(name="draw_minimum", value="2", effective_from=D(2021, 7, 1))
    (draw,) = draft_plans(D(2021, 7, 26))
    assert (draw.total, draw.minimum) == (150, 2)


def test_overdue_visits_are_told_once_to_inspectors_and_officers() -> None:
    officer = UserFactory(role=Role.BUREAU_OFFICER)
    draw = two_townships(visits_due=D(2021, 7, 27))
    for item in items_of(draw)[:2]:
        signed(item)
    assert matters(D(2021, 7, 27)) == []
    sent = matters(D(2021, 7, 28))
    assert sent == ["overdue"] * 4 + ["overdue-officer"]
    before = Notice.objects.count()
    assert matters(D(2021, 7, 28)) == [] == matters(D(2021, 7, 30)) and Notice.objects.count() == before
    told = Notice.objects.get(recipient=officer, kind="check")
    assert "8 项" in told.title and "香水镇 4 项" in told.body
    inspector = draw.inspectors.filter(township_code=HERE[:9]).first().user
    assert "4 项" in Notice.objects.get(recipient=inspector, key=f"draw:{draw.pk}:overdue").title


def test_nobody_is_reminded_of_what_is_done() -> None:
    draw = two_townships(sample=(1, 1), visits_due=D(2021, 7, 1))
    for item in draw.items.all():
        signed(item)
    assert remind_visits(D(2021, 7, 28)) == []


def test_a_second_signature_is_asked_for_after_the_policys_days_and_names_nobody() -> None:
    draw = two_townships(visits_due=D(2021, 12, 1))
    first, second, *_ = items_of(draw)
    for item in (first, second):
        signed(item, state=Visit.State.AWAITING, handed_at=dt.datetime(2021, 7, 27, 1, tzinfo=dt.UTC))
    assert matters(D(2021, 7, 30)) == []
    assert matters(D(2021, 7, 31)) == ["signature"] and matters(D(2021, 7, 31)) == []
    notice = Notice.objects.get(key__contains=":sign:")
    assert "2 份" in notice.title and notice.recipient == first.visit.second_inspector
    assert first.name not in notice.title + notice.body


def test_the_record_of_an_outside_witness_is_asked_for_after_three_working_days() -> None:
    UserFactory(role=Role.BUREAU_OFFICER)
    draw = two_townships(witness_name="李见证", visits_due=D(2021, 12, 1))  # revealed on Tuesday 27 July
    assert matters(D(2021, 7, 30)) == []
    Attachment.objects.create(
        division_code=COUNTY, upload=keep(b"%PDF-1.4 record", by=None), filename="记录.pdf", purpose="witness_scan",
        subject_type="spot_checks.draw", subject_id=str(draw.pk), at=timezone.now(), by=UserFactory(),
    )  # fmt: skip
    assert matters(D(2021, 8, 2)) == []
    Attachment.objects.all().delete()
    assert matters(D(2021, 8, 2)) == ["scan"] and matters(D(2021, 8, 3)) == []


def test_a_packet_that_ends_tomorrow_is_told_to_its_inspector() -> None:
    draw = two_townships(visits_due=D(2021, 12, 1))
    inspector = draw.inspectors.first().user
    packet = Packet(
        draw=draw, inspector=inspector, division_code=COUNTY, issued_at=long_ago(5), expires_at=long_ago(-2)
    )
    packet.key = packet.lock = "k"
    packet.save()
    assert matters(D(2021, 7, 27)) == []
    assert matters(D(2021, 7, 28)) == ["packet"] and matters(D(2021, 7, 28)) == []
    assert Notice.objects.get(key__startswith="packet:").recipient == inspector


def test_the_one_command_reminds_of_the_checks_too(july: Period) -> None:
    two_townships(visits_due=D(2021, 7, 1))
    out = StringIO()
    call_command("send_reminders", "--on", "2021-07-28", stdout=out)
    told = json.loads(out.getvalue())
    assert set(told) == {"on", "sent", "notices", "others"}
    assert {entry["matter"] for entry in told["others"]["checks"]} == {"overdue", "overdue-officer"}


def test_the_doors_of_the_worker_can_be_opened_twice(july: Period) -> None:
    two_townships(visits_due=D(2021, 7, 1))
    for _ in range(2):
        tasks.remind_visits()
        tasks.draft_plan()
    assert Notice.objects.filter(kind="check").count() == len(set(Notice.objects.values_list("recipient", "key")))
