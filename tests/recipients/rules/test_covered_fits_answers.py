import pytest

from recipients.rules.covered_fits_answers import covered_fits_answers
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("保障人数", 2, 0, [("P3", "covered-differs")]),
        ("是否享受", "否", 2, [("P3", "covered-differs")]),
        ("保障人数", None, 0, []),
    ],
)
def test_covered_fits_answers(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(covered_fits_answers, word, value, line) == expected
