import pytest

from monthly_reports.rules.household_is_known import CODE, household_is_known
from tests.monthly_reports.rules.world import HEAD, NEW, OLD, STRANGER, e, founding, joining, kinds, leaving

CASES = [
    ([leaving(), joining()], []),
    ([founding()], []),
    ([leaving(head_id=NEW, id_number=NEW)], e("household-unknown")),
    ([joining(head_id=STRANGER)], e("household-unknown")),
    ([leaving(scheme="urban_dibao")], e("household-not-covered")),
    ([founding(NEW, HEAD)], e("household-already-known")),
    ([leaving(HEAD, scheme="tekun")], e("person-not-covered")),
    ([leaving(OLD, head_id=OLD, scheme="tekun")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_household_is_known(lines: list, expected: list) -> None:
    assert kinds(household_is_known, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-05"
