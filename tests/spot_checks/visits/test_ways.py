"""Visits that come in whole, visits outside draws, and the day a township learns of its own."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from core.models import AuditEntry
from core.permissions import Role
from core.refusal import NotPermitted
from spot_checks.models import DrawItem, Visit, VisitKind, VisitPhoto, VisitWay
from spot_checks.operations.recording import record_visit, take_back
from spot_checks.operations.routine import start_routine
from spot_checks.operations.visit_days import set_visit_day
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import (
    hand_over,
    record_absence,
    save_visit,
    send_back,
    sign,
    start_visit,
)
from tests.factories_base import UserFactory

from .browsing import page
from .conftest import ELSEWHERE, HERE, form, household
from .pictures import photo
from .steps import days_ago, handed, refusal, started

pytestmark = pytest.mark.django_db


def test_a_packet_brings_a_visit_whole(checks):
    typed = timezone.now() - dt.timedelta(hours=20)
    visit = record_visit(
        checks.item(), by=checks.second, second=checks.first, way=VisitWay.PACKET, entered_at=typed,
        data=form(visited_on=days_ago(checks, 1)), photos=[Photo(photo(1), "ab" * 32)],
    )  # fmt: skip
    assert (visit.state, visit.way, visit.entered_at) == (Visit.State.AWAITING, VisitWay.PACKET, typed)
    assert visit.photos.get().original_sha256 == "ab" * 32
    assert visit.second_inspector == checks.first


def test_a_packet_completes_a_draft_of_absences_only(checks):
    visit = started(checks)
    record_absence(visit, by=checks.first, version=1, day=checks.today - dt.timedelta(days=1))
    data = form(outcome="lost", answers={}, absences=[checks.today.isoformat()])
    visit = record_visit(visit.item, by=checks.second, way=VisitWay.PACKET, data=data)
    assert (visit.state, len(visit.absences)) == (Visit.State.AWAITING, 2)


def test_a_draft_goes_back_whole_and_its_item_is_to_be_visited_again(checks):
    visit = started(checks)
    photo_of = add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    record_absence(visit, by=checks.first, version=1, day=checks.today)
    with pytest.raises(NotPermitted):
        take_back(visit, by=checks.officer, version=2)
    take_back(visit, by=checks.second, version=2)
    assert not Visit.objects.exists() and not VisitPhoto.objects.filter(pk=photo_of.pk).exists()
    entry = AuditEntry.objects.get(action="visit.take_back")
    assert json.loads(entry.canon)["summary"] == {"kind": "drawn", "photos": 1, "days": 1}
    assert start_visit(visit.item, by=checks.first).absences == []


def test_what_the_second_inspector_has_seen_is_not_taken_back(checks):
    visit = handed(checks)
    with refusal("visit-seen"):
        take_back(visit, by=checks.first, version=visit.version)
    visit = send_back(visit, by=checks.second, version=visit.version, reason="人数不对")
    with refusal("visit-seen"):
        take_back(visit, by=checks.first, version=visit.version)


def test_paper_needs_the_photo_of_the_signed_form(checks):
    item = checks.item()
    with refusal("visit-incomplete"):
        record_visit(item, by=checks.first, way=VisitWay.PAPER, data=form(), photos=[Photo(photo(1))])
    assert not Visit.objects.exists()
    sheet = Photo(photo(2), purpose="paper")
    assert record_visit(item, by=checks.first, way=VisitWay.PAPER, data=form(), photos=[sheet]).handed_at


def test_a_record_that_falls_short_leaves_nothing_behind(checks):
    with refusal("before-draw"):
        record_visit(
            checks.item(), by=checks.first, way=VisitWay.PACKET, data=form(), photos=[Photo(photo(1))],
            entered_at=timezone.now() - dt.timedelta(days=9),
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        record_visit(checks.item(), by=checks.first, second=checks.officer, way=VisitWay.PACKET, data=form())
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("role", "kind", "fine"),
    [
        (Role.TOWNSHIP_ASSISTANT, VisitKind.ROUTINE, True),
        (Role.TOWNSHIP_ASSISTANT, VisitKind.UNANNOUNCED, False),
        (Role.BUREAU_OFFICER, VisitKind.UNANNOUNCED, True),
        (Role.BUREAU_OFFICER, VisitKind.SURPRISE, True),
        (Role.BUREAU_OFFICER, VisitKind.ROUTINE, False),
        (Role.BUREAU_OFFICER, VisitKind.DRAWN, False),
    ],
)
def test_townships_visit_routinely_and_the_bureau_unannounced(db, role, kind, fine):
    home, by = household(), UserFactory(role=role, township=HERE)
    if not fine:
        with refusal("kind-not-yours"):
            start_routine(home, by=by, kind=kind)
        return
    visit = start_routine(home, by=by, kind=kind)
    assert (visit.item, visit.subject) == (None, "马小花")
    visit = save_visit(visit, by=by, version=1, data=form())
    with refusal("visit-incomplete"):
        hand_over(visit, by=by, version=2)
    second = UserFactory(role=role, township=HERE)
    with refusal("second-is-first"):
        save_visit(visit, by=by, version=2, data=form(), second=by)
    visit = save_visit(visit, by=by, version=2, data=form(), second=second)
    visit = hand_over(visit, by=by, version=3)
    visit = sign(visit, by=second, version=4)
    assert visit.state == Visit.State.SIGNED
    assert not Visit.objects.counting().exists()


def test_a_township_does_not_visit_another_routinely(db):
    with pytest.raises(NotPermitted):
        start_routine(household(), by=UserFactory(township=ELSEWHERE), kind=VisitKind.ROUTINE)


def test_the_township_sees_nothing_before_the_visit_day(checks):
    tomorrow = checks.today + dt.timedelta(days=1)
    item = checks.item(visit_on=None)
    assert set_visit_day(checks.draw, HERE, tomorrow, by=checks.officer) == 1
    assert not DrawItem.objects.visible_to(checks.clerk).exists()
    assert DrawItem.objects.visible_to(checks.second).get() == item
    visit = start_visit(item, by=checks.first)
    assert not Visit.objects.visible_to(checks.clerk).exists()
    set_visit_day(checks.draw, HERE[:9], checks.today, by=checks.officer)
    assert DrawItem.objects.visible_to(checks.clerk).get() == item
    assert not Visit.objects.visible_to(checks.clerk).exists()
    save_visit(visit, by=checks.first, version=1, data=form())
    assert Visit.objects.visible_to(checks.clerk).get() == visit


def test_items_released_after_the_visit_day_have_a_day_of_their_own(checks):
    items = [checks.item(visit_on=None) for _ in range(4)]
    spare = checks.item(visit_on=None, selected="R")
    checks.draw.strata = {f"{HERE[:9]}-C": [20, 4]}
    checks.draw.save()
    set_visit_day(checks.draw, HERE, checks.today, by=checks.officer)
    assert spare not in DrawItem.objects.visible_to(checks.clerk)
    for item in items[:3]:
        visit = handed(
            checks, item=item, outcome="mismatch", problems=["P03"], summary="有车", answers={"qualifies": "否"}
        )
        sign(visit, by=checks.second, version=visit.version)
    spare.refresh_from_db()
    assert spare.released_at and spare not in DrawItem.objects.visible_to(checks.clerk), "nobody is warned"
    tomorrow = checks.today + dt.timedelta(days=1)
    assert set_visit_day(checks.draw, HERE, tomorrow, by=checks.officer) == 1
    assert spare not in DrawItem.objects.visible_to(checks.clerk)
    assert "4 户入户日已到，另 1 户" in page(checks.officer, "visit_day_set", checks.draw.pk)


def test_the_visit_day_is_not_in_the_past_and_set_by_the_officer(checks):
    checks.item(visit_on=None)
    with refusal("visit-day-early"):
        set_visit_day(checks.draw, HERE, checks.today - dt.timedelta(days=1), by=checks.officer)
    with refusal("visit-day-nobody"):
        set_visit_day(checks.draw, ELSEWHERE, checks.today, by=checks.officer)
    with pytest.raises(NotPermitted):
        set_visit_day(checks.draw, HERE, checks.today, by=checks.clerk)
    set_visit_day(checks.draw, HERE, checks.today, by=checks.officer)
    with refusal("visit-day-come"):
        set_visit_day(checks.draw, HERE, checks.today + dt.timedelta(days=1), by=checks.officer)
