"""What a stratified sample says about a township and about the county (MZDRAW1 §5.8 and §5.10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from .beta import beta_quantile
from .exact import Share, least_wrong, most_wrong, share

ALL, EXACT, BANDS = "all", "exact", "bands"
FINE = 10**9


@dataclass(frozen=True)
class Stratum:
    """What is known of one stratum: `code` (township and band), `size` items of which `sample` were drawn and `returned`
    have come back (all, where None). `x_lower` are the errors; `x_upper` the errors and those not found. `overpaid_fen`
    is the sum over the items that came back."""

    code: str
    band: str
    size: int
    sample: int
    x_lower: int
    x_upper: int
    overpaid_fen: int = 0
    returned: int | None = None

    def __post_init__(self) -> None:
        back = self.back
        if not 0 <= self.x_lower <= self.x_upper <= back <= self.sample <= self.size:
            raise ValueError("0 ≤ x_lower ≤ x_upper ≤ returned ≤ sample ≤ size")

    @property
    def back(self) -> int:
        """How many have come back."""
        return self.sample if self.returned is None else self.returned

    @property
    def highest(self) -> int:
        """Errors when everyone not found, and everyone not back yet, is one (§5.8)."""
        return self.x_upper + self.sample - self.back

    @property
    def is_open(self) -> bool:
        """True where chance decides: some but not all of it was drawn."""
        return 0 < self.sample < self.size


@dataclass(frozen=True)
class Estimate:
    """What can be said about an area of `size` items, `sample` of them drawn, `whole` of these in strata drawn whole,
    `returned` back, `wrong` of these wrong and `unknown` not found.

    Rates are exact fractions of 1: `rate` is the estimate p̂ (not found and not back count as right), `lower` and `upper`
    the two-sided interval, `at_most` the one-sided upper limit, all at `confidence`. In the upper limits everyone not
    found, not back or in a stratum of which nothing was drawn counts as wrong. `method` is `all` (nothing left to
    chance), `exact` (one simple random sample: hypergeometric) or `bands` (Korn–Graubard). `overpaid_fen` is Σ y/π,
    rounded half up once; townships need not add up to the county to the fen.
    """

    code: str
    size: int
    sample: int
    whole: int
    returned: int
    wrong: int
    unknown: int
    rate: Fraction
    lower: Fraction
    upper: Fraction
    at_most: Fraction
    overpaid_fen: int
    method: str
    confidence: Fraction

    @property
    def is_final(self) -> bool:
        """True once everybody drawn is back."""
        return self.returned == self.sample

    @property
    def rate_ppm(self) -> int:
        """p̂ in parts per million, rounded half up."""
        return half_up(self.rate * 10**6)

    @property
    def lower_ppm(self) -> int:
        """The lower limit in parts per million, rounded down."""
        return floor(self.lower * 10**6)

    @property
    def upper_ppm(self) -> int:
        """The upper limit of the interval in parts per million, rounded up."""
        return ceil(self.upper * 10**6)

    @property
    def at_most_ppm(self) -> int:
        """The one-sided upper limit in parts per million, rounded up."""
        return ceil(self.at_most * 10**6)


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return floor(value + Fraction(1, 2))


def estimate(strata: Iterable[Stratum], confidence: Share = "0.95", *, code: str = "") -> Estimate:
    """The estimate over all these strata together, called `code`. Raises ValueError where they hold nothing."""
    strata, sure = list(strata), share(confidence)
    size = sum(each.size for each in strata)
    if not size:
        raise ValueError("no items")
    opened = [each for each in strata if each.is_open]
    known_low = sum(each.x_lower for each in strata if not each.is_open)
    known_high = sum(each.highest + (0 if each.sample else each.size) for each in strata if not each.is_open)
    seen_right = sum(each.sample - each.highest for each in strata)
    told = sum(each.x_lower for each in strata)
    both = (1 + sure) / 2
    low = max(known_low + _lower(opened, both), Fraction(told))
    high = min(known_high + _upper(opened, both), Fraction(size - seen_right))
    most = min(known_high + _upper(opened, sure), Fraction(size - seen_right))
    expanded = sum((Fraction(each.size * each.x_lower, each.sample) for each in strata if each.sample), Fraction(0))
    overpaid = sum(
        (Fraction(each.size * each.overpaid_fen, each.sample) for each in strata if each.sample), Fraction(0)
    )
    return Estimate(
        code=code,
        size=size,
        sample=sum(each.sample for each in strata),
        whole=sum(each.sample for each in strata if each.sample == each.size),
        returned=sum(each.back for each in strata),
        wrong=told,
        unknown=sum(each.x_upper - each.x_lower for each in strata),
        rate=expanded / size,
        lower=low / size,
        upper=high / size,
        at_most=most / size,
        overpaid_fen=half_up(overpaid),
        method=(ALL, EXACT, BANDS)[min(len(opened), 2)],
        confidence=sure,
    )


def by_township(strata: Iterable[Stratum], confidence: Share = "0.95") -> dict[str, Estimate]:
    """township code (first nine digits of the stratum's) → its estimate, in the order of the codes."""
    groups: dict[str, list[Stratum]] = {}
    for each in strata:
        groups.setdefault(each.code[:9], []).append(each)
    return {code: estimate(groups[code], confidence, code=code) for code in sorted(groups)}


def _upper(opened: Sequence[Stratum], sure: Fraction) -> Fraction:
    """The upper limit of the number wrong in the open strata."""
    if not opened:
        return Fraction(0)
    if len(opened) == 1:
        only = opened[0]
        return Fraction(most_wrong(only.size, only.sample, only.highest, sure))
    limit = korn_graubard([(each, each.highest) for each in opened], float(sure))[1]
    return sum(each.size for each in opened) * Fraction(ceil(limit * FINE), FINE)


def _lower(opened: Sequence[Stratum], sure: Fraction) -> Fraction:
    """The lower limit of the number wrong in the open strata."""
    if not opened:
        return Fraction(0)
    if len(opened) == 1:
        only = opened[0]
        return Fraction(least_wrong(only.size, only.sample, only.x_lower, sure))
    limit = korn_graubard([(each, each.x_lower) for each in opened], float(sure))[0]
    return sum(each.size for each in opened) * Fraction(floor(limit * FINE), FINE)


def korn_graubard(found: Sequence[tuple[Stratum, float]], sure: float) -> tuple[float, float]:
    """The one-sided limits of the rate in several open strata, each with its number of errors, which may be no whole one
    when a plan is judged: Clopper–Pearson with the effective sample size in place of the sample's."""
    size = sum(each.size for each, _ in found)
    rate = min(1.0, sum(each.size * x / each.sample for each, x in found) / size)
    kish = size**2 / sum(each.size**2 / each.sample for each, _ in found)
    spread = _variance(found, rate)
    effective = min(kish, rate * (1 - rate) / spread) if spread > 0 else kish
    x = rate * effective
    lower = beta_quantile(1 - sure, x, effective - x + 1) if x > 0 else 0.0
    upper = beta_quantile(sure, x + 1, effective - x) if rate < 1 else 1.0
    return lower, upper


def _variance(found: Sequence[tuple[Stratum, float]], rate: float) -> float:
    """The variance of p̂, strata of a band taken together, with the correction for a finite band.

    Each item stands for N_h/n_h; what counts is how w·(y - p̂) spreads within its band. A band of one item has no spread
    of its own and is measured from the whole.
    """
    size = sum(each.size for each, _ in found)
    total = 0.0
    for band in sorted({each.band for each, _ in found}):
        rows = [(each.size / each.sample, each.sample, x) for each, x in found if each.band == band]
        drawn = sum(sample for _, sample, _ in rows)
        mean = sum(w * (x - sample * rate) for w, sample, x in rows) / drawn if drawn > 1 else 0.0
        squares = sum(x * (w * (1 - rate) - mean) ** 2 + (sample - x) * (w * rate + mean) ** 2 for w, sample, x in rows)
        left = 1 - drawn / sum(each.size for each, _ in found if each.band == band)
        total += left * drawn / max(drawn - 1, 1) * squares
    return total / size**2
