import pytest

from monthly_reports.rules.nil_deaths_means_no_death import CODE, nil_deaths_means_no_death
from tests.monthly_reports.rules.world import dying, e, joining, kinds, leaving


@pytest.mark.parametrize(
    ("lines", "deaths", "nil", "expected"),
    [
        ([leaving()], [], False, []),
        ([joining()], [], True, []),
        ([leaving()], [], True, e("nil-deaths-contradicted")),
        ([leaving(reason="婚嫁", reason_code="marriage")], [], True, []),
        ([], [dying()], True, e("nil-deaths-contradicted")),
    ],
)
def test_nil_deaths_means_no_death(lines: list, deaths: list, nil: bool, expected: list) -> None:
    assert kinds(nil_deaths_means_no_death, lines, deaths=deaths, nil_deaths=nil) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-22"
