import pytest

from monthly_reports.rules.reason_fits_the_direction import CODE, reason_fits_the_direction
from tests.monthly_reports.rules.world import altering, founding, joining, kinds, leaving, w

CASES = [
    ([leaving(), joining(), founding(), altering()], []),
    ([joining(reason="死亡", reason_code="death")], w("reason-direction")),
    ([joining(reason="收入超标", reason_code="income_over")], w("reason-direction")),
    ([leaving(reason="出生", reason_code="birth")], w("reason-direction")),
    ([altering(reason="家庭收入增加", reason_code="income_rise")], w("reason-direction")),
    ([altering(grade_before="A", grade_after="C", reason_code="income_rise", reason="收入增加")], []),
    ([altering(kind="lower_amount", reason="病情加重", reason_code="illness_worse")], w("reason-direction")),
    ([altering(kind="change_head", reason="死亡", reason_code="death")], []),
    ([leaving(reason="婚嫁", reason_code="marriage"), joining(reason="婚嫁", reason_code="marriage")], []),
    ([joining(reason="写得特别", reason_code="")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_reason_fits_the_direction(lines: list, expected: list) -> None:
    assert kinds(reason_fits_the_direction, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-17"
