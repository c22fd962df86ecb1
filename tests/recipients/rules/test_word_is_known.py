import pytest

from recipients.rules.word_is_known import word_is_known
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("健康状况", "马马虎虎", 0, [("K3", "health-unknown")]),
        ("劳动能力", "半个", 1, [("L4", "labour-unknown")]),
        ("是否享受", None, 1, []),
        ("健康状况", "慢性病", 0, []),
    ],
)
def test_word_is_known(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(word_is_known, word, value, line) == expected
