import pytest

from recipients.rules.sex_is_known_word import sex_is_known_word
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("性别", "母", 0, [("J3", "sex-unknown")]),
        ("性别", None, 0, []),
        ("性别", "男性", 0, []),
    ],
)
def test_sex_is_known_word(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(sex_is_known_word, word, value, line) == expected
