import pytest

from recipients.rules.name_is_filled import name_is_filled
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("成员姓名", None, 1, [("G4", "name-missing")]),
        ("成员姓名", "马", 0, [("G3", "name-form")]),
        ("成员姓名", "马3强", 0, [("G3", "name-form")]),
        ("成员姓名", "阿卜杜·买买提", 0, []),
        ("成员姓名", " 马 小明 ", 0, []),
    ],
)
def test_name_is_filled(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(name_is_filled, word, value, line) == expected
