"""How wide the interval will be is the mean over everything that may be found."""

from fractions import Fraction

import pytest

from spot_checks.sampling import Stratum, estimate, exact, expected_width, least_wrong, most_wrong, planned_width

C = "640424100-C"


def mean(size: int, sample: int, wrong: int) -> tuple[float, float]:
    """The mean limits, every outcome taken."""
    both = Fraction("0.975")
    weights = {x: exact.chance(x, size, wrong, sample) for x in range(sample + 1)}
    low = sum(weight * least_wrong(size, sample, x, both) for x, weight in weights.items() if weight)
    high = sum(weight * most_wrong(size, sample, x, both) for x, weight in weights.items() if weight)
    return low / size, high / size


@pytest.mark.parametrize(
    ("size", "sample", "rate"), [(300, 30, "0.1"), (300, 30, "0"), (300, 30, "1"), (40, 40, "0.1"), (2000, 1, "0.5")]
)
def test_the_mean_is_taken_over_all_outcomes(size: int, sample: int, rate: str) -> None:
    low, high = mean(size, sample, exact.wrong_at(size, rate))
    assert expected_width(size, sample, rate) == pytest.approx((low, high), rel=1e-6, abs=1e-9)


def test_where_outcomes_are_many_a_few_stand_for_all() -> None:
    low, high = mean(5000, 1000, 1500)
    found = expected_width(5000, 1000, "0.3")
    assert found == pytest.approx((low, high), rel=1e-3)
    assert found.width == found.upper - found.lower


def test_more_visits_make_it_narrower() -> None:
    widths = [expected_width(3000, sample, "0.02").width for sample in (30, 60, 120, 240, 3000)]
    assert widths == sorted(widths, reverse=True) and widths[-1] == 0


def test_one_open_stratum_is_planned_exactly() -> None:
    alone = expected_width(900, 60, "0.05")
    found = planned_width([("640424100-A", "A", 100, 100), (C, "C", 900, 60)], "0.05")
    assert found == pytest.approx((0.005 + 0.9 * alone.lower, 0.005 + 0.9 * alone.upper))


def test_several_strata_are_planned_as_they_will_be_judged() -> None:
    found = planned_width([("640424100-B", "B", 100, 20), (C, "C", 400, 40), ("640424101-C", "C", 0, 0)], "0.1")
    judged = estimate([Stratum("640424100-B", "B", 100, 20, 2, 2), Stratum(C, "C", 400, 40, 4, 4)])
    assert found == pytest.approx((float(judged.lower), float(judged.upper)), abs=1e-8)


def test_what_is_not_drawn_stays_unknown() -> None:
    assert planned_width([("640424100-A", "A", 90, 90), (C, "C", 10, 0)], "0") == (0, 0.1)


def test_plans_that_cannot_be_are_refused() -> None:
    for size, sample in ((10, 11), (10, 0)):
        with pytest.raises(ValueError, match="≤"):
            expected_width(size, sample, "0.1")
    with pytest.raises(ValueError, match="no items"):
        planned_width([(C, "C", 0, 0)], "0.1")
