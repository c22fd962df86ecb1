import pytest

from monthly_reports.rules.death_date_makes_sense import CODE, death_date_makes_sense
from tests.monthly_reports.rules.world import GHOST, e, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([leaving(death_date="2021-06-28")], []),
    ([leaving(death_date="2021-06-26", effective_month="2021-08")], []),
    ([leaving(death_date="2021-07-24")], e("death-in-future")),
    ([leaving(death_date="2001-07-20")], e("death-before-birth")),
    ([leaving(death_date="2021-06-25")], w("death-reported-late")),
    ([leaving(death_date="2021-03-04")], w("death-reported-late")),
    ([leaving(death_date="2011-07-18")], w("death-long-ago")),
    ([leaving(GHOST, death_date="2021-07-18")], w("death-date-differs")),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_death_date_makes_sense(lines: list, expected: list) -> None:
    assert kinds(death_date_makes_sense, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-16"
