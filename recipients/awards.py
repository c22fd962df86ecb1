"""What is owed this month as a list, in the order of the paper lists: township, scheme, serial number. Reads only.

Every page is a walk along the index `award_list` from where the last one ended; beyond SUMMED awards nothing is added up.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from core import months

from .models import Award
from .search import keyset

PAGE = 50
SUMMED = 5000
ORDER = ("township_code", "scheme", "serial", "id")


@dataclass
class Page:
    """One page of awards with cursors to its neighbours ('' where there is none); `sums` (awards, persons, covered, fen) is
    None where there are more than SUMMED."""

    rows: list[Award]
    previous: str = ""
    next: str = ""
    sums: dict[str, int] | None = None


def page_of(user: Any, *, town: str = "", scheme: str = "", cursor: str = "") -> Page:
    """The awards in force this month that `user` may see, of a township (nine digits) and scheme where told. Two queries,
    three with a cursor."""
    rows = Award.objects.visible_to(user).in_force(months.current())
    if town:
        rows = rows.filter(township_code=town)
    if scheme:
        rows = rows.filter(scheme=scheme)
    some = Award.objects.filter(pk__in=rows.order_by().values("pk")[: SUMMED + 1]).order_by()
    sums = some.aggregate(awards=Count("pk"), persons=Sum("persons"), covered=Sum("covered"), fen=Sum("monthly_fen"))
    shown = rows.select_related("household", "person").defer(
        "account_sealed", "person__id_sealed", "person__phone_sealed"
    )
    return Page(*keyset(shown, ORDER, cursor, PAGE), sums if sums["awards"] <= SUMMED else None)
