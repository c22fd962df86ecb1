"""The allocation is the rule of the specification, exact and house-monotone."""

import random
from fractions import Fraction

import pytest

from spot_checks import mzdraw

from .bundles import random_weights


def step_by_step(sizes: dict[str, int], weights: dict[str, int], minimum: int, total: int) -> dict[str, int]:
    """The rule word for word."""
    counts = {each: size if weights[each[-1]] == 0 else min(size, minimum) for each, size in sizes.items()}
    while sum(counts.values()) < total:
        claims = {
            each: Fraction(weights[each[-1]] * size, counts[each] + 1)
            for each, size in sizes.items()
            if counts[each] < size
        }
        counts[min(each for each, claim in claims.items() if claim == max(claims.values()))] += 1
    return counts


def random_sizes(rng: random.Random, most: int) -> dict[str, int]:
    strata = {f"{640424100 + rng.randrange(4)}-{rng.choice('ABCDZ')}" for _ in range(rng.randint(1, 8))}
    return {each: rng.choice([1, 2, 4, 8, rng.randint(1, most)]) for each in sorted(strata, key=lambda _: rng.random())}


@pytest.mark.parametrize("start", range(6))
def test_the_allocation_is_the_rule_word_for_word(start: int) -> None:
    rng = random.Random(start)
    for _ in range(30):
        sizes, weights, minimum = random_sizes(rng, 40), random_weights(rng), rng.randint(0, 4)
        total = rng.randint(mzdraw.smallest_total(sizes, weights, minimum), sum(sizes.values()))
        assert mzdraw.allocate(sizes, weights, minimum, total) == step_by_step(sizes, weights, minimum, total)


def test_enlarging_the_total_never_shrinks_a_stratum() -> None:
    rng = random.Random(7)
    for _ in range(8):
        sizes, weights = random_sizes(rng, 60), random_weights(rng)
        smallest = mzdraw.smallest_total(sizes, weights, 1)
        before = mzdraw.allocate(sizes, weights, 1, smallest)
        for total in range(smallest + 1, sum(sizes.values()) + 1):
            after = mzdraw.allocate(sizes, weights, 1, total)
            assert sum(after.values()) == total
            assert sorted(after[each] - before[each] for each in sizes) == [0] * (len(sizes) - 1) + [1]
            before = after


def test_many_strata_and_a_large_total_are_no_matter() -> None:
    sizes = {f"{640424100 + at}-{band}": 1500 + at for at in range(400) for band in "BC"}
    counts = mzdraw.allocate(sizes, {"B": 3, "C": 1}, 2, 1_000_000)
    assert sum(counts.values()) == 1_000_000
    met = max((Fraction(-(3 if each[-1] == "B" else 1) * sizes[each], n), each) for each, n in counts.items())
    unmet = min(
        (Fraction(-(3 if each[-1] == "B" else 1) * sizes[each], n + 1), each)
        for each, n in counts.items()
        if n < sizes[each]
    )
    assert met < unmet


def test_a_total_too_small_is_refused_with_the_smallest_feasible() -> None:
    sizes = {"640424100-A": 7, "640424100-B": 30, "640424101-C": 1}
    weights = {"A": 0, "B": 3, "C": 1}
    with pytest.raises(mzdraw.TotalTooSmall, match="最少要抽 10") as refused:
        mzdraw.allocate(sizes, weights, 2, 9)
    assert refused.value.smallest == 10 == mzdraw.smallest_total(sizes, weights, 2)
    assert mzdraw.allocate(sizes, weights, 2, 10) == {"640424100-A": 7, "640424100-B": 2, "640424101-C": 1}


def test_a_total_too_large_is_refused_and_all_may_be_drawn() -> None:
    sizes = {"640424100-B": 30, "640424101-C": 1}
    with pytest.raises(mzdraw.TotalTooLarge, match="31") as refused:
        mzdraw.allocate(sizes, {"B": 3, "C": 1}, 2, 32)
    assert refused.value.largest == 31
    assert mzdraw.allocate(sizes, {"B": 3, "C": 1}, 2, 31) == sizes


def test_a_band_without_a_weight_is_refused() -> None:
    with pytest.raises(mzdraw.CommitMalformed, match="C 层"):
        mzdraw.allocate({"640424101-C": 1}, {"B": 3}, 0, 1)
