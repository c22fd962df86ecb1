from recipients.rules.kin import KnownRecipient
from recipients.rules.kin.kin_name_fits_roster import kin_name_fits_roster
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person


def test_kin_name_fits_roster() -> None:
    roster = {person(1, 1950): KnownRecipient("伍老大")}
    assert found(kin_name_fits_roster, known=roster) == []
    assert found(kin_name_fits_roster) == []
    assert found(kin_name_fits_roster, known=roster, 享受人姓名="武老大") == [("F4", "warning", "kin-name-differs")]
