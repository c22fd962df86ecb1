"""The day from which a township knows whom it is visited about."""

import datetime as dt

from core import audit, months
from core.models import User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ..models import Draw, DrawItem


@operation
def set_visit_day(draw: Draw, township: str, day: dt.date, *, by: User) -> int:
    """The items to visit in the township (9 or 12 digits) are visited from `day` on; until then the township does not see
    them. Says how many. The day may be moved until it has come; items released by the rule afterwards get one of their
    own."""
    mine = locked(draw)
    require(by, Permission.DRAW_PLAN, mine.county_code)
    if not mine.is_out or mine.revealed_at is None:
        raise Refused("抽签还没有结果，不能定入户日。", code="draw-not-out")
    revealed = mine.revealed_at.astimezone(months.SHANGHAI).date()
    if day < max(revealed, months.today()):
        raise Refused("入户日不能早于今天，也不能早于摇号那天。", code="visit-day-early")
    if not township.startswith(mine.county_code):
        raise Refused("只能定本县乡镇的入户日。", code="visit-day-elsewhere")
    items = DrawItem.objects.filter(draw=mine, township_code=township[:9]).to_visit()
    if not items.exists():
        raise Refused("这个乡镇没有抽中对象。", code="visit-day-nobody")
    count = items.exclude(visit_on__lte=months.today()).update(visit_on=day)
    if not count:
        raise Refused("这个乡镇的入户日已到，乡镇已能看到名单，不能再改。", code="visit-day-come")
    audit.record(
        "visit.day_set", mine, by=by, division_code=township[:9].ljust(12, "0"), summary={"day": day.isoformat()}
    )
    return count
