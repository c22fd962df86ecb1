import pytest

from recipients.rules.amount_fits_rate import amount_fits_rate
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("月保障金额", 721, 0, [("Q3", "amount-differs")]),
        ("月保障金额", 720, 0, []),
        ("保障类别", "A类", 0, [("Q3", "amount-differs")]),
        ("保障类别", None, 0, []),
    ],
)
def test_amount_fits_rate(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(amount_fits_rate, word, value, line) == expected
