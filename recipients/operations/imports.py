"""A roster file on its way in: staged, checked, or given up."""

import json
from typing import Any

from django.utils import timezone

from core import audit, months, uploads
from core.models import Division
from core.operation import locked, operation, require
from core.operations import uploads as keeping
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable

from ..examine import NO_TABLE, Examination, examine, read_file
from ..models import RosterImport
from ..workflow import advance

State = RosterImport.State


def township_of(code: str) -> Division:
    """The township of a 9- or 12-digit code; raises Refused when there is none."""
    found = Division.objects.townships().filter(code=f"{code[:9]}000").first()
    if found is None:
        raise Refused(f"没有代码为 {code[:12]} 的乡镇。请核对乡镇代码。", code="township-unknown")
    return found


def require_month(month: str) -> None:
    """Raise Refused unless a roster of `month` can be taken in: it is written YYYY-MM and has begun."""
    if not months.FORM.fullmatch(month):
        raise Refused("月份应写作 2021-07 的形式。", code="month-form")
    if month > months.current():
        raise Refused("这个月份还没有开始，不能导入它的花名册。请核对年份和月份。", code="month-in-future")


@operation
def stage_import(*, by: Any, township_code: str, month: str, data: bytes, filename: str) -> RosterImport:
    """The file is kept and waits for its check; nothing is read from it yet."""
    township = township_of(township_code)
    require(by, Permission.ROSTER_STAGE, township.code)
    require_month(month)
    imp = RosterImport(
        division_code=township.code,
        month=month,
        upload=keeping.keep(data, by=by),
        filename=filename[-200:],
        staged_at=timezone.now(),
        staged_by=by,
    )
    imp.save(force_insert=True)
    audit.record("roster.stage", imp, by=by, summary={"month": month, "sha256": imp.upload_id, "size": len(data)})
    return imp


@operation
def check_import(imp: RosterImport, *, by: Any = None) -> RosterImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, preview lists and numbers."""
    imp = locked(imp)
    advance(imp, "check")
    township = township_of(imp.township_code)
    try:
        roster = read_file(uploads.read(imp.upload), imp.filename, township, imp.month)
    except Unreadable as refused:
        return _unreadable(imp, refused.code, refused.message, by)
    if not roster.parts:
        return _unreadable(imp, *NO_TABLE, by)
    found = examine(roster, township, imp.month)
    keep_examination(imp, found)
    imp.state = State.INVALID if found.errors else State.VALID
    return _checked(imp, by)


def keep_examination(imp: RosterImport, found: Examination) -> None:
    """Findings, families, preview and numbers go into the import (not saved)."""
    imp.counts = found.counts
    imp.staged = found.staged()
    imp.findings_json = json.dumps([finding.as_dict() for finding in found.findings], ensure_ascii=False)
    imp.checked_at = timezone.now()


def _unreadable(imp: RosterImport, code: str, message: str, by: Any) -> RosterImport:
    imp.state, imp.message, imp.checked_at = State.UNREADABLE, message, timezone.now()
    imp.counts = {"unreadable": code}
    return _checked(imp, by)


def _checked(imp: RosterImport, by: Any) -> RosterImport:
    imp.version += 1
    imp.save()
    numbers = {name: imp.counts[name] for name in ("rows", "errors", "warnings") if name in imp.counts}
    audit.record("roster.check", imp, by=by, summary={"state": imp.state, **numbers})
    return imp


@operation
def discard_import(imp: RosterImport, *, by: Any, version: int) -> RosterImport:
    """The import is given up; the roster is as it was. What was read from the file is removed."""
    imp = locked(imp, version=version)
    require(by, Permission.ROSTER_STAGE, imp.division_code)
    imp.state = advance(imp, "discard")
    imp.staged = ""
    imp.version += 1
    imp.save()
    audit.record("roster.discard", imp, by=by)
    return imp
