"""入户包 with an address of their own."""

from typing import Any

from core.models import User
from core.permissions import Role
from spot_checks.models import Packet
from spot_checks.operations import packet_results, packets
from spot_checks.rules import packet_seal
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.factories_base import TOWNSHIPS
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.packets.files import PIN, good

QUICK = 1000


def packet(township: str, people: dict[str, User], canary: str) -> Packet:
    """A packet of the township's assistant, for a household of a third township, its result waiting."""
    elsewhere = TOWNSHIPS[2]
    mine = people[Role.TOWNSHIP_ASSISTANT]
    draw = make_draw(purpose=f"roster-{township[:9]}")
    make_inspectors(draw, elsewhere, mine, people[Role.BUREAU_OFFICE])
    item = make_item(draw, elsewhere, name=canary)
    rounds, packet_seal.ROUNDS = packet_seal.ROUNDS, QUICK
    try:
        made = packets.issue_packet(draw, by=mine, items=[item], pin=PIN)
    finally:
        packet_seal.ROUNDS = rounds
    return packet_results.stage_result(good(made, item), by=mine)


def a_packet(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": packet(township, people, canary).pk}


ROWS = {name: Row(a_packet, NOWHERE) for name in "packet_download packet_cancel packet_result packet_record".split()}
