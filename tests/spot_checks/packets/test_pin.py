"""A PIN that can be guessed is refused."""

import pytest

from spot_checks.rules.packet_pin import why_weak


@pytest.mark.parametrize(
    "pin",
    """12345678 23456789 87654321 01234567 90123456 98765432 11111111 12121212 12341234 123123123 11223344 12344321 19721127
    27111972 11271972 20210723 1972112700 0019880214 13895471234 640498197211270010 1111111122222222 abcdefgh 1234567
    8374650 837465019283746501928 ８３７４６５０１ 83746a50 12233221 1234567891 1357 111222333 11112222""".split(),
)
def test_weak_pins_are_refused_with_a_sentence(pin: str) -> None:
    assert why_weak(pin).endswith("。")


@pytest.mark.parametrize("pin", "83746501 8374650192 90817263 40392718 5820194736 20219847 58201947362058".split())
def test_good_pins_are_taken(pin: str) -> None:
    assert why_weak(pin) == ""
