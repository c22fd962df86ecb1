"""A register of declared kin on its way in: staged, checked, put in as a whole, or given up."""

import json
from typing import Any

from django.utils import timezone

from core import uploads
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable

from ..intake.declared import load
from ..kin.examine import NO_TABLE, KinExamination, Unplaced, examine_kin, read_kin_file
from ..kin.matching import Places, matched
from ..kin.planning import Change, official_key, values_of
from ..models import KinDeclaration, KinImport
from . import counters, staging

MATCHED = ("person", "household", "match", "division_code", "county_code", "township_code")


@operation
def stage_kin_import(*, by: Any, data: bytes, filename: str) -> KinImport:
    """The file is kept and waits for its check; nothing is read from it yet."""
    imp = KinImport(division_code=staging.county_of(by), filename=filename)
    require(by, Permission.KIN_EDIT, imp.division_code)
    return staging.keep(imp, by=by, data=data, trail="kin")


@operation
def check_kin_import(imp: KinImport, *, by: Any = None) -> KinImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, preview lists and numbers."""
    return staging.check(imp, _examined, by=by, trail="kin")


def _examined(imp: KinImport) -> KinExamination:
    register = read_kin_file(uploads.read(imp.upload), imp.filename)
    if not register.parts:
        raise Unreadable(*NO_TABLE)
    return examine_kin(register, imp.county_code)


@operation
def discard_kin_import(imp: KinImport, *, by: Any, version: int) -> KinImport:
    """The import is given up; the register is as it was. What was read from the file is removed."""
    return staging.discard(imp, by=by, version=version, permission=Permission.KIN_EDIT, trail="kin")


@operation
def commit_kin_import(imp: KinImport, *, by: Any, version: int, warning_reason: str = "") -> KinImport:
    """The register holds what the file says, new lines and changes as compared under lock; or nothing has changed. What the
    file leaves out stays: officials who leave are ended one by one."""
    imp = staging.to_commit(
        imp, by=by, version=version, permission=Permission.KIN_EDIT, warning_reason=warning_reason, what="登记表"
    )
    lock_register(imp.county_code)
    staged = json.loads(imp.staged)
    found = examine_kin(Unplaced(lines=load(json.dumps(staged["lines"]))), imp.county_code)
    if found.errors:
        raise Refused("这份文件现在不能入库。请重新上传核对后再试。", code="register-changed", findings=found.errors)
    _carry_out(found, imp, staged["titles"], by)
    imp.counts |= {name: found.counts[name] for name in ("new", "changed", "same", "matches")}
    return staging.committed(imp, by=by, trail="kin", told=("rows", "new", "changed", "same", "warnings"))


def lock_register(county_code: str) -> None:
    """Nobody else changes the county's register of declared kin until the end of the transaction."""
    counters.lock(f"{county_code}000", "kin")


def _carry_out(found: KinExamination, imp: KinImport, titles: list[str], by: Any) -> None:
    places, at = Places(imp.county_code), timezone.now()
    new = []
    for line in found.plan.new:
        recipient = found.index_of(line.id)
        index = found.index_of(line.official_id) if line.official_id else ""
        row = KinDeclaration(
            **values_of(line),
            **matched(found.found.get(recipient), line.name, line.unit, places),
            official_index=index,
            official_key=official_key(index, line.official_name),
            recipient_index=recipient,
            source=imp,
            source_row=f"{titles[line.sheet][:40]}第 {line.row + 1} 行",
            created_at=at,
            created_by=by,
        )
        row.official_id, row.recipient_id = line.official_id, line.id
        new.append(row)
    KinDeclaration.objects.bulk_create(new)
    for change in found.plan.changed:
        _change(change, found, places)


def _change(change: Change, found: KinExamination, places: Places) -> None:
    row = change.row
    for name, value in change.values.items():
        setattr(row, name, value)
    if "official_id" in change.values:
        row.official_index = found.index_of(row.official_id)
    row.official_key = official_key(row.official_index, row.official_name)
    place_anew(row, matched(found.found.get(row.recipient_index), row.recipient_name, row.unit, places))
    row.version += 1
    fields = [name for name in change.values if name != "official_id"]
    row.save(update_fields=[*fields, *MATCHED, "official_sealed", "official_index", "official_key", "version"])


def place_anew(row: KinDeclaration, values: dict[str, Any]) -> bool:
    """Give a row what it repeats of the roster (not saved); True when that is something new."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        if name != "division_code":
            setattr(row, name, value)
    row.move_to(values["division_code"])
    return before != values
