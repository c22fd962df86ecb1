"""The close-out report of a month, by township: what was found, struck off, overdue at its end, and what rebounded.

Old closed rows (历史销号) count nowhere. A rebounded entry loses its close-out: it is counted where it rebounded, and no
longer where it was closed. Four grouped queries, whatever the rows.
"""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from core import months
from core.models import Division

from ..models import RectificationEntry
from .filing import COUNTY

S = RectificationEntry.State
FIGURES = ("opened", "closed", "overdue", "rebounded")


def close_out_report(county_code: str, month: str, today: dt.date) -> dict[str, Any]:
    """`month` YYYY-MM; overdue is as of its last day's end, or of `today` in the running month. Every township of the county
    has a line, the bureau itself where it has entries of its own."""
    figures = _figures(county_code, month, today)
    towns = {
        code[:9]: name
        for code, name in Division.objects.townships().filter(code__startswith=county_code).values_list("code", "name")
    }
    own = f"{county_code}000"
    if any(figures[name][own] for name in FIGURES):
        towns[own] = COUNTY
    rows: list[dict[str, Any]] = [
        {"township": f"{code}000", "name": towns.get(code, code), **{name: figures[name][code] for name in FIGURES}}
        for code in sorted(towns.keys() | {code for counted in figures.values() for code in counted})
    ]
    total = {name: sum(row[name] for row in rows) for name in FIGURES}
    return {"month": month, "townships": rows, "total": total}


def _figures(county_code: str, month: str, today: dt.date) -> dict[str, Counter[str]]:
    first, following = months.first_day(month), months.first_day(months.add(month, 1))
    begun, ended = (dt.datetime.combine(day, dt.time(), tzinfo=months.SHANGHAI) for day in (first, following))
    rows = RectificationEntry.objects.filter(county_code=county_code)
    counting = rows.exclude(pk__in=rows.legacy().values("pk"))
    as_of = min(following, today)
    until = min(ended, dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI))
    still_open = Q(closed_at__isnull=True) | Q(closed_at__gte=until)
    late = counting.annotate(last=Coalesce("extended_to", "due_on")).filter(still_open, last__lt=as_of)
    return {
        "opened": _by_town(counting.filter(found_on__gte=first, found_on__lt=following)),
        "closed": _by_town(counting.filter(closed_at__gte=begun, closed_at__lt=ended, rebounded_at__isnull=True)),
        "overdue": _by_town(late.filter(found_on__lt=following).exclude(state=S.DISMISSED)),
        "rebounded": _by_town(rows.filter(rebounded_at__gte=begun, rebounded_at__lt=ended)),
    }


def _by_town(rows: Any) -> Counter[str]:
    counted = rows.order_by().values_list("township_code").annotate(Count("pk"))
    return Counter(dict(counted))
