import pytest

from monthly_reports.rules.joining_person_is_alive import CODE, joining_person_is_alive
from tests.monthly_reports.rules.world import GHOST, e, joining, kinds

CASES = [
    ([joining()], []),
    ([joining(GHOST)], e("person-dead")),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_joining_person_is_alive(lines: list, expected: list) -> None:
    assert kinds(joining_person_is_alive, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-25"
