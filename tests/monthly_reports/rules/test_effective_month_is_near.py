import pytest

from monthly_reports.rules.effective_month_is_near import CODE, effective_month_is_near
from tests.monthly_reports.rules.world import e, joining, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([joining(effective_month="2021-07")], []),
    ([joining(effective_month="2021-06")], e("month-too-early")),
    ([joining(effective_month="2021-09")], w("month-too-late")),
    ([leaving(effective_month="2021-07")], e("stop-before-death")),
    ([leaving(effective_month="2021-07", death_date="2021-06-28")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_effective_month_is_near(lines: list, expected: list) -> None:
    assert kinds(effective_month_is_near, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-15"
