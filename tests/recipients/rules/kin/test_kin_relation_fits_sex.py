import pytest

from recipients.rules.kin.kin_relation_fits_sex import kin_relation_fits_sex
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person

ODD = [("H4", "warning", "kin-sex")]


@pytest.mark.parametrize(
    ("relation", "number", "expected"),  # odd numbers are men; the official is one
    [
        ("父亲", 1, []),
        ("父亲", 2, ODD),
        ("妻子", 2, []),
        ("妻子", 1, ODD),
        ("配偶", 2, []),
        ("配偶", 1, ODD),
        ("叔叔", 2, ODD),
        ("姑姑", 2, []),
        ("姑姑", 1, ODD),
        ("小舅子", 1, []),
        ("小姨子", 1, ODD),
        ("兄弟", 2, []),
        ("胞兄", 2, ODD),
    ],
)
def test_kin_relation_fits_sex(relation: str, number: int, expected: list) -> None:
    assert found(kin_relation_fits_sex, 与经办人关系=relation, 享受人身份证号=person(number, 1970)) == expected
