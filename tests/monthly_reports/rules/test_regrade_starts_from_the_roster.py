import pytest

from monthly_reports.rules.regrade_starts_from_the_roster import CODE, regrade_starts_from_the_roster
from tests.monthly_reports.rules.world import altering, e, joining, kinds

CASES = [
    ([altering()], []),
    ([altering(grade_before="B")], e("grade-before")),
    ([altering(grade_before="", grade_after="C")], e("grade-unchanged")),
    ([joining(grade_after="A")], e("grade-differs")),
    ([joining(grade_after="A"), altering()], []),
    ([altering(kind="raise_amount", grade_after="")], []),
    ([altering(kind="lower_amount", grade_after="")], e("amount-direction")),
    ([altering(kind="raise_amount", grade_after="", fen_after=72000)], e("amount-direction")),
    ([altering(kind="raise_amount", grade_after="", fen_after=None)], e("amount-missing")),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_regrade_starts_from_the_roster(lines: list, expected: list) -> None:
    assert kinds(regrade_starts_from_the_roster, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-19"
