"""What comes back from a packet: recorded whole, or refused with a sentence and nothing changed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage

from core import months
from core.models import AuditEntry, Upload
from core.refusal import NotPermitted, TransitionRefused
from spot_checks.models import Packet, Visit, VisitPhoto, VisitWay
from spot_checks.operations import packets
from spot_checks.operations.packet_results import load_result, preview, stage_result
from spot_checks.operations.visits import record_absence, start_visit
from tests.factories_base import UserFactory
from tests.spot_checks.packets.files import filled, good, original, photo, result_of
from tests.spot_checks.packets.refusing import code_of, nothing_came_of


def test_the_visits_of_a_packet_wait_for_the_second_signature(away: Any) -> None:
    packet = away.issue()
    load_result(good(packet, *away.items), by=away.inspector)
    visits = Visit.objects.all()
    assert {(each.state, each.way, each.first_inspector, each.second_inspector) for each in visits} == {
        (Visit.State.AWAITING, VisitWay.PACKET, away.inspector, away.second)
    }
    assert {each.original_sha256 for each in VisitPhoto.objects.all()} == {original(photo(n)) for n in (1, 2, 3)}
    packet.refresh_from_db()
    assert (packet.state, packet.key, packet.lock) == (Packet.State.LOADED, "", "")
    assert AuditEntry.objects.get(action="packet.load").actor == away.inspector.username


def test_a_file_is_looked_over_before_it_is_recorded(away: Any) -> None:
    packet = away.issue()
    stage_result(good(packet, *away.items), by=away.inspector)
    packet.refresh_from_db()
    assert packet.state == Packet.State.STAGED and not Visit.objects.exists()
    assert [row.is_whole for row in preview(packet)] == [True, True, True]
    waiting = packet.result
    load_result(packet, by=away.inspector)
    assert Visit.objects.count() == 3
    assert not Upload.objects.filter(pk=waiting.pk).exists()


def test_a_later_file_takes_the_place_of_one_that_waits(
    away: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    packet = away.issue()
    first = stage_result(good(packet, away.items[0]), by=away.inspector).result
    with django_capture_on_commit_callbacks(execute=True):
        stage_result(good(packet, *away.items), by=away.inspector)
    packet.refresh_from_db()
    assert len(preview(packet)) == 3
    assert not Upload.objects.filter(pk=first.pk).exists() and not default_storage.exists(first.path)


def test_loading_twice_changes_nothing(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    load_result(data, by=away.inspector)
    before = list(Visit.objects.order_by("pk").values())
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-loaded"
    assert code_of(lambda: stage_result(data, by=away.inspector)) == "packet-loaded"
    assert list(Visit.objects.order_by("pk").values()) == before


def test_a_stale_packet_is_refused_and_its_key_is_gone(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    with time_machine.travel(packet.expires_at, tick=False):
        assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-expired"
        packets.erase_stale()
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-expired"  # whatever the clock says now
    assert nothing_came_of(packet)


def test_a_file_that_waited_too_long_is_refused(away: Any) -> None:
    packet = away.issue()
    stage_result(good(packet, *away.items), by=away.inspector)
    packet.refresh_from_db()
    with time_machine.travel(packet.expires_at, tick=False):
        assert code_of(lambda: load_result(packet, by=away.inspector)) == "packet-expired"
    assert nothing_came_of(packet)


def test_a_cancelled_packet_is_refused(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    packets.cancel_packet(packet, by=away.inspector)
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-cancelled"
    assert nothing_came_of(packet)


def test_a_packet_replaced_by_a_newer_one_is_refused(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    away.issue()
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-cancelled"


@pytest.mark.parametrize("who", ["second", "planner"])
def test_another_persons_packet_is_refused_even_to_who_plans(away: Any, who: str) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    with pytest.raises(NotPermitted):
        load_result(data, by=getattr(away, who))
    assert nothing_came_of(packet)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"visited_on": "2020-01-01"}, "before-draw"),
        ({"visited_on": (months.today() + dt.timedelta(days=30)).isoformat()}, "visit-in-future"),
        ({"absences": ["2020-01-01"]}, "before-draw"),
        ({"visited_on": "昨天"}, "packet-form"),
        ({"outcome": "x" * 30}, "packet-form"),
        ({"overpaid_yuan": "很多"}, "packet-form"),
        ({"summary": "长" * 501}, "packet-form"),
        ({"summary": "\x00"}, "packet-form"),
        ({"summary": 5}, "packet-form"),
        ({"answers": {"qualifies": "也许"}}, "packet-form"),
        ({"answers": [[[[["深"]]]]]}, "packet-form"),
        ({"more": ""}, "packet-form"),
    ],
)
def test_one_wrong_household_refuses_the_whole_file(away: Any, form: dict[str, Any], code: str) -> None:
    packet = away.issue()
    data = result_of(packet, filled(away.items[0], photo(1)), filled(away.items[1], photo(2), **form))
    assert code_of(lambda: load_result(data, by=away.inspector)) == code
    assert code_of(lambda: stage_result(data, by=away.inspector)) == code
    assert nothing_came_of(packet)


def test_an_item_outside_the_packet_is_refused(away: Any) -> None:
    packet = away.issue(*away.items[:2])
    data = good(packet, *away.items)
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-item"
    assert nothing_came_of(packet)


def test_a_photo_that_is_none_is_refused_and_nothing_is_kept(away: Any) -> None:
    packet = away.issue()
    data = result_of(packet, filled(away.items[0], photo(1)), filled(away.items[1], b"\xff\xd8\xffnot a picture"))
    assert code_of(lambda: load_result(data, by=away.inspector)) == "not-a-picture"
    assert nothing_came_of(packet)


def test_one_photo_for_two_households_is_refused(away: Any) -> None:
    packet = away.issue()
    data = result_of(packet, filled(away.items[0], photo(1)), filled(away.items[1], photo(1)))
    assert code_of(lambda: stage_result(data, by=away.inspector)) == "photo-reused"
    assert nothing_came_of(packet)


def test_a_photo_of_an_earlier_visit_is_refused(away: Any) -> None:
    load_result(good(away.issue(away.items[0]), away.items[0]), by=away.inspector)
    packet = away.issue(away.items[1])
    data = result_of(packet, filled(away.items[1], photo(1)))
    assert code_of(lambda: load_result(data, by=away.inspector)) == "photo-reused"
    assert Visit.objects.count() == 1


def test_what_is_not_complete_becomes_a_draft(away: Any) -> None:
    packet = away.issue()
    bare = filled(away.items[1], visited_on="", outcome="", answers={}, absences=[months.today().isoformat()])
    visits = load_result(result_of(packet, filled(away.items[0], photo(1)), bare), by=away.inspector)
    assert sorted(each.state for each in visits) == [Visit.State.AWAITING, Visit.State.DRAFT]
    assert Visit.objects.get(item=away.items[1]).absences == [months.today().isoformat()]


def test_a_household_visited_in_the_meantime_is_left_out_and_said(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    begun = packets.issue_packet(away.draw, by=away.second, items=away.items[:1], pin="8374650192")
    load_result(result_of(begun, filled(away.items[0], photo(9))), by=away.second)
    stage_result(data, by=away.inspector)
    packet.refresh_from_db()
    assert [row.is_there for row in preview(packet)] == [True, False, False]
    assert len(load_result(packet, by=away.inspector)) == 2
    assert Visit.objects.get(item=away.items[0]).first_inspector == away.second


def test_absences_noted_online_are_kept_beside_the_packets(away: Any) -> None:
    packet = away.issue()
    earlier = months.today() - dt.timedelta(days=1)
    visit = start_visit(away.items[0], by=away.inspector)
    record_absence(visit, by=away.inspector, version=visit.version, day=earlier)
    form = {"outcome": "lost", "answers": {}, "absences": [months.today().isoformat()]}
    load_result(result_of(packet, filled(away.items[0], photo(1), **form)), by=away.inspector)
    visit.refresh_from_db()
    assert visit.absences == [earlier.isoformat(), months.today().isoformat()]


def test_nothing_new_leaves_the_packet_open(away: Any) -> None:
    packet = away.issue(away.items[0])
    data = good(packet, away.items[0])
    other = packets.issue_packet(away.draw, by=away.second, items=away.items[:1], pin="8374650192")
    load_result(result_of(other, filled(away.items[0], photo(9))), by=away.second)
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-nothing"


def test_a_packet_without_a_file_has_nothing_to_record(away: Any) -> None:
    packet = away.issue()
    with pytest.raises(TransitionRefused):
        preview(packet)
    assert code_of(lambda: load_result(packet, by=away.inspector)) == "packet-no-file"


@pytest.mark.parametrize("stamp", ["2000-01-01T00:00:00.000Z", "2199-01-01T00:00:00.000Z"])
def test_a_phone_with_a_wrong_clock_does_not_date_the_entry(away: Any, stamp: str) -> None:
    packet = away.issue()
    visit, photos = filled(away.items[0], photo(1))
    load_result(result_of(packet, (visit | {"filled_at": stamp}, photos)), by=away.inspector)
    assert Visit.objects.get().entered_at >= packet.issued_at


def test_strangers_without_the_right_to_visit_are_refused(away: Any) -> None:
    packet = away.issue()
    with pytest.raises(NotPermitted):
        load_result(good(packet, *away.items), by=UserFactory(role="bureau_leader"))
