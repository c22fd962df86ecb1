"""Who answers the published telephones on which day (值守). Days that are over are a record and stay."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import audit, months
from core.models import User
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import EditConflict, Refused

from ...models import DutyShift, PublicTelephone


@dataclass(frozen=True)
class Cell:
    """One telephone on one day: who stood there when the page was opened, and who shall."""

    telephone: PublicTelephone
    day: dt.date
    was: str
    now: str


@operation
def fill_roster(cells: Sequence[Cell], *, by: Any) -> int:
    """The cells that changed stand as typed; an empty one has nobody. Returns how many changed. Raises EditConflict where
    somebody else has filled a cell since, Refused for a day that is over."""
    changed = [cell for cell in cells if cell.was.strip() != cell.now.strip()]
    for cell in changed:
        require(by, Permission.VOICE_LOG, cell.telephone.division_code)
        if cell.day < months.today():
            raise Refused("已经过去的日子不能再改值守安排。", code="day-over")
        _fill(cell)
    if changed:
        audit.record("roster.duty_filled", by=by, division_code=by.division_id, summary={"cells": len(changed)})
    return len(changed)


def _fill(cell: Cell) -> None:
    phone, name = cell.telephone, cell.now.strip()[:50]
    key = {"division_code": phone.division_code, "day": cell.day, "telephone": phone.telephone}
    row = DutyShift.objects.select_for_update().filter(**key).first()
    if (row.person if row else "") != cell.was.strip():
        raise EditConflict("您打开页面后，值守安排已被他人修改。请核对最新内容后再保存。")
    if not name:
        DutyShift.objects.filter(**key).delete()
        return
    known = User.objects.filter(display_name=name, is_active=True, division_id=phone.division_code)
    user = known.first() if known.count() == 1 else None
    row = row or DutyShift(**key)
    row.person, row.user = name, user
    row.save()
