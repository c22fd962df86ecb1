import pytest

from recipients.rules.township_is_ours import township_is_ours
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("乡镇", "新民乡", 0, [("B3", "township-mismatch")]),
        ("乡镇", "香水镇", 0, []),
        ("乡镇", "某某", 0, []),
    ],
)
def test_township_is_ours(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(township_is_ours, word, value, line) == expected
