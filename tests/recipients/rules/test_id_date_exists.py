import pytest

from recipients.rules.id_date_exists import id_date_exists
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("身份证号", "640498202102310125", 0, [("I3", "id-bad-date")]),
        ("身份证号", "640498187005050016", 0, [("I3", "id-bad-date")]),
        ("身份证号", "640498299902010012", 1, [("I4", "id-bad-date")]),
        ("身份证号", "640498197211278431", 0, []),
    ],
)
def test_id_date_exists(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(id_date_exists, word, value, line) == expected
