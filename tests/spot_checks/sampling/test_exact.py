"""The hypergeometric answers are exact, on the boundary too."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest

from spot_checks.sampling import exact, least_wrong, most_wrong, sample_size, wrong_at


def at_most(found: int, size: int, wrong: int, sample: int) -> Fraction:
    """P(X ≤ found), word for word."""
    ways = sum(comb(wrong, k) * comb(size - wrong, sample - k) for k in range(found + 1) if sample >= k)
    return Fraction(ways, comb(size, sample))


@pytest.mark.parametrize(
    ("frame", "rate", "confidence", "expected"),
    [
        (3000, "0.01", "0.95", 284),
        (3000, 0.01, 0.95, 284),
        (3000, Decimal("0.01"), Fraction(19, 20), 284),
        (20, "0.95", "0.95", 1),
        (20, "0.9", "0.95", 2),
        (10, "1", "0.99", 1),
        (1, "0.5", "0.95", 1),
        (100, "0.01", "0.95", 95),
        (100, "0.001", "0.95", 95),
        (1_000_000, "0.000001", "0.95", 950_000),
    ],
)
def test_sample_size_is_known(frame: int, rate: exact.Share, confidence: exact.Share, expected: int) -> None:
    assert sample_size(frame, rate, confidence) == expected


def test_sample_size_is_the_smallest_that_suffices() -> None:
    for frame in (7, 20, 33):
        for wrong in range(1, frame + 1):
            for confidence in ("0.5", "0.9", "0.95", "0.99"):
                n = sample_size(frame, Fraction(wrong, frame), confidence)
                alpha = 1 - Fraction(confidence)
                assert at_most(0, frame, wrong, n) <= alpha
                assert n == 1 or at_most(0, frame, wrong, n - 1) > alpha


def test_a_rate_is_taken_as_it_is_written() -> None:
    assert wrong_at(3000, 0.07) == 210 == wrong_at(3000, "0.07")
    assert 0.07 * 3000 > 210
    assert wrong_at(3000, "0.0701") == 211
    with pytest.raises(ValueError, match="Invalid"):
        wrong_at(3000, "1%")


@pytest.mark.parametrize(("rate", "confidence"), [("0", "0.95"), ("1.1", "0.95"), ("0.1", "0"), ("0.1", "1")])
def test_sample_size_refuses_what_cannot_be(rate: str, confidence: str) -> None:
    with pytest.raises(ValueError, match="<"):
        sample_size(100, rate, confidence)


@pytest.mark.parametrize("near", [exact.NEAR, 1e9])
def test_limits_are_the_definition_word_for_word(near: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """In floating point where that is enough, and wholly in whole numbers."""
    monkeypatch.setattr(exact, "NEAR", near)
    exact._most_wrong.cache_clear()
    for size, sample in ((1, 1), (12, 5), (20, 1), (20, 19), (23, 23), (30, 8)):
        for found in range(sample + 1):
            for confidence in ("0.9", "0.95", "0.975"):
                alpha, last = 1 - Fraction(confidence), size - (sample - found)
                excluded = (wrong for wrong in range(found, last + 1) if at_most(found, size, wrong, sample) <= alpha)
                assert most_wrong(size, sample, found, confidence) == next(excluded, last)
                low = size - most_wrong(size, sample, sample - found, confidence)
                assert least_wrong(size, sample, found, confidence) == low
    exact._most_wrong.cache_clear()


def test_the_limit_covers_whatever_the_truth() -> None:
    size, sample = 40, 12
    limits = [most_wrong(size, sample, found, "0.95") for found in range(sample + 1)]
    assert limits == sorted(limits)
    for wrong in range(size + 1):
        missed = sum(
            Fraction(comb(wrong, k) * comb(size - wrong, sample - k), comb(size, sample))
            for k in range(sample + 1)
            if limits[k] < wrong
        )
        assert missed <= Fraction(1, 20)


def test_60_of_3000_without_error_allow_145() -> None:
    assert most_wrong(3000, 60, 0, "0.95") == 145
    assert at_most(0, 3000, 145, 60) <= Fraction(1, 20) < at_most(0, 3000, 144, 60)


@pytest.mark.parametrize(("size", "sample", "found"), [(10**6, 1000, 3), (10**6, 50_000, 400), (10**6, 999_000, 5)])
def test_a_million_is_no_matter(size: int, sample: int, found: int) -> None:
    limit = most_wrong(size, sample, found, "0.95")
    alpha = Fraction(1, 20)
    assert not exact._exceeds_exactly(found, size, limit, sample, alpha)
    assert limit == found or exact._exceeds_exactly(found, size, limit - 1, sample, alpha)


def test_limits_refuse_what_cannot_be() -> None:
    for size, sample, found in ((10, 11, 0), (10, 5, 6), (10, 5, -1)):
        with pytest.raises(ValueError, match="≤"):
            most_wrong(size, sample, found, "0.95")
    with pytest.raises(ValueError, match="<"):
        most_wrong(10, 5, 0, "1")


def test_chances_add_up() -> None:
    assert sum(exact.chance(k, 50, 9, 20) for k in range(-1, 12)) == pytest.approx(1)
    assert exact.at_most(3, 50, 9, 20) == pytest.approx(float(at_most(3, 50, 9, 20)), rel=1e-10)
    assert exact.at_most(1, 10, 9, 8) == 0
