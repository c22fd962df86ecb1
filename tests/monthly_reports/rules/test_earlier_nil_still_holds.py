import pytest

from monthly_reports.rules.earlier_nil_still_holds import CODE, earlier_nil_still_holds
from tests.monthly_reports.rules.world import context, dying, kinds, leaving, w

NIL = context(nil_death_months=frozenset({"2021-06"}))


@pytest.mark.parametrize(
    ("lines", "deaths", "expected"),
    [
        ([leaving()], [], []),
        ([leaving(death_date="2021-06-29")], [], w("earlier-nil")),
        ([leaving(death_date="2021-05-29")], [], []),
        ([leaving(death_date="2021-06-29")], [dying(death_date="2021-06-29")], w("earlier-nil")),
        ([], [dying(death_date="2021-06-29")], w("earlier-nil")),
    ],
)
def test_earlier_nil_still_holds(lines: list, deaths: list, expected: list) -> None:
    assert kinds(earlier_nil_still_holds, lines, world=NIL, deaths=deaths) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-24"
