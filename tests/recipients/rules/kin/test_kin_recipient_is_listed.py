import pytest

from recipients.rules.kin import KnownRecipient
from recipients.rules.kin.kin_recipient_is_listed import kin_recipient_is_listed
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (KnownRecipient("伍老大"), []),
        (KnownRecipient("伍老大", covered=False), ["kin-not-covered"]),
        (KnownRecipient("伍老大", listed=False), ["kin-not-covered"]),
        (None, ["kin-unlisted"]),
    ],
)
def test_kin_recipient_is_listed(known: KnownRecipient | None, expected: list) -> None:
    roster = {person(1, 1950): known} if known else {}
    assert found(kin_recipient_is_listed, known=roster) == [("G4", "warning", kind) for kind in expected]
