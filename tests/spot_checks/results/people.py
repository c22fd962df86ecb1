"""Signed visits, made without visiting, and the people of a small county."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from core.models import User
from core.permissions import Role
from spot_checks.models import Draw, DrawItem, Outcome, Selected, Visit, VisitKind
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.factories import make_draw, make_inspectors, make_item

HERE, THERE = TOWNSHIPS[:2]
COUNTY_CODE = "640424000000"


def signed(item: DrawItem, outcome: str = Outcome.MATCH, **given: Any) -> Visit:
    """The item's visit, signed today by the two inspectors of its township."""
    pair = [row.user for row in item.draw.inspectors.filter(township_code=item.township_code).order_by("rank")]
    now = timezone.now()
    values: dict[str, Any] = {
        "division_code": item.division_code,
        "item": item,
        "kind": VisitKind.DRAWN,
        "state": Visit.State.SIGNED,
        "subject": item.name,
        "visited_on": timezone.localdate(),
        "entered_at": now,
        "outcome": outcome,
        "first_inspector": pair[0],
        "second_inspector": pair[1],
        "handed_at": now,
    } | given
    values.setdefault("signed_at", now if values["state"] == Visit.State.SIGNED else None)
    visit = Visit(**values)
    visit.answers = ""
    visit.save()
    return visit


def two_townships(sizes: tuple[int, int] = (3000, 500), sample: tuple[int, int] = (6, 4), **given: Any) -> Draw:
    """A draw of band C in two townships, each with its inspectors and `sample` main items."""
    strata = {f"{town[:9]}-C": [size, n] for town, size, n in zip((HERE, THERE), sizes, sample, strict=True)}
    draw = make_draw(strata=strata, total=sum(sample), **given)
    for town, n in zip((HERE, THERE), sample, strict=True):
        make_inspectors(draw, town)
        for _ in range(n):
            make_item(draw, town)
    return draw


def reserve(draw: Draw, count: int, township: str = HERE) -> list[DrawItem]:
    """Reserve items behind the main ones."""
    return [make_item(draw, township, selected=Selected.RESERVE) for _ in range(count)]


def items_of(draw: Draw, township: str = HERE) -> list[DrawItem]:
    """The township's main items in rank order."""
    return list(draw.items.filter(township_code=township[:9], selected=Selected.MAIN).order_by("rank"))


def officer() -> User:
    return UserFactory(role=Role.BUREAU_OFFICER)


def cast() -> SimpleNamespace:
    """One of each role that looks at results."""
    return SimpleNamespace(
        officer=officer(),
        leader=UserFactory(role=Role.LEADERSHIP),
        discipline=UserFactory(role=Role.DISCIPLINE_OFFICER),
        assistant=UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=HERE),
        verifier=UserFactory(role=Role.TOWNSHIP_VERIFIER, township=THERE),
    )


def long_ago(days: int) -> dt.datetime:
    """A moment so many days before now."""
    return timezone.now() - dt.timedelta(days=days)
