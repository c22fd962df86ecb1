import pytest

from recipients.rules.grade_is_known import grade_is_known
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("保障类别", "D类", 0, [("N3", "grade-unknown")]),
        ("保障类别", "一类", 0, []),
        ("保障类别", "c", 0, []),
        ("保障类别", None, 0, []),
    ],
)
def test_grade_is_known(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(grade_is_known, word, value, line) == expected
