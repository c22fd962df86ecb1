import pytest

from monthly_reports.rules.ending_names_everyone import CODE, ending_names_everyone
from tests.monthly_reports.rules.world import HEAD, SON, WIFE, e, kinds, leaving

CASES = [
    ([leaving(i, kind="end_household") for i in (HEAD, WIFE, SON)], []),
    ([leaving(i, kind="end_household") for i in (HEAD, WIFE)], e("ending-incomplete")),
    ([leaving()], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_ending_names_everyone(lines: list, expected: list) -> None:
    assert kinds(ending_names_everyone, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-13"
