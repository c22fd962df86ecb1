import pytest

from recipients.rules.sex_fits_id import sex_fits_id
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("性别", "女", 0, [("J3", "sex-mismatch")]),
        ("性别", "男", 1, [("J4", "sex-mismatch")]),
        ("性别", None, 1, []),
        ("身份证号", "640498197211278432", 1, []),
    ],
)
def test_sex_fits_id(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(sex_fits_id, word, value, line) == expected
