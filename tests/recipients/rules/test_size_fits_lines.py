import pytest

from recipients.rules.size_fits_lines import size_fits_lines
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("家庭人口", 4, 0, [("O3", "size-differs")]),
        ("家庭人口", None, 0, []),
        ("家庭人口", "3", 0, []),
    ],
)
def test_size_fits_lines(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(size_fits_lines, word, value, line) == expected
