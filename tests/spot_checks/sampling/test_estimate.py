"""Estimates over strata: exact where chance is simple, known where there is none, and never on the bold side."""

import random
from fractions import Fraction

import pytest

from spot_checks import mzdraw
from spot_checks.sampling import Stratum, by_township, estimate, most_wrong
from spot_checks.sampling.beta import beta_quantile


def stratum(code: str, size: int, sample: int, wrong: int = 0, high: int | None = None, **more: int) -> Stratum:
    return Stratum(code, code[-1], size, sample, wrong, wrong if high is None else high, **more)


A, B, C = "640424100-A", "640424100-B", "640424100-C"
OTHER_C = "640424101-C"


def test_one_simple_stratum_is_exact() -> None:
    found = estimate([stratum(C, 3000, 60)])
    assert (found.method, found.rate, found.lower) == ("exact", 0, 0)
    assert found.at_most == Fraction(145, 3000)
    assert found.upper == Fraction(most_wrong(3000, 60, 0, "0.975"), 3000)
    assert (found.upper_ppm, found.at_most_ppm, found.rate_ppm) == (59334, 48334, 0)


def test_what_is_drawn_whole_is_known() -> None:
    found = estimate([stratum(A, 40, 40, 2, overpaid_fen=12_345), stratum(B, 7, 7)])
    assert found.method == "all"
    assert found.rate == found.lower == found.upper == found.at_most == Fraction(2, 47)
    assert found.overpaid_fen == 12_345


def test_the_known_part_adds_no_doubt() -> None:
    found = estimate([stratum(A, 40, 40, 2), stratum(C, 3000, 60)])
    assert found.method == "exact"
    assert found.at_most == Fraction(2 + 145, 3040)
    assert (found.lower, found.rate) == (Fraction(2, 3040), Fraction(2, 3040))


def test_who_is_not_found_is_wrong_above_and_right_below() -> None:
    found = estimate([stratum(C, 3000, 60, 1, 3)])
    wrong, right = estimate([stratum(C, 3000, 60, 3)]), estimate([stratum(C, 3000, 60, 1)])
    assert (found.upper, found.at_most) == (wrong.upper, wrong.at_most)
    assert (found.lower, found.rate, found.wrong, found.unknown) == (right.lower, right.rate, 1, 2)


def test_who_is_not_back_counts_as_not_found() -> None:
    found = estimate([stratum(C, 3000, 60, 1, 1, returned=58)])
    assert found.at_most == estimate([stratum(C, 3000, 60, 1, 3)]).at_most
    assert not found.is_final and found.returned == 58
    assert estimate([stratum(A, 40, 40, 0, 0, returned=0)]).at_most == 1


def test_who_is_not_found_counts_so_in_several_strata_too() -> None:
    found = estimate([stratum(B, 100, 10, 1, 2), stratum(C, 300, 30, 1, 1, returned=28)])
    above = estimate([stratum(B, 100, 10, 2), stratum(C, 300, 30, 3)])
    below = estimate([stratum(B, 100, 10, 1), stratum(C, 300, 30, 1)])
    assert (found.upper, found.at_most) == (above.upper, above.at_most)
    assert (found.lower, found.rate) == (below.lower, below.rate)
    assert below.upper < above.upper and below.lower < above.lower


def test_a_stratum_of_which_nothing_was_drawn_may_be_all_wrong() -> None:
    found = estimate([stratum(C, 90, 90), stratum(OTHER_C, 10, 0)])
    assert (found.rate, found.lower, found.upper) == (0, 0, Fraction(1, 10))


def test_the_estimate_expands_each_stratum_by_its_own_weight() -> None:
    strata = [
        stratum(A, 10, 10, 1, overpaid_fen=100),
        stratum(B, 90, 9, 2, overpaid_fen=7),
        stratum(C, 301, 2, 1, overpaid_fen=1),
    ]
    found = estimate(strata)
    assert found.rate == (1 + Fraction(90 * 2, 9) + Fraction(301, 2)) / 401
    assert found.overpaid_fen == 100 + 70 + 151  # 150.5 is rounded up, once
    assert (found.size, found.sample, found.whole, found.wrong) == (401, 21, 10, 4)


def test_several_strata_follow_korn_and_graubard() -> None:
    """Equal weights: the variance is the textbook one of a stratified proportion, by band."""
    found = estimate([stratum(B, 100, 10, 2), stratum(C, 300, 30, 3)])
    rate = 50 / 400
    variance = (1 / 4) ** 2 * 0.9 * 0.2 * 0.8 / 9 + (3 / 4) ** 2 * 0.9 * 0.1 * 0.9 / 29
    effective = min(40, rate * (1 - rate) / variance)
    x = rate * effective
    assert found.method == "bands"
    assert float(found.at_most) == pytest.approx(beta_quantile(0.95, x + 1, effective - x), abs=2e-9)
    assert float(found.upper) == pytest.approx(beta_quantile(0.975, x + 1, effective - x), abs=2e-9)
    assert float(found.lower) == pytest.approx(beta_quantile(0.025, x, effective - x + 1), abs=2e-9)


def test_a_wide_spread_lowers_the_effective_sample() -> None:
    """Errors where each drawn item stands for many leave more doubt than the number drawn would tell."""
    found = estimate([stratum(B, 100, 50, 0), stratum(C, 1000, 20, 6)])
    rate = 300 / 1100
    variance = (1000 / 1100) ** 2 * 0.98 * 0.3 * 0.7 / 19
    effective = rate * (1 - rate) / variance
    assert effective < 1100**2 / (100**2 / 50 + 1000**2 / 20)
    x = rate * effective
    assert float(found.at_most) == pytest.approx(beta_quantile(0.95, x + 1, effective - x), abs=2e-9)


def test_without_errors_the_effective_sample_is_kish() -> None:
    found = estimate([stratum(B, 100, 50), stratum(C, 1000, 20)])
    kish = 1100**2 / (100**2 / 50 + 1000**2 / 20)
    assert found.lower == 0
    assert float(found.at_most) == pytest.approx(1 - 0.05 ** (1 / kish), abs=2e-9)


def test_strata_of_a_band_are_taken_together() -> None:
    apart = [stratum(f"{640424100 + at}-C", 100, 10, 1) for at in range(4)]
    both = estimate([stratum(B, 80, 20, 5), *apart])
    again = estimate([*reversed(apart), stratum(B, 80, 20, 5)])
    assert both == again
    as_one = estimate([stratum(B, 80, 20, 5), stratum(C, 400, 40, 4)])
    assert float(both.at_most) == pytest.approx(float(as_one.at_most), abs=2e-9)


def test_bands_of_one_item_and_certain_errors_do_no_harm() -> None:
    found = estimate([stratum(B, 10, 1, 1), stratum(C, 10, 1, 0), stratum(OTHER_C, 10, 1, 1)])
    assert 0 < found.lower < found.rate == Fraction(2, 3) < found.upper <= Fraction(29, 30)
    certain = estimate([stratum(B, 10, 3, 3), stratum(C, 10, 3, 3)])
    assert (certain.rate, certain.upper, certain.at_most) == (1, 1, 1)


def test_limits_never_deny_what_was_seen() -> None:
    found = estimate([stratum(B, 10, 9, 9), stratum(C, 1000, 9, 0)])
    assert found.lower >= Fraction(9, 1010)
    found = estimate([stratum(B, 10, 9, 9), stratum(C, 10, 9, 0)])
    assert found.upper <= Fraction(11, 20)


def test_townships_stand_apart() -> None:
    strata = [stratum(OTHER_C, 300, 30, 1), stratum(C, 3000, 60), stratum(A, 4, 4, 1)]
    found = by_township(strata)
    assert list(found) == ["640424100", "640424101"] == [each.code for each in found.values()]
    assert found["640424100"].wrong == 1 and found["640424101"].size == 300


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="no items"):
        estimate([])
    for numbers in ((10, 11, 0, 0), (10, 5, 6, 6), (10, 5, 3, 2), (10, 5, 1, 4, 0, 3), (10, 5, 0, 0, 0, 6)):
        with pytest.raises(ValueError, match="≤"):
            Stratum(C, "C", *numbers)


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ({"A": 0.1, "B": 0.05, "C": 0.02}, 300),
        ({"A": 0.5, "B": 0.3, "C": 0.2}, 150),
        ({"A": 0.0, "B": 0.0, "C": 0.02}, 150),
    ],
)
def test_limits_cover_the_truth_in_95_of_100_draws(shares: dict[str, float], total: int) -> None:
    rng = random.Random(20260725)
    sizes = {
        f"{640424100 + at}-{band}": size + size * at // 5
        for at in range(6)
        for band, size in (("A", 5), ("B", 100), ("C", 900))
    }
    wrong = {code: round(size * shares[code[-1]]) for code, size in sizes.items()}
    counts = mzdraw.allocate(sizes, {"A": 0, "B": 3, "C": 1}, 2, total)
    truth, draws, covered, between = sum(wrong.values()), 800, 0, 0
    for _ in range(draws):
        hits = {
            code: sum(each < wrong[code] for each in rng.sample(range(sizes[code]), n)) for code, n in counts.items()
        }
        found = estimate(stratum(code, sizes[code], n, hits[code]) for code, n in counts.items())
        covered += found.at_most * found.size >= truth
        between += found.lower * found.size <= truth <= found.upper * found.size
    assert covered >= 0.95 * draws
    assert between >= 0.95 * draws
