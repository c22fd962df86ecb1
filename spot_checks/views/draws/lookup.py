"""The draws a person may see, and what the pages of draws say about one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from core.access import Request
from core.models import Division

from ... import frames
from ...models import Band, Draw

PEOPLE = ("planned_by", "committed_by", "revealed_by", "witness", "published_by", "voided_by")
BANDS = tuple(Band.values)
TONES = {
    Draw.State.PLANNED: "neutral",
    Draw.State.COMMITTED: "info",
    Draw.State.REVEALED: "success",
    Draw.State.PUBLISHED: "success",
    Draw.State.VOIDED: "danger",
    Draw.State.DISCARDED: "neutral",
}


def draws_of(request: Request) -> QuerySet[Draw]:
    """The draws that are public to the person, with the people who had a hand in them."""
    return Draw.objects.public_to(request.user).select_related("previous", *PEOPLE)


def draw_or_404(request: Request, pk: object) -> Draw:
    """A draw that is public to the person."""
    return get_object_or_404(draws_of(request), pk=pk)


def committed_or_404(request: Request, pk: object) -> Draw:
    """A draw that was fixed, whatever became of it."""
    return get_object_or_404(draws_of(request).filter(committed_at__isnull=False), pk=pk)


def out_or_404(request: Request, pk: object) -> Draw:
    """A draw with a result."""
    return get_object_or_404(draws_of(request).filter(revealed_at__isnull=False), pk=pk)


def purpose_label(code: str) -> str:
    """What is drawn from, as people call it; the code where the app that knew it is gone."""
    return next((each.label for each in frames.sources() if each.code == code), code)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Divisions by their codes of nine or twelve digits."""
    wanted = {code: code.ljust(12, "0") for code in codes}
    rows = Division.objects.filter(pk__in=set(wanted.values())).values_list("code", "name") if wanted else ()
    found = dict(rows)
    return {code: found.get(full, code) for code, full in wanted.items()}


def turns(draws: Sequence[Draw]) -> dict[Any, int]:
    """pk → which commitment of its purpose and month the draw was: 2 and more are said in red, voided ones count."""
    if not draws:
        return {}
    rows = Draw.objects.filter(
        county_code=draws[0].county_code,
        month__in={each.month for each in draws},
        purpose__in={each.purpose for each in draws},
        committed_at__isnull=False,
    ).order_by("number")
    met: Counter[tuple[str, str]] = Counter()
    found: dict[Any, int] = {}
    for pk, purpose, month in rows.values_list("pk", "purpose", "month"):
        met[purpose, month] += 1
        found[pk] = met[purpose, month]
    return found


@dataclass(frozen=True)
class Cell:
    """One stratum: how many there are, how many are drawn; `share` in percent with one decimal."""

    size: int = 0
    drawn: int = 0

    @property
    def share(self) -> str:
        return f"{self.drawn * 100 / self.size:.1f}%" if self.size else ""


@dataclass(frozen=True)
class Row:
    """A township's strata in the order A, B, C, and their sum."""

    name: str
    cells: list[Cell]
    late: bool = False

    @property
    def total(self) -> Cell:
        return Cell(sum(each.size for each in self.cells), sum(each.drawn for each in self.cells))


def table(strata: dict[str, Sequence[int]], unfiled: Iterable[str] = ()) -> dict[str, Any]:
    """Townships × bands with their sums, of {stratum: [N, n]}; townships in `unfiled` (12 digits) are marked."""
    towns = sorted({stratum[:9] for stratum in strata})
    names, late = names_of(towns), {code[:9] for code in unfiled}
    rows = [Row(names[town], [_cell(strata, town, band) for band in BANDS], town in late) for town in towns]
    sums = [
        Cell(sum(row.cells[at].size for row in rows), sum(row.cells[at].drawn for row in rows))
        for at in range(len(BANDS))
    ]
    return {"bands": Band.choices, "rows": rows, "sum": Row("合计", sums), "strata": len(strata)}


def _cell(strata: dict[str, Sequence[int]], town: str, band: str) -> Cell:
    size, drawn = strata.get(f"{town}-{band}", (0, 0))
    return Cell(size, drawn)
