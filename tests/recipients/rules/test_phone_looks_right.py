import pytest

from recipients.rules.phone_looks_right import phone_looks_right
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("联系电话", "1389544000", 1, [("T4", "phone-form")]),
        ("联系电话", "12345", 0, [("T3", "phone-form")]),
        ("联系电话", 13895440000, 0, []),
        ("联系电话", "0954-5011234", 0, []),
    ],
)
def test_phone_looks_right(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(phone_looks_right, word, value, line) == expected
