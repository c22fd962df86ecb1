import pytest

from monthly_reports.rules.person_stands_once import CODE, person_stands_once
from tests.monthly_reports.rules.world import SON, WIFE, altering, e, joining, kinds, leaving

CASES = [
    ([leaving(), leaving(WIFE)], []),
    ([leaving(), leaving()], e("line-duplicate")),
    ([leaving(), leaving(kind="end_household")], e("line-duplicate")),
    ([leaving(), joining(SON)], []),
    ([leaving(), leaving(scheme="tekun")], []),
    ([altering(), altering()], e("line-duplicate")),
    ([altering(), altering(kind="raise_amount")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_person_stands_once(lines: list, expected: list) -> None:
    assert kinds(person_stands_once, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-04"
