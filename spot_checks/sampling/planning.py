"""What a plan will be able to say, before anything is drawn: how wide the interval will be."""

from collections.abc import Iterable
from typing import NamedTuple

from .estimate import Stratum, korn_graubard
from .exact import Share, chance, least_wrong, most_wrong, share, wrong_at

POINTS = 31  # outcomes at which the limits are taken; more lie so close that those between are like their neighbours
NEGLIGIBLE = 1e-9


class Width(NamedTuple):
    """Where the two-sided interval will lie on average, as fractions of 1."""

    lower: float
    upper: float

    @property
    def width(self) -> float:
        """Upper less lower limit."""
        return self.upper - self.lower


def expected_width(size: int, sample: int, rate: Share, confidence: Share = "0.95") -> Width:
    """The mean limits of the exact interval for one simple random sample, when ceil(rate·size) are wrong.

    Raises ValueError unless 1 ≤ sample ≤ size.
    """
    if not 1 <= sample <= size:
        raise ValueError("1 ≤ sample ≤ size")
    wrong, both = wrong_at(size, rate), (1 + share(confidence)) / 2
    weights = _outcomes(size, wrong, sample)
    total = sum(weights.values())
    low = sum(weight * least_wrong(size, sample, x, both) for x, weight in weights.items())
    high = sum(weight * most_wrong(size, sample, x, both) for x, weight in weights.items())
    return Width(low / total / size, high / total / size)


def planned_width(strata: Iterable[tuple[str, str, int, int]], rate: Share, confidence: Share = "0.95") -> Width:
    """The same for a plan of strata (code, band, size, sample), when each holds `rate` of errors. With one stratum left
    to chance it is exact, with several it is the interval of the most likely outcome; strata drawn whole add no width.
    """
    planned = [Stratum(code, band, size, sample, 0, 0) for code, band, size, sample in strata if size]
    opened = [each for each in planned if each.is_open]
    size = sum(each.size for each in planned)
    if not size:
        raise ValueError("no items")
    whole = sum(wrong_at(each.size, rate) for each in planned if each.sample == each.size) / size
    blind = sum(each.size for each in planned if not each.sample) / size
    part = sum(each.size for each in opened) / size
    low = high = 0.0
    if len(opened) == 1:
        low, high = expected_width(opened[0].size, opened[0].sample, rate, confidence)
    elif opened:
        both = float((1 + share(confidence)) / 2)
        low, high = korn_graubard([(each, float(share(rate) * each.sample)) for each in opened], both)
    return Width(whole + part * low, whole + blind + part * high)


def _outcomes(size: int, wrong: int, sample: int) -> dict[int, float]:
    """number found → its chance, for those worth counting; evenly spaced ones where they are many."""
    first, last = max(0, sample - (size - wrong)), min(wrong, sample)
    middle = min(max((sample + 1) * (wrong + 1) // (size + 2), first), last)
    floor = chance(middle, size, wrong, sample) * NEGLIGIBLE
    reach = 1
    while _matters(middle - reach, size, wrong, sample, floor) or _matters(middle + reach, size, wrong, sample, floor):
        reach *= 2
    low, high = max(first, middle - reach), min(last, middle + reach)
    step = max(1, (high - low) // POINTS)
    return {x: chance(x, size, wrong, sample) for x in range(low, high + 1, step)}


def _matters(found: int, size: int, wrong: int, sample: int, floor: float) -> bool:
    return chance(found, size, wrong, sample) > floor
