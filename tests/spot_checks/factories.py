"""A draw that is out, its items and its two inspectors, made without drawing."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.models import User
from core.permissions import Role
from spot_checks.models import Draw, DrawInspector, DrawItem
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory


def make_draw(**given: Any) -> Draw:
    """A draw of households on July's roster, revealed today."""
    DivisionFactory(code=COUNTY)
    now = timezone.now()
    values: dict[str, Any] = {
        "division_code": COUNTY,
        "state": Draw.State.REVEALED,
        "purpose": "roster",
        "title": "社会救助在册对象抽查",
        "month": "2021-07",
        "number": Draw.objects.count() + 1,
        "code": f"640424-2021-07-{Draw.objects.count() + 1:02d}",
        "total": 2,
        "strata": {f"{TOWNSHIPS[0][:9]}-C": [20, 2]},
        "planned_at": now,
        "committed_at": now,
        "commitment": "c" * 64,
        "revealed_at": now,
        "visits_due": (now + dt.timedelta(days=14)).date(),
    }
    return Draw.objects.create(**values | given)


def make_item(draw: Draw, township: str = TOWNSHIPS[0], **given: Any) -> DrawItem:
    """A drawn household of the township, visited from today on."""
    rank = draw.items.count() + 1
    values: dict[str, Any] = {
        "division_code": township,
        "stratum": f"{township[:9]}-C",
        "rank": rank,
        "item": f"{rank:032x}",
        "ticket": f"{rank:064x}",
        "selected": "M",
        "kind": "household",
        "name": "马小花",
        "label": f"{township[:9]}-{rank:06d}",
        "category": "农村低保",
        "fen": 31000,
        "visit_on": timezone.localdate(),
    }
    item = DrawItem(draw=draw, **values | given)
    item.opening = f"{'ab' * 16}\x1f640498197211270010\x1f{item.name}\x1f{item.label}\x1f{item.category}\x1f{item.fen}"
    item.save()
    return item


def make_inspectors(draw: Draw, township: str = TOWNSHIPS[0], *people: User) -> list[User]:
    """Two inspectors of the township: the given people, else an officer of the bureau and an assistant of elsewhere."""
    elsewhere = next(code for code in TOWNSHIPS if code != township)
    pair = list(people) or [UserFactory(role=Role.BUREAU_OFFICER), UserFactory(township=elsewhere)]
    for rank, user in enumerate(pair, 1):
        DrawInspector.objects.create(
            draw=draw, user=user, code=f"u{rank:03d}", rank=rank, division_code=township.ljust(12, "0")
        )
    return pair
