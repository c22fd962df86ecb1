"""Seed values are taken only as their kind asks, and only in the committed order."""

import pytest

from spot_checks import mzdraw

SECRET = "ab" * 32
HEX = mzdraw.Source("密封数", mzdraw.HEX32, mzdraw.witness_pre(SECRET))
D10, D6, SSQ = (mzdraw.Source("来源", kind) for kind in (mzdraw.D10, mzdraw.D6, mzdraw.SSQ))
DIGITS, ROLLS, LOTTERY = "01234567890123456789", "12345612345612345612345612", "2026085-01.05.12.20.28.33+16"


@pytest.mark.parametrize(
    ("source", "value"),
    [(HEX, SECRET), (HEX, mzdraw.UNOPENED), (D10, DIGITS), (D6, ROLLS), (SSQ, LOTTERY)],
)
def test_a_well_formed_value_is_taken(source: mzdraw.Source, value: str) -> None:
    mzdraw.check_value(source, value)


@pytest.mark.parametrize(
    ("source", "value", "why"),
    [
        (HEX, SECRET.upper(), "小写"),
        (HEX, SECRET[:-1], "64 位"),
        (HEX, SECRET + "\n", "64 位"),
        (HEX, "cd" * 32, "不符"),
        (D10, DIGITS[:-1], "现在是 19 位"),
        (D10, DIGITS + "0", "现在是 21 位"),
        (D10, "", "现在是 0 位"),
        (D10, DIGITS[:-1] + "\n", "第 20 位"),
        (D10, "０" + DIGITS[1:], "第 1 位“０”"),
        (D10, DIGITS[:4] + " " + DIGITS[5:], "第 5 位"),
        (D10, DIGITS[:4] + "²" + DIGITS[5:], "第 5 位"),
        (D6, ROLLS[:-1], "现在是 25 位"),
        (D6, ROLLS[:-1] + "7", "第 26 位"),
        (D6, "0" + ROLLS[1:], "第 1 位"),
        (SSQ, "2026085-05.01.12.20.28.33+16", "从小到大"),
        (SSQ, "2026085-01.01.12.20.28.33+16", "各不相同"),
        (SSQ, "2026085-00.01.12.20.28.33+16", "01 到 33"),
        (SSQ, "2026085-01.05.12.20.28.34+16", "01 到 33"),
        (SSQ, "2026085-01.05.12.20.28.33+17", "蓝球"),
        (SSQ, "2026085-01.05.12.20.28.33+00", "蓝球"),
        (SSQ, "2026085-1.5.12.20.28.33+16", "应写作"),
        (SSQ, "2026000-01.05.12.20.28.33+16", "应写作"),
        (SSQ, "2026085-01.05.12.20.28+16", "应写作"),
        (SSQ, "2026085-01.05.12.20.28.33+16 ", "应写作"),
        (SSQ, "2026085-01.05.12.20.28.33+16\n", "应写作"),
        (SSQ, "202685-01.05.12.20.28.33+16", "应写作"),
    ],
)
def test_a_malformed_value_is_refused_with_the_reason(source: mzdraw.Source, value: str, why: str) -> None:
    with pytest.raises(mzdraw.SeedValueRefused, match=why):
        mzdraw.check_value(source, value)


def test_values_are_opened_in_the_committed_order() -> None:
    sources = [HEX, D10, SSQ]
    with pytest.raises(mzdraw.SeedValueRefused, match="密封数"):
        mzdraw.reveal(sources, [], DIGITS)
    opened = mzdraw.reveal(sources, [], SECRET)
    with pytest.raises(mzdraw.SeedValueRefused):
        mzdraw.reveal(sources, opened, LOTTERY)
    with pytest.raises(mzdraw.SeedValueRefused, match="还没有公布"):
        mzdraw.check_values(sources, opened)
    for value in (DIGITS, LOTTERY):
        opened = mzdraw.reveal(sources, opened, value)
    assert opened == [SECRET, DIGITS, LOTTERY]
    mzdraw.check_values(sources, opened)
    with pytest.raises(mzdraw.SeedValueRefused, match="全部公布"):
        mzdraw.reveal(sources, opened, DIGITS)
