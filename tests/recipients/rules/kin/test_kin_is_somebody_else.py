from recipients.rules.kin.kin_is_somebody_else import kin_is_somebody_else
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person


def test_kin_is_somebody_else() -> None:
    assert found(kin_is_somebody_else) == []
    assert found(kin_is_somebody_else, 享受人身份证号=person(501, 1980)) == [("G4", "warning", "kin-self")]
