from recipients.rules.kin.kin_was_not_ended import kin_was_not_ended
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person


def test_kin_was_not_ended() -> None:
    assert found(kin_was_not_ended) == []
    told = [("B4", "warning", "kin-ended")]
    assert found(kin_was_not_ended, ended={(person(501, 1980), person(1, 1950))}) == told
    assert found(kin_was_not_ended, ended={("伍国", person(1, 1950))}, 经办人身份证号=None) == told
    assert found(kin_was_not_ended, ended={(person(503, 1980), person(1, 1950))}) == []
