"""Simple random sampling without replacement, by the hypergeometric law itself and not an approximation of it.

Sums are taken in floating point; where one comes too near to the confidence asked for, it is taken again in whole
numbers, so that no result depends on rounding.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, comb, exp, lgamma, log

Share = str | int | float | Decimal | Fraction
NEAR = 1e-6  # of a logarithm; lgamma errs by some 1e-8 at a million
NOTHING = 1e-18


def share(value: Share) -> Fraction:
    """The number as it is written: "0.01" and 0.01 are one hundredth exactly. Raises ValueError for other text."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def wrong_at(frame: int, rate: Share) -> int:
    """How many of `frame` are wrong when `rate` of them are, rounded up."""
    return ceil(share(rate) * frame)


def sample_size(frame: int, rate: Share, confidence: Share) -> int:
    """The fewest to draw from `frame` so that at least one wrong item is among them with probability `confidence` or
    more, when ceil(rate·frame) are wrong. sample_size(3000, "0.01", "0.95") is 284.

    Raises ValueError unless 0 < rate ≤ 1, 0 < confidence < 1 and the frame holds something.
    """
    alpha = _alpha(confidence)
    if frame < 1 or not 0 < share(rate) <= 1:
        raise ValueError("frame ≥ 1 and 0 < rate ≤ 1")
    wrong = wrong_at(frame, rate)
    return _first(1, frame - wrong + 1, lambda n: not _exceeds(0, frame, wrong, n, alpha))


def most_wrong(size: int, sample: int, found: int, confidence: Share) -> int:
    """The upper limit: the smallest number wrong among `size` that `found` in a sample of `sample` speaks against.

    One-sided and exact: were so many wrong, `found` or fewer would turn up with probability 1 - confidence or less; that
    is one item above the largest number still believable, so the claim "no more than" never errs on the bold side. Where
    nothing is ruled out, it is all that were not seen to be right. most_wrong(3000, 60, 0, "0.95") is 145: 4.9 %.
    Raises ValueError unless 0 ≤ found ≤ sample ≤ size.
    """
    alpha = _alpha(confidence)
    if not 0 <= found <= sample <= size:
        raise ValueError("0 ≤ found ≤ sample ≤ size")
    return _most_wrong(size, sample, found, alpha)


def least_wrong(size: int, sample: int, found: int, confidence: Share) -> int:
    """The lower limit, one-sided and exact: the upper limit of what is right, counted from the other end."""
    return size - most_wrong(size, sample, sample - found, confidence)


def at_most(found: int, size: int, wrong: int, sample: int) -> float:
    """The chance of `found` or fewer wrong items in the sample, in floating point."""
    return exp(min(0.0, _log_at_most(found, size, wrong, sample)))


def chance(found: int, size: int, wrong: int, sample: int) -> float:
    """The chance of exactly `found` wrong items in the sample, in floating point."""
    return exp(_log_chance(found, size, wrong, sample))


def _alpha(confidence: Share) -> Fraction:
    alpha = 1 - share(confidence)
    if not 0 < alpha < 1:
        raise ValueError("0 < confidence < 1")
    return alpha


@lru_cache(maxsize=20_000)
def _most_wrong(size: int, sample: int, found: int, alpha: Fraction) -> int:
    possible = size - (sample - found)
    return _first(found, possible, lambda wrong: not _exceeds(found, size, wrong, sample, alpha))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from `low` to `high` that holds, where all above it do and `high` is sure to."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _exceeds(found: int, size: int, wrong: int, sample: int, alpha: Fraction) -> bool:
    """Whether P(at most `found`) > alpha."""
    if sample - found > size - wrong:
        return False
    told = _log_at_most(found, size, wrong, sample) - log(alpha)
    return told > 0 if abs(told) > NEAR else _exceeds_exactly(found, size, wrong, sample, alpha)


def _log_at_most(found: int, size: int, wrong: int, sample: int) -> float:
    """Terms from `found` downwards, each from the one above it, until no more of them count."""
    top = min(found, wrong, sample)
    lowest = max(0, sample - (size - wrong))
    if top < lowest:
        return float("-inf")
    peak = (sample + 1) * (wrong + 1) // (size + 2)
    total = term = 1.0
    for k in range(top, lowest, -1):
        term *= k * (size - wrong - sample + k) / ((wrong - k + 1) * (sample - k + 1))
        total += term
        if k < peak and term < total * NOTHING:
            break
    return _log_chance(top, size, wrong, sample) + log(total)


def _log_chance(found: int, size: int, wrong: int, sample: int) -> float:
    if not max(0, sample - (size - wrong)) <= found <= min(wrong, sample):
        return float("-inf")
    ways = _log_choose(wrong, found) + _log_choose(size - wrong, sample - found)
    return ways - _log_choose(size, sample)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _exceeds_exactly(found: int, size: int, wrong: int, sample: int, alpha: Fraction) -> bool:
    """The same comparison in whole numbers. Sample and wrong may change places; the smaller numbers are quicker."""
    if wrong < sample:
        wrong, sample = sample, wrong
    top = min(found, sample)
    lowest = max(0, sample - (size - wrong))
    total = term = comb(wrong, top) * comb(size - wrong, sample - top)
    for k in range(top, lowest, -1):
        term = term * (k * (size - wrong - sample + k)) // ((wrong - k + 1) * (sample - k + 1))
        total += term
    return total * alpha.denominator > alpha.numerator * comb(size, sample)
