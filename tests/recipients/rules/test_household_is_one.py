import pytest

from recipients.rules.household_is_one import household_is_one
from tests.recipients.rosters import altered, cells, context, found


@pytest.mark.parametrize(
    ("word", "value", "cell"),
    [
        ("保障类别", "A类", "N5"), ("银行账号", "6217999099603082479", "S5"), ("村", "甲沟村", "C5"), ("家庭人口", 5, "O5"),
        ("保障人数", 1, "P5"), ("组", "4", "D5"),
    ],
)  # fmt: skip
def test_a_line_that_says_another_than_its_household_is_told(word: str, value: object, cell: str) -> None:
    assert found(household_is_one, word, value, line=2) == [(cell, "household-differs")]


def test_the_same_again_and_an_amount_of_ones_own_are_not_told() -> None:
    for word, value in (("保障类别", " C 类"), ("村", "丁湾村"), ("月保障金额", 240)):
        assert cells(household_is_one(context(altered(word, value, line=1)))) == []
