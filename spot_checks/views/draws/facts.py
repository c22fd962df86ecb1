"""What is known of a draw that was committed, as its page, its record and its list of items say it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from core import months
from core.models import AuditEntry, Division

from ...models import Draw, DrawItem, SeedKind
from ...operations import pool
from ...rules import lottery_was_unknown as lottery
from .lookup import names_of


def doubt(draw: Draw) -> str:
    """Why a lottery's result cannot have been unknown at the commitment; "" otherwise."""
    if draw.seed_kind != SeedKind.SSQ or draw.committed_at is None or draw.revealed_at is None:
        return ""
    days = [at.astimezone(months.SHANGHAI).date() for at in (draw.committed_at, draw.revealed_at)]
    return lottery.doubt(json.loads(draw.seed_json)["values"][-1], *days)


def anchor(draw: Draw) -> AuditEntry | None:
    """The entry of the audit chain that holds the commitment."""
    found = AuditEntry.objects.filter(
        subject_type=draw._meta.label_lower, subject_id=str(draw.pk), action="draw.commit"
    )
    return found.order_by("number").first()


def inspectors(draw: Draw) -> Iterator[dict[str, Any]]:
    """Township by township, the inspectors who serve it now; `lacks` says how many of the two are missing."""
    rows = list(draw.inspectors.select_related("user__division").order_by("township_code", "rank"))
    codes = sorted({stratum[:9] for stratum in draw.strata} | {row.township_code for row in rows})
    names = names_of(codes)
    for code in codes:
        mine = [row for row in rows if row.township_code == code]
        yield {"code": code, "town": names[code], "rows": mine, "lacks": max(pool.PAIR - len(mine), 0)}


def as_drawn(draw: Draw) -> Iterator[dict[str, Any]]:
    """The same as the seed gave it, whoever came in since: what the signed record says."""
    since = list(draw.stand_ins.select_related("left"))
    came = {(row.township_code, row.came_id) for row in since}
    for each in inspectors(draw):
        town = each["code"]
        people = [row.user for row in each["rows"] if (town, row.user_id) not in came]
        people += [
            row.left for row in since if row.township_code == town and row.left and (town, row.left_id) not in came
        ]
        yield {"town": each["town"], "people": people}


def stand_ins(draw: Draw) -> Iterator[dict[str, Any]]:
    """Who came in for whom since, the oldest first."""
    rows = list(draw.stand_ins.select_related("left", "came"))
    names = names_of({row.township_code for row in rows})
    for row in rows:
        yield {"town": names[row.township_code], "row": row}


def villages(items: Iterable[DrawItem]) -> dict[str, str]:
    """The names of the places of the items, by code."""
    codes = {each.division_code for each in items} | {each.township_code.ljust(12, "0") for each in items}
    return dict(Division.objects.filter(pk__in=codes).values_list("code", "name"))
