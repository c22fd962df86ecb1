"""The board's figures are counted anew: what is kept is then what a full count finds."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import Division
from core.operation import operation, require
from core.permissions import Permission

from ..board.counting import Counted, Key, count
from ..models import Figure, FigureStand

YEAR = 13  # a year's months and the one before it
AT_ONCE = 1000


def recent(number: int = 2) -> list[str]:
    """This month and those before it, the newest first."""
    return [months.add(months.current(), -back) for back in range(number)]


def counties() -> list[str]:
    """The codes (6 digits) of the counties in use."""
    rows = Division.objects.filter(level=Division.Level.COUNTY, valid_to__isnull=True)
    return sorted({code[:6] for code in rows.values_list("code", flat=True)})


def rebuild(county: str, wanted: Sequence[str] | None = None, *, by: Any = None) -> int:
    """The county's figures of the months (the last two unless told; all of a year the first time), and those without a
    month, are those of a full count; says how many changed. The count itself runs before the transaction begins."""
    code = county[:6]
    if wanted is None:
        wanted = recent() if FigureStand.objects.filter(county_code=code).exists() else recent(YEAR)
    now = timezone.now()
    return keep(code, wanted, count(code, wanted, now), at=now, by=by)


@operation
def keep(county: str, wanted: Sequence[str], found: Counted, *, at: dt.datetime, by: Any = None) -> int:
    """What was counted at `at` stands in place of what was kept, unless a later count is kept already; says how many
    figures changed. Only a person's asking is recorded: what the clock counts again tells nothing new of anybody."""
    require(by, Permission.BRIEF_MAKE, county)
    stand = FigureStand.objects.select_for_update().filter(county_code=county).first()
    if stand is not None and stand.counted_at > at:
        return 0
    changed = _replace(county, wanted, found)
    FigureStand.objects.update_or_create(county_code=county, defaults={"counted_at": at})
    if by is not None:
        division = f"{county}000000"
        audit.record("figure.rebuild", by=by, division_code=division, summary={"changed": changed})
    return changed


def _replace(county: str, wanted: Sequence[str], found: Counted) -> int:
    rows = Figure.objects.filter(county_code=county, month__in=[*wanted, ""])
    kept = {Key(row.division_code, row.month, row.kind, row.what, row.a, row.b): row for row in rows.iterator()}
    gone = [row.pk for key, row in kept.items() if key not in found]
    for start in range(0, len(gone), AT_ONCE):
        Figure.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    other = [row for key, row in kept.items() if key in found and row.value != found[key]]
    for row in other:
        row.value = found[Key(row.division_code, row.month, row.kind, row.what, row.a, row.b)]
    Figure.objects.bulk_update(other, ["value"], batch_size=AT_ONCE)
    new = [_row(key, value) for key, value in found.items() if key not in kept]
    Figure.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(gone) + len(other) + len(new)


def _row(key: Key, value: int) -> Figure:
    return Figure(division_code=key.place, month=key.month, kind=key.kind, what=key.what, a=key.a, b=key.b, value=value)
