"""A draw that is out, its two inspectors, and a household to visit."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from core import months
from core.permissions import Role
from recipients.models import Household
from spot_checks.models import DrawItem
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of
from tests.spot_checks.factories import make_draw, make_inspectors, make_item

HERE, ELSEWHERE = TOWNSHIPS[:2]


def household(*names: str, township: str = HERE) -> Household:
    """A household on the roster of the township."""
    return household_of(*(names or ("马小花", "马小明")), village=DivisionFactory(code=f"{township[:9]}201").code)


@pytest.fixture
def checks(db: None) -> SimpleNamespace:
    """A draw revealed five days ago; `first` is of the bureau, `second` of another township; `clerk` belongs to the township."""
    draw = make_draw(revealed_at=timezone.now() - dt.timedelta(days=5))
    officer, assistant = make_inspectors(draw)
    return SimpleNamespace(
        draw=draw,
        first=officer,
        second=assistant,
        clerk=UserFactory(township=HERE),
        officer=UserFactory(role=Role.BUREAU_OFFICER),
        today=months.today(),
        item=lambda **given: make_drawn(draw, **given),
    )


def make_drawn(draw: Any, **given: Any) -> DrawItem:
    """An item of the draw with a household on the roster; `given` may name another `kind`."""
    if given.get("kind") == "nil_village":
        given.setdefault("name", "园子村")
    elif "household" not in given:
        given["household"] = household()
    if home := given.get("household"):
        given.setdefault("township", home.division_code)
    return make_item(draw, **given)


def form(**given: Any) -> dict[str, Any]:
    """A household that is as the roster says, visited today."""
    return {
        "visited_on": months.today().isoformat(),
        "outcome": "match",
        "answers": {"qualifies": "是", "published": "是", "members": [{"name": "马小明", "health": "健康"}]},
    } | given
