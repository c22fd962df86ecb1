import pytest

from recipients.rules.count_is_number import count_is_number
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("家庭人口", "三口", 0, [("O3", "count-not-number")]),
        ("保障人数", 2.5, 0, [("P3", "count-not-number")]),
        ("家庭人口", "3人", 0, []),
        ("保障人数", None, 0, []),
    ],
)
def test_count_is_number(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(count_is_number, word, value, line) == expected
