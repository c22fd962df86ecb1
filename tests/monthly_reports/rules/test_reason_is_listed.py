import pytest

from monthly_reports.rules.reason_is_listed import CODE, reason_is_listed
from tests.monthly_reports.rules.world import kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([leaving(reason="长年在外", reason_code="")], w("reason-unlisted")),
    ([leaving(reason="", reason_code="")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_reason_is_listed(lines: list, expected: list) -> None:
    assert kinds(reason_is_listed, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-18"
