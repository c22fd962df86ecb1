import pytest

from monthly_reports.rules.amount_before_agrees_with_the_roster import CODE, amount_before_agrees_with_the_roster
from tests.monthly_reports.rules.world import WIFE, altering, e, kinds, leaving

CASES = [
    ([leaving(), altering()], []),
    ([leaving(fen_before=None)], []),
    ([leaving(fen_before=71000)], e("amount-before")),
    ([leaving(), leaving(WIFE, fen_before=48000, fen_after=24000)], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_amount_before_agrees_with_the_roster(lines: list, expected: list) -> None:
    assert kinds(amount_before_agrees_with_the_roster, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-10"
