"""Quantiles of the beta distribution fit the binomial law they stand for."""

from fractions import Fraction
from math import comb

import pytest

from spot_checks.sampling.beta import beta_cdf, beta_quantile


@pytest.mark.parametrize(
    ("k", "n", "x"), [(1, 1, "0.3"), (1, 59, "0.05"), (3, 60, "0.04"), (40, 60, "0.9"), (250, 500, "0.5")]
)
def test_the_function_is_the_tail_of_a_binomial(k: int, n: int, x: str) -> None:
    p = Fraction(x)
    tail = sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1))
    assert beta_cdf(float(p), k, n - k + 1) == pytest.approx(float(tail), rel=1e-10)


def test_the_function_goes_from_nought_to_one() -> None:
    assert beta_cdf(0, 2.5, 3.5) == 0 and beta_cdf(1, 2.5, 3.5) == 1
    assert beta_cdf(0.2, 2.5, 3.5) == pytest.approx(1 - beta_cdf(0.8, 3.5, 2.5))


@pytest.mark.parametrize(("n", "most"), [(59, 0.05), (149, 0.02), (299, 0.01)])
def test_no_error_in_59_149_299_means_5_2_1_percent(n: int, most: float) -> None:
    limit = beta_quantile(0.95, 1, n)
    assert limit <= most < beta_quantile(0.95, 1, n - 1)
    assert limit == pytest.approx(1 - 0.05 ** (1 / n), rel=1e-12)


@pytest.mark.parametrize(("a", "b"), [(0.4, 58.2), (3.7, 590_000.3), (12_000.5, 3.1)])
def test_the_quantile_turns_the_function_round(a: float, b: float) -> None:
    for p in (0.025, 0.5, 0.95):
        assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, rel=1e-7)
