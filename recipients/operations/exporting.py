"""Taking lines of the roster out of the program, on record."""

from typing import Any

from core import audit
from core.models import Division
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused

from ..listing import COLUMNS, table
from ..roster import lines


@operation
def export_lines(
    township: Division, month: str, *, by: Any, reveal: bool, reason: str, via: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(columns, rows) of the township's roster for `month`; that, why and by whom is in the audit chain. In full only
    with a reason."""
    require(by, Permission.ROSTER_EXPORT, township.code)
    if reveal:
        require(by, Permission.ROSTER_REVEAL, township.code)
        if not reason.strip():
            raise Refused("导出完整号码须写明用途（--reason）。", code="reason-missing")
    rows = list(table(lines(township.code, month), reveal=reveal))
    audit.record(
        "roster.export",
        township,
        by=by,
        division_code=township.code,
        summary={"month": month, "rows": len(rows), "reveal": reveal, "via": via},
        values={"reason": reason.strip()[:200]} if reason.strip() else None,
    )
    return COLUMNS, rows
