import pytest

from monthly_reports.rules.leaving_person_is_covered import CODE, leaving_person_is_covered
from tests.monthly_reports.rules.world import AUNT, NEW, e, kinds, leaving

CASES = [
    ([leaving()], []),
    ([leaving(AUNT)], e("person-not-covered")),
    ([leaving(NEW)], e("person-not-covered")),
    ([leaving(NEW, problems=[("id_number", "id-checksum")])], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_leaving_person_is_covered(lines: list, expected: list) -> None:
    assert kinds(leaving_person_is_covered, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-06"
