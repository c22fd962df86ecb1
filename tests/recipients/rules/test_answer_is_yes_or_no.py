import pytest

from recipients.rules.answer_is_yes_or_no import answer_is_yes_or_no
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("是否享受", "也许", 1, [("M4", "answer-unknown")]),
        ("是否享受", "√", 1, []),
        ("是否享受", "否", 1, []),
    ],
)
def test_answer_is_yes_or_no(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(answer_is_yes_or_no, word, value, line) == expected
