"""Quantiles of the beta distribution, for the Clopper–Pearson limits of a sample size that is no whole number."""

from functools import lru_cache
from math import exp, lgamma, log, log1p

HALVINGS = 60
TERMS = 20_000
ENOUGH = 1e-15
TINY = 1e-300


@lru_cache(maxsize=20_000)
def beta_quantile(p: float, a: float, b: float) -> float:
    """x with I_x(a, b) = p, to 1e-12 or better; a, b > 0 and 0 < p < 1."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if beta_cdf(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)) with the coefficients of I_x, evaluated forwards (Lentz)."""
    value, upper, lower = 1.0, 1.0, 0.0
    for term in range(1, TERMS):
        half = term // 2
        if term % 2:
            step = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            step = half * (b - half) * x / ((a + term - 1) * (a + term))
        lower = 1 / (1 + step * lower or TINY)
        upper = 1 + step / upper or TINY
        value *= upper * lower
        if abs(upper * lower - 1) < ENOUGH:
            break
    return value
