import pytest

from monthly_reports.rules.joining_person_is_not_covered_elsewhere import CODE, joining_person_is_not_covered_elsewhere
from tests.monthly_reports.rules.world import AUNT, OLD, SON, STRANGER, e, joining, kinds, leaving

CASES = [
    ([joining()], []),
    ([joining(AUNT)], []),
    ([joining(SON)], e("already-covered")),
    ([leaving(SON), joining(SON)], []),
    ([joining(OLD)], e("already-covered")),
    ([joining(OLD, scheme="old_age_allowance")], []),
    ([joining(STRANGER)], e("covered-elsewhere")),
    ([joining(STRANGER, scheme="near_dibao")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_joining_person_is_not_covered_elsewhere(lines: list, expected: list) -> None:
    assert kinds(joining_person_is_not_covered_elsewhere, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-07"
