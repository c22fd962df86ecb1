"""A draw that is out, an inspector of another township, and three households to take along."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from core.permissions import Role
from spot_checks.operations import packets
from spot_checks.rules import packet_seal
from tests.factories_base import UserFactory
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.packets.files import PIN
from tests.spot_checks.visits.conftest import HERE, household

NAMES = ("马秀兰", "禹得福", "兰玉芳")


@pytest.fixture(autouse=True)
def quick_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PIN's work costs nothing here."""
    monkeypatch.setattr(packet_seal, "ROUNDS", 1000)


@pytest.fixture
def away(db: None) -> SimpleNamespace:
    """`inspector` and `second` visit `items`; `planner` plans draws; `issue()` hands the inspector a packet with all."""
    draw = make_draw(revealed_at=timezone.now() - dt.timedelta(days=2))
    second, inspector = make_inspectors(draw)
    items = [make_item(draw, HERE, name=name, household=household(name, "马小明")) for name in NAMES]
    found = SimpleNamespace(draw=draw, inspector=inspector, second=second, items=items)
    found.planner = UserFactory(role=Role.BUREAU_OFFICER)
    found.issue = lambda *some: packets.issue_packet(draw, by=inspector, items=some or items, pin=PIN)
    return found
