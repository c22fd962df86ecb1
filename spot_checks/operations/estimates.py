"""What a draw's signed visits say, kept beside the draw: a row for each township and one for the county.

Only signed visits of drawn items count. Who was not found or is not visited yet counts as wrong for the upper limit and as
right for the lower; nobody is replaced (MZDRAW1 §5.8, §5.10).
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation

from .. import frames, sampling
from ..models import Draw, Estimate, Visit, VisitKind
from ..standing import Layer, layers, together
from .enlarging import enlarge
from .signed import register

CONFIDENCE = "0.95"
KEPT = (
    "population", "sample", "done", "errors", "unknown", "video", "rate_ppm", "lower_ppm", "upper_ppm", "overpaid_fen",
    "sentence", "final",
)  # fmt: skip


@operation
def recompute(draw: Draw, *, by: User | None = None) -> int:
    """The draw's estimates are those of its signed visits, its samples enlarged where the rule says so; says how many rows
    changed. Running again changes nothing; a draw without a result has none."""
    mine = locked(draw)  # visits signed at once follow each other
    if not mine.is_out:
        return 0
    found = layers(mine)
    if enlarge(mine, found, by=by):
        found = layers(mine)
    at = timezone.now()
    county = mine.county_code.ljust(12, "0")
    by_township: dict[str, list[Layer]] = {}
    for layer in found:
        by_township.setdefault(layer.township.ljust(12, "0"), []).append(layer)
    rows = [_row(mine, code, some, at) for code, some in (*by_township.items(), (county, found))]
    changed = _changed(mine, rows)
    if changed:
        Estimate.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["draw", "division_code"], update_fields=[*KEPT, "at"]
        )
        told = rows[-1]
        summary = {"code": mine.code, "done": told.done, "sample": told.sample, "errors": told.errors}
        audit.record("draw.estimate", mine, by=by, summary=summary | {"upper_ppm": told.upper_ppm})
    return len(changed)


@register
def follow(visit: Visit) -> None:
    """A drawn visit that was signed stands in its draw's estimates."""
    if visit.item is not None and visit.kind == VisitKind.DRAWN:
        recompute(visit.item.draw)


def _row(draw: Draw, code: str, some: list[Layer], at: dt.datetime) -> Estimate:
    """The estimate over some strata. Where nothing wrong was found the upper limit is the one-sided one, as the sentence
    says it; otherwise both limits are those of the two-sided interval."""
    told = sampling.estimate([_stratum(layer) for layer in some], CONFIDENCE)
    return Estimate(
        draw=draw,
        division_code=code,
        population=told.size,
        sample=told.sample,
        done=told.returned,
        errors=told.wrong,
        unknown=told.unknown,
        video=together(some).video,
        rate_ppm=told.rate_ppm,
        lower_ppm=told.lower_ppm,
        upper_ppm=told.upper_ppm if told.wrong else told.at_most_ppm,
        overpaid_fen=told.overpaid_fen,
        sentence=f"{sampling.sentence(told, unit_of(draw.purpose))}。",
        final=told.is_final,
        at=at,
    )


def unit_of(purpose: str) -> str:
    """What a draw of this purpose counts: 户 or 项."""
    return next((each.unit for each in frames.sources() if each.code == purpose), "户")


def _stratum(layer: Layer) -> sampling.Stratum:
    return sampling.Stratum(
        code=layer.stratum,
        band=layer.band,
        size=layer.population,
        sample=layer.sample,
        x_lower=layer.errors,
        x_upper=layer.errors + layer.unknown,
        overpaid_fen=layer.overpaid_fen,
        returned=layer.done,
    )


def _changed(draw: Draw, rows: list[Estimate]) -> list[Estimate]:
    """The rows that say something new."""
    said: dict[str, tuple[Any, ...]] = {
        row[0]: row[1:] for row in Estimate.objects.filter(draw=draw).values_list("division_code", *KEPT)
    }
    return [row for row in rows if said.get(row.division_code) != tuple(getattr(row, name) for name in KEPT)]
