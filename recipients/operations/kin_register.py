"""Declared kin one by one: declared, corrected, ended; and matched anew to the roster."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import audit, months
from core.crypto import id_index
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ..intake.declared import Declared
from ..kin.matching import Places, find, matched
from ..kin.planning import PLAIN, official_key, values_of
from ..models import KinDeclaration
from .kin_imports import MATCHED, lock_register, place_anew

BATCH = 500


@operation
def declare_kin(values: Declared, *, by: Any) -> KinDeclaration:
    """The declaration stands, matched to the roster. Raises Refused when the pair is declared already."""
    county = by.division_id[:6]
    require(by, Permission.KIN_EDIT, f"{county}000000")
    lock_register(county)
    row = KinDeclaration(division_code=f"{county}000000", created_at=timezone.now(), created_by=by)
    _say(row, values)
    _not_twice(row)
    _match(row)
    row.save(force_insert=True)
    audit.record("kin.add", row, by=by, summary={"match": row.match})
    return row


@operation
def change_declaration(row: KinDeclaration, *, by: Any, version: int, values: Declared) -> KinDeclaration:
    """The declaration says what `values` say; an empty ID number keeps the one that stands. Raises EditConflict when it was
    saved by somebody else since."""
    lock_register(row.county_code)
    row = locked(row, version=version)
    require(by, Permission.KIN_EDIT, row.division_code)
    _must_hold(row)
    before = {name: getattr(row, name) for name in (*PLAIN, "official_index", "recipient_index")}
    _say(row, values)
    _not_twice(row)
    _match(row)
    changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
    row.version += 1
    row.save()
    audit.record("kin.change", row, by=by, summary={"fields": " ".join(changed), "match": row.match})
    return row


@operation
def end_declaration(row: KinDeclaration, *, by: Any, version: int, on: dt.date, reason: str) -> KinDeclaration:
    """The declaration holds no longer; it stays readable with its day and reason."""
    lock_register(row.county_code)
    row = locked(row, version=version)
    require(by, Permission.KIN_EDIT, row.division_code)
    _must_hold(row)
    if not reason.strip():
        raise Refused("请写明注销原因，如 经办人调离。", code="reason-missing")
    if on > months.today():
        raise Refused("注销日期不能晚于今天。", code="day-in-future")
    row.active, row.ended_on, row.ended_reason = False, on, reason.strip()[:200]
    row.version += 1
    row.save(update_fields=["active", "ended_on", "ended_reason", "version"])
    audit.record("kin.end", row, by=by, summary={"on": on.isoformat()})
    return row


@operation
def rematch_kin(county_code: str, *, by: Any = None) -> int:
    """Every declaration of the county that holds says where its recipient stands on the roster now; returns how many had to
    change. A second run changes nothing, nor does it touch what people typed or its version."""
    require(by, Permission.KIN_EDIT, f"{county_code}000000")
    lock_register(county_code)
    rows = list(
        KinDeclaration.objects.active()
        .filter(county_code=county_code)
        .defer("official_sealed", "recipient_sealed")
        .order_by("id")
    )
    found, places = find(county_code, (row.recipient_index for row in rows)), Places(county_code)
    moved = [
        row
        for row in rows
        if place_anew(row, matched(found.get(row.recipient_index), row.recipient_name, row.unit, places))
    ]
    KinDeclaration.objects.bulk_update(moved, MATCHED, batch_size=BATCH)
    if moved:
        audit.record("kin.rematch", by=by, division_code=f"{county_code}000000", summary={"changed": len(moved)})
    return len(moved)


def _say(row: KinDeclaration, values: Declared) -> None:
    for name, value in values_of(values).items():
        setattr(row, name, value)
    if values.official_id:
        row.official_id, row.official_index = values.official_id, id_index(values.official_id)
    if values.id:
        row.recipient_id, row.recipient_index = values.id, id_index(values.id)
    row.official_key = official_key(row.official_index, row.official_name)


def _not_twice(row: KinDeclaration) -> None:
    same = KinDeclaration.objects.active().filter(county_code=row.county_code, recipient_index=row.recipient_index)
    if same.filter(official_key=row.official_key).exclude(pk=row.pk).exists():
        raise Refused("这位经办人与这位享受人已经备案。请在列表里查找，直接修改那一条。", code="kin-twice")


def _match(row: KinDeclaration) -> None:
    found = find(row.county_code, [row.recipient_index])
    place_anew(row, matched(found.get(row.recipient_index), row.recipient_name, row.unit, Places(row.county_code)))


def _must_hold(row: KinDeclaration) -> None:
    if not row.active:
        raise Refused("这条备案已经注销，不能再改。需要时请重新登记。", code="kin-ended")
