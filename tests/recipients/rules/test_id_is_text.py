import pytest

from recipients.rules.id_is_text import id_is_text
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("身份证号", 640498197211278431, 0, [("I3", "id-as-number")]),
        ("身份证号", 6.40498200307077e17, 1, [("I4", "id-as-number")]),
        ("身份证号", "6.40498E+17", 2, [("I5", "id-as-number")]),
        ("身份证号", "640498197211278431", 0, []),
        ("户主身份证号", 640498197211278431.0, 0, [("F3", "id-as-number")]),
    ],
)
def test_id_is_text(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(id_is_text, word, value, line) == expected
