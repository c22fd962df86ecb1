import pytest

from recipients.rules.amount_is_number import amount_is_number
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("月保障金额", "三百", 0, [("Q3", "amount-not-number")]),
        ("月保障金额", -5, 0, [("Q3", "amount-negative")]),
        ("月保障金额", 0.123, 0, [("Q3", "amount-too-fine")]),
        ("月保障金额", None, 0, [("Q3", "amount-missing")]),
        ("月保障金额", "￥７２０.00元", 0, []),
        ("月保障金额", "1,240", 0, []),
    ],
)
def test_amount_is_number(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(amount_is_number, word, value, line) == expected
