import pytest

from recipients.rules.id_check_digit_fits import id_check_digit_fits
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("身份证号", "640498197211278432", 0, [("I3", "id-checksum")]),
        ("身份证号", "640498195705303430", 2, [("I5", "id-checksum")]),
        ("身份证号", "64049819370726828x", 0, []),
        ("身份证号", "64049819370726828X", 0, []),
    ],
)
def test_id_check_digit_fits(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(id_check_digit_fits, word, value, line) == expected
