import pytest

from monthly_reports.rules.correction_can_be_carried_out import CODE, correction_can_be_carried_out
from tests.monthly_reports.rules.world import altering, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([altering(kind="correct_info", account="6217999099603082461")], []),
    ([altering(kind="correct_info", account_holder="马桂花")], []),
    ([altering(kind="correct_info", head_name="苏虎岩")], []),
    ([altering(kind="correct_info", relation="户主")], []),
    ([altering(kind="correct_info")], w("correction-by-hand")),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_correction_can_be_carried_out(lines: list, expected: list) -> None:
    assert kinds(correction_can_be_carried_out, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-27"
