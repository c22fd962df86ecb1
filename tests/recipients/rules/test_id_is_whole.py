import pytest

from recipients.rules.id_is_whole import id_is_whole
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("身份证号", "64049819721127843", 0, [("I3", "id-form")]),
        ("身份证号", "640498721127843", 0, [("I3", "id-old-form")]),
        ("身份证号", None, 1, [("I4", "id-missing")]),
        ("身份证号", "６４０４９８１９７２１１２７８４３１", 0, []),
        ("身份证号", "'640498 19721127 8431", 0, []),
    ],
)
def test_id_is_whole(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(id_is_whole, word, value, line) == expected
