"""What people read about an estimate."""

from fractions import Fraction

import pytest

from spot_checks.sampling import (
    Stratum,
    Width,
    estimate,
    percent,
    percent_down,
    percent_up,
    sample_size_sentence,
    sentence,
    width_sentence,
)

A, C = ("640424100-A", "A"), ("640424100-C", "C")
DISCLOSURE = "（查无、失联和未回的，下限按相符、上限按不符计算）"


@pytest.mark.parametrize(
    ("strata", "expected"),
    [
        ([Stratum(*C, 3000, 60, 0, 0)], "3000 户中抽 60 户全部相符：可以 95% 的把握说，不符率不超过 4.9%"),
        (
            [Stratum(*C, 3000, 60, 3, 3)],
            "3000 户中抽 60 户，不符 3 户：估计不符率 5.0%，可以 95% 的把握说在 1.0% 到 13.9% 之间",
        ),
        (
            [Stratum(*C, 3000, 60, 3, 4)],
            f"3000 户中抽 60 户，不符 3 户、查无或失联 1 户：估计不符率 5.0%，可以 95% 的把握说在 1.0% 到 16.2% 之间{DISCLOSURE}",
        ),
        (
            [Stratum(*C, 3000, 60, 0, 0, returned=57)],
            f"3000 户中抽 60 户，已回 57/60 户，已回的全部相符：可以 95% 的把握说，不符率不超过 12.4%{DISCLOSURE}",
        ),
        (
            [Stratum(*C, 3000, 60, 0, 0, returned=0)],
            f"3000 户中抽 60 户，已回 0/60 户：可以 95% 的把握说，不符率不超过 100.0%{DISCLOSURE}",
        ),
        (
            [Stratum(*A, 40, 40, 0, 0), Stratum(*C, 3000, 60, 0, 0)],
            "3040 户中抽 100 户（其中 40 户属全部核查的层），全部相符：可以 95% 的把握说，不符率不超过 4.8%",
        ),
        ([Stratum(*A, 40, 40, 0, 0)], "40 户全部核查，全部相符：不符率就是 0.0%，没有抽样误差"),
        ([Stratum(*A, 40, 40, 1, 1)], "40 户全部核查，不符 1 户：不符率就是 2.5%，没有抽样误差"),
        (
            [Stratum(*A, 40, 40, 1, 2)],
            f"40 户全部核查，不符 1 户、查无或失联 1 户：不符率在 2.5% 到 5.0% 之间{DISCLOSURE}",
        ),
        ([Stratum(*C, 40, 0, 0, 0)], "40 户中没有抽查，不能推断"),
    ],
)
def test_a_sentence_says_what_was_shown(strata: list[Stratum], expected: str) -> None:
    assert sentence(estimate(strata)) == expected


def test_confidence_and_unit_are_those_asked_for() -> None:
    found = estimate([Stratum(*C, 3000, 60, 0, 0)], "0.995")
    assert sentence(found, "人") == "3000 人中抽 60 人全部相符：可以 99.5% 的把握说，不符率不超过 8.4%"


def test_limits_are_rounded_outwards() -> None:
    assert (percent(Fraction(1, 2000)), percent(Fraction(49, 100_000))) == ("0.1%", "0.0%")
    assert (percent_up(Fraction(481, 10_000)), percent_up(Fraction(48, 1000))) == ("4.9%", "4.8%")
    assert (percent_down(Fraction(489, 10_000)), percent_up(Fraction(1))) == ("4.8%", "100.0%")


def test_a_plan_is_put_in_words() -> None:
    said = "3000 户中如有 1%（30 户）不符，抽 284 户，至少查到 1 户的把握不低于 95%"
    assert sample_size_sentence(3000, "0.01", "0.95") == said
    said = "如有 2% 不符，抽 150 户，95% 把握的区间预计在 0.4% 到 5.7% 之间，宽约 5.1 个百分点"
    assert width_sentence(150, "0.02", Width(0.00499, 0.0561)) == said
