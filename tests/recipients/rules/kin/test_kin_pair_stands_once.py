from recipients.rules.kin.kin_pair_stands_once import kin_pair_stands_once
from tests.recipients.kin_registers import context, line
from tests.recipients.rosters import cells, person


def test_kin_pair_stands_once() -> None:
    other_recipient, other_official = line(享受人身份证号=person(3, 1952)), line(经办人身份证号=person(503, 1981))
    assert cells(kin_pair_stands_once(context(line(), other_recipient, other_official))) == []
    twice = list(kin_pair_stands_once(context(line(), line(职务="文书"))))
    assert cells(twice) == [("G5", "pair-duplicate")] and twice[0].blocks and "G4" in twice[0].message


def test_without_the_officials_number_the_name_counts() -> None:
    nameless = {"经办人身份证号": None}
    assert cells(kin_pair_stands_once(context(line(**nameless), line(**nameless)))) == [("G5", "pair-duplicate")]
