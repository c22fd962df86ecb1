import pytest

from monthly_reports.rules.lines_of_a_household_agree import CODE, lines_of_a_household_agree
from tests.monthly_reports.rules.world import AUNT, WIFE, e, joining, kinds, leaving

CASES = [
    ([leaving(), leaving(WIFE)], []),
    ([leaving(), leaving(WIFE, village="己川村")], e("village-differs")),
    ([leaving(), leaving(WIFE, head_name="苏虎")], e("head-name-differs")),
    ([joining(), joining(AUNT, grade_after="B")], e("grade-after-differs")),
    ([joining(AUNT, relation="户主")], e("head-differs")),
    ([joining(AUNT, relation="户主", kind="change_head")], []),
    ([joining(account="1" * 19), joining(AUNT, account="2" * 19)], e("account-differs")),
    ([joining(covered_after=5), joining(AUNT, covered_after=5, fen_after=120000)], e("amount-differs")),
    ([leaving(), leaving(WIFE, covered_before=2, covered_after=1, fen_before=48000, fen_after=24000)], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_lines_of_a_household_agree(lines: list, expected: list) -> None:
    assert kinds(lines_of_a_household_agree, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-12"
