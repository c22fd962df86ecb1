"""A roster file on its way in: staged, checked, or given up."""

from typing import Any

from core import months, uploads
from core.models import Division
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable

from ..examine import NO_TABLE, Examination, examine, read_file
from ..models import RosterImport
from . import staging


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
    imp = RosterImport(division_code=township.code, month=month, filename=filename)
    return staging.keep(imp, by=by, data=data, trail="roster", month=month)


@operation
def check_import(imp: RosterImport, *, by: Any = None) -> RosterImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, preview lists and numbers."""
    return staging.check(imp, _examined, by=by, trail="roster")


def _examined(imp: RosterImport) -> Examination:
    township = township_of(imp.township_code)
    roster = read_file(uploads.read(imp.upload), imp.filename, township, imp.month)
    if not roster.parts:
        raise Unreadable(*NO_TABLE)
    return examine(roster, township, imp.month)


@operation
def discard_import(imp: RosterImport, *, by: Any, version: int) -> RosterImport:
    """The import is given up; the roster is as it was. What was read from the file is removed."""
    return staging.discard(imp, by=by, version=version, permission=Permission.ROSTER_STAGE, trail="roster")
