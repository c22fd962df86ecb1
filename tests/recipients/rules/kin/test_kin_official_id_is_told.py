import pytest

from recipients.rules.kin.kin_official_id_is_told import kin_official_id_is_told
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person


@pytest.mark.parametrize(
    ("value", "expected"),
    [(person(501, 1980), []), (None, [("C4", "warning", "official-id-missing")]), ("640499", []), (" ", [("C4", "warning", "official-id-missing")])],
)  # fmt: skip
def test_kin_official_id_is_told(value: str, expected: list) -> None:
    assert found(kin_official_id_is_told, 经办人身份证号=value) == expected
