"""The figures of one person's board, read at once: four queries, whatever the county's size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q

from cases.models import Stage
from core import months
from core.models import Division
from monthly_reports.models import Period

from ..models import Figure, FigureStand

SHOWN = 12
COUNTY_NAME = "县级"


class Told(NamedTuple):
    """One figure: where, when, by what it is divided, how many."""

    place: str
    month: str
    a: str
    b: str
    value: int


@dataclass
class Figures:
    """What the board knows. `places` are the townships in the order of their codes, and the county itself last where
    something lies with it; `months` a year, the oldest first."""

    county: str
    places: list[tuple[str, str]]
    months: list[str]
    counted_at: dt.datetime | None = None
    periods: dict[str, str] = field(default_factory=dict)
    stages: list[Any] = field(default_factory=list)
    told: dict[tuple[str, str], list[Told]] = field(default_factory=lambda: defaultdict(list))

    @property
    def now(self) -> str:
        """The newest month."""
        return self.months[-1]

    def each(self, kind: str, what: str) -> list[Told]:
        """All figures of one thing."""
        return self.told.get((kind, what), [])

    def sum(
        self,
        kind: str,
        what: str,
        *,
        place: str | None = None,
        month: str | None = None,
        a: str | None = None,
        b: str | None = None,
    ) -> int:
        """Added up over whatever is not named."""
        asked = (place, month, a, b)
        return sum(
            row.value
            for row in self.each(kind, what)
            if all(want is None or want == has for want, has in zip(asked, row[:4], strict=True))
        )

    def whats(self, kind: str) -> Iterator[tuple[str, Told]]:
        """Every figure of a kind with the thing it counts."""
        for (each, what), rows in self.told.items():
            if each == kind:
                yield from ((what, row) for row in rows)


def load(user: Any, last: str = "") -> Figures:
    """The figures `user` may see of the year that ends with `last` (this month unless told)."""
    county, last = user.scope[:6], last or months.current()
    shown = [months.add(last, -back) for back in range(SHOWN - 1, -1, -1)]
    towns = Division.objects.townships().filter(code__startswith=user.scope).values_list("code", "name")
    found = Figures(f"{county}000000", list(towns), shown)
    rows = Figure.objects.visible_to(user).filter(Q(month__in=[*shown, ""]), ~Q(kind="relief") | Q(month=last))
    at_county = False
    for kind, what, place, month, a, b, value in rows.values_list(
        "kind", "what", "division_code", "month", "a", "b", "value"
    ):
        row = Told(place, month, a, b, value)
        found.told[kind, what].append(row)
        at_county = at_county or (row.place == found.county and kind != Figure.Kind.CHECK)
    if at_county:
        found.places.append((found.county, COUNTY_NAME))
    stand = FigureStand.objects.filter(county_code=county).first()
    found.counted_at = stand.counted_at if stand else None
    periods = Period.objects.filter(county_code=county, month__in=shown)
    found.periods = {month: str(pk) for month, pk in periods.values_list("month", "pk")}
    newest = Stage.objects.filter(campaign__county_code=county, campaign__first_day__lte=months.last_day(last))
    stages = list(newest.order_by("-campaign__first_day", "first_day"))
    found.stages = [each for each in stages if each.campaign_id == stages[0].campaign_id]
    return found
