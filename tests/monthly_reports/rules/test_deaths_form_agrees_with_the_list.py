import pytest

from monthly_reports.rules.deaths_form_agrees_with_the_list import CODE, deaths_form_agrees_with_the_list
from tests.monthly_reports.rules.world import NEW, SON, WIFE, dying, e, kinds, leaving, w


@pytest.mark.parametrize(
    ("lines", "deaths", "expected"),
    [
        ([leaving()], [dying()], []),
        ([leaving()], [], []),
        ([leaving()], [dying(death_date="2021-07-17")], e("death-dates-differ")),
        ([], [dying(SON)], e("death-not-stopped")),
        ([], [dying(NEW)], w("death-unknown")),
        ([leaving(), leaving(WIFE)], [dying()], w("death-not-on-form")),
    ],
)
def test_deaths_form_agrees_with_the_list(lines: list, deaths: list, expected: list) -> None:
    assert kinds(deaths_form_agrees_with_the_list, lines, deaths=deaths, deaths_form=bool(deaths)) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-21"
