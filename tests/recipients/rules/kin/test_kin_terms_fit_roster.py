import pytest

from recipients.rules.kin import KnownAward, KnownRecipient
from recipients.rules.kin.kin_terms_fit_roster import kin_terms_fit_roster
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person

ROSTER = {
    person(1, 1950): KnownRecipient(
        "伍老大",
        awards=(KnownAward("old_age_allowance", "", 1, 27000), KnownAward("rural_dibao", "C", 2, 48000)),
    )
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"月保障金额": "480.00元"}, []),
        ({"月保障金额": 500}, [("L4", "kin-terms-differ")]),
        ({"保障类别": "A类", "保障人数": 3}, [("J4", "kin-terms-differ"), ("K4", "kin-terms-differ")]),
        ({"保障类别": None, "保障人数": None, "月保障金额": None}, []),
        ({"救助类别": "低保"}, []),
        ({"救助类别": None, "月保障金额": 270}, [("L4", "kin-terms-differ")]),
        ({"救助类别": "特困供养", "保障类别": None}, [("I4", "kin-scheme-differs")]),
    ],
)
def test_kin_terms_fit_roster(changes: dict, expected: list) -> None:
    told = found(kin_terms_fit_roster, known=ROSTER, **changes)
    assert told == [(cell, "warning", kind) for cell, kind in expected]


def test_nothing_is_said_of_those_the_roster_does_not_pay() -> None:
    assert found(kin_terms_fit_roster, 月保障金额=999) == []
    assert found(kin_terms_fit_roster, known={person(1, 1950): KnownRecipient("伍老大", False, False)}) == []
