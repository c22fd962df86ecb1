"""What a draw would be drawn from, counted before anything is fixed."""

from collections import Counter
from dataclasses import dataclass

from core.models import Division
from core.refusal import Refused
from monthly_reports.models import Report

from . import frames, mzdraw
from .models import Draw
from .rules import bands

TAKEN_IN = (Report.State.TAKEN_IN, Report.State.LOCKED)


@dataclass(frozen=True)
class Layered:
    """Candidates with their stratum (township code of nine digits, '-', band), what was left out by reason, and the
    townships (12 digits) whose month is not taken in and which enter as they stood the month before."""

    rows: list[tuple[str, frames.Candidate]]
    left_out: dict[str, int]
    unfiled: list[str]

    @property
    def sizes(self) -> dict[str, int]:
        """stratum → number of candidates, in the order of the codes."""
        return dict(sorted(Counter(stratum for stratum, _ in self.rows).items()))


def scope_of(draw: Draw) -> frames.Scope:
    """What the draw asks of its frame."""
    return frames.Scope(draw.county_code, draw.month, tuple(draw.townships), tuple(draw.schemes))


def layered(draw: Draw) -> Layered:
    """The draw's frame as it stands now. Raises KeyError for a purpose or a band rule nobody knows."""
    wanted = scope_of(draw)
    found, left_out = frames.source(draw.purpose).collect(wanted)
    rows = [
        (f"{each.township}-{bands.band(draw.band_rule, each.facts)}", each) for each in frames.with_facts(found, wanted)
    ]
    return Layered(rows, left_out, unfiled(wanted))


def unfiled(wanted: frames.Scope) -> list[str]:
    """Townships whose report of the month is not taken in; none where the month was never opened."""
    reports = Report.objects.filter(period__county_code=wanted.county, period__month=wanted.month)
    codes = reports.exclude(state__in=TAKEN_IN).order_by("division_code").values_list("division_code", flat=True)
    return [code for code in codes if wanted.holds(code[:9])]


def names_of(codes: list[str]) -> str:
    """Divisions as people name them, in the order given."""
    names = dict(Division.objects.filter(pk__in=codes).values_list("code", "name"))
    return "、".join(names.get(code, code) for code in codes)


def allocation(draw: Draw, sizes: dict[str, int]) -> dict[str, int]:
    """stratum → how many are drawn (MZDRAW1 §5.3). Raises Refused with the smallest feasible total."""
    try:
        return mzdraw.allocate(sizes, draw.weights, draw.minimum, draw.total)
    except mzdraw.TotalTooSmall as short:
        raise Refused(
            f"抽取总数 {draw.total} 太少：A 层全部核查、其余每层至少 {draw.minimum}，合计最少要抽 {short.smallest}。"
            f"请把总数改为 {short.smallest} 或更多。",
            code="total-too-small",
        ) from short
    except mzdraw.TotalTooLarge as much:
        raise Refused(
            f"抽取总数 {draw.total} 多于框内的 {much.largest}，最多只能抽 {much.largest}。", code="total-too-large"
        ) from much


def smallest(draw: Draw, sizes: dict[str, int]) -> int:
    """The smallest total that can be drawn from these strata."""
    return mzdraw.smallest_total(sizes, draw.weights, draw.minimum)
