"""Issuing, taking along, cancelling and forgetting packets."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import AuditEntry
from core.refusal import NotPermitted, Refused, TransitionRefused
from spot_checks.exports import packet as packet_file
from spot_checks.models import Draw, Packet
from spot_checks.operations import packets
from spot_checks.operations.visits import record_absence, save_visit, start_visit
from spot_checks.rules import packet_seal
from spot_checks.tasks import erase_stale_packets
from tests.factories_base import UserFactory
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.packets.files import PIN, sealed_block, secret
from tests.spot_checks.visits.conftest import household


def chain() -> str:
    return json.dumps(list(AuditEntry.objects.values_list("action", "subject_id", "canon")), default=str)


def test_a_packet_opens_to_its_pin_and_to_no_other(away: Any) -> None:
    packet = away.issue()
    lock = packet_seal.Lock.of(packet.lock)
    assert packet_seal.unlock(lock, PIN, packet.pk) == secret(packet)
    with pytest.raises(packet_seal.NotAuthentic):
        packet_seal.unlock(lock, "8374650193", packet.pk)


def test_a_packet_is_good_for_seven_days(away: Any) -> None:
    packet = away.issue()
    assert packet.expires_at - packet.issued_at == dt.timedelta(days=7)
    assert packet.state == Packet.State.LIVE
    with time_machine.travel(packet.expires_at, tick=False):
        assert packet.state == Packet.State.EXPIRED


def test_issuing_again_cancels_the_earlier_packet_and_erases_its_secret(away: Any) -> None:
    first, second = away.issue(), away.issue()
    first.refresh_from_db()
    assert (first.state, first.key, first.lock) == (Packet.State.CANCELLED, "", "")
    assert second.state == Packet.State.LIVE


def test_the_database_itself_allows_one_open_packet(away: Any) -> None:
    packet = away.issue()
    values = {"draw": away.draw, "inspector": away.inspector, "expires_at": packet.expires_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Packet.objects.create(division_code=packet.division_code, issued_at=packet.issued_at, **values)


def test_neither_pin_nor_names_stand_in_the_database_or_the_chain(away: Any) -> None:
    packet = away.issue()
    columns = json.dumps(list(Packet.objects.filter(pk=packet.pk).values()), default=str)
    for told in (PIN, *(item.name for item in away.items)):
        assert told not in columns and told not in chain()


def test_weak_pins_make_no_packet(away: Any) -> None:
    with pytest.raises(Refused, match="连号"):
        packets.issue_packet(away.draw, by=away.inspector, items=away.items, pin="12345678")
    assert not Packet.objects.exists()


def test_only_ones_own_unvisited_items_go_into_a_packet(away: Any) -> None:
    elsewhere = make_item(make_draw(), name="别处", household=household("别处"))
    begun = start_visit(away.items[0], by=away.inspector)
    save_visit(begun, by=away.inspector, version=begun.version, data={"outcome": "match"})
    reserve = make_item(away.draw, selected="R", household=household("备用"))
    for some in ([elsewhere], [away.items[0]], [reserve], [away.items[1], elsewhere], []):
        with pytest.raises(Refused):
            packets.issue_packet(away.draw, by=away.inspector, items=some, pin=PIN)
    with pytest.raises(Refused):
        packets.issue_packet(away.draw, by=UserFactory(), items=away.items[1:], pin=PIN)


def test_days_nobody_was_at_home_do_not_keep_a_household_out(away: Any) -> None:
    visit = start_visit(away.items[0], by=away.inspector)
    record_absence(visit, by=away.inspector, version=visit.version, day=timezone.localdate())
    assert away.items[0] in packets.to_visit(away.draw, away.inspector)


def test_a_draw_without_a_result_gives_no_packet(away: Any) -> None:
    Draw.objects.filter(pk=away.draw.pk).update(state=Draw.State.COMMITTED)
    with pytest.raises(TransitionRefused):
        away.issue()


def test_only_its_inspector_takes_a_packet_along_and_every_time_is_noted(away: Any) -> None:
    packet = away.issue()
    for _ in range(2):
        packets.hand_out(packet, by=away.inspector)
    assert AuditEntry.objects.filter(action="packet.download").count() == 2
    for other in (away.planner, away.second):
        with pytest.raises(NotPermitted):
            packets.hand_out(packet, by=other)


def test_the_inspector_or_a_planner_cancels_nobody_else(away: Any) -> None:
    packet = away.issue()
    with pytest.raises(NotPermitted):
        packets.cancel_packet(packet, by=UserFactory())
    packets.cancel_packet(packet, by=away.planner)
    packet.refresh_from_db()
    assert (packet.state, packet.key) == (Packet.State.CANCELLED, "")
    with pytest.raises(TransitionRefused):
        packets.cancel_packet(packet, by=away.inspector)
    with pytest.raises(TransitionRefused):
        packets.hand_out(packet, by=away.inspector)


def test_secrets_of_packets_that_are_over_are_erased_once(away: Any) -> None:
    packet = away.issue()
    erase_stale_packets()
    packet.refresh_from_db()
    assert packet.key and packet.lock
    with time_machine.travel(packet.expires_at + dt.timedelta(seconds=1), tick=False):
        assert packets.erase_stale() == 1
        assert packets.erase_stale() == 0
    packet.refresh_from_db()
    assert (packet.key, packet.lock) == ("", "")
    assert AuditEntry.objects.filter(action="packet.erase").count() == 1


def test_the_file_tells_nothing_of_the_households_in_clear(away: Any) -> None:
    page = packet_file.html(away.issue())
    for item in away.items:
        told = [item.name, item.label, item.category, "640498197211270010", "0010", item.household.address, "马小明"]
        assert not [text for text in told if text and text.encode() in page]
    assert PIN.encode() not in page and away.inspector.display_name.encode() not in page


def test_the_file_holds_what_the_visit_needs_and_no_whole_id(away: Any) -> None:
    packet = away.issue()
    block = sealed_block(packet_file.html(packet))
    data = packet_seal.open_data(secret(packet), packet.pk, block["issued"], block["expires"], block)
    assert [each["name"] for each in data["items"]] == [item.name for item in away.items]
    assert data["items"][0]["id_masked"] == "640498********0010"
    assert [each["name"] for each in data["items"][0]["members"]] == ["马秀兰", "马小明"]
    assert "640498197211270010" not in json.dumps(data)
    assert set(data["forms"]) == set(data["outcomes"]) == {"household"}


def test_the_dates_in_the_file_cannot_be_moved(away: Any) -> None:
    packet = away.issue()
    block = sealed_block(packet_file.html(packet))
    with pytest.raises(packet_seal.NotAuthentic):
        packet_seal.open_data(secret(packet), packet.pk, block["issued"], "2099-01-01T00:00:00Z", block)


def test_the_file_runs_one_script_and_asks_no_network(away: Any) -> None:
    page = packet_file.html(away.issue()).decode()
    for address in ("http://", "https://", "src=", "url(", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon"):
        assert address not in page, address
    assert "default-src &#x27;none&#x27;" in page and page.count("<script") == 2
    assert len(page) < 120_000


def test_the_contents_cost_the_same_queries_for_one_household_and_three(
    away: Any, assert_constant_queries: Any
) -> None:
    packet = away.issue(away.items[0])

    def grow() -> None:
        packet.items = [str(item.pk) for item in away.items]

    assert_constant_queries(lambda: packet_file.contents(packet), grow)


def test_the_two_inspectors_have_packets_of_their_own(away: Any) -> None:
    mine = away.issue()
    theirs = packets.issue_packet(away.draw, by=away.second, items=away.items, pin=PIN)
    assert {mine.state, theirs.state} == {Packet.State.LIVE}
    assert list(Packet.objects.visible_to(away.inspector)) == [mine]
    assert Packet.objects.visible_to(away.planner).count() == 2


def test_inspectors_of_nothing_have_no_draws(away: Any) -> None:
    make_inspectors(make_draw(state=Draw.State.COMMITTED), away.items[0].township_code)
    assert packets.draws_to_visit(UserFactory()) == []
    assert packets.draws_to_visit(away.inspector) == [away.draw]
