import pytest

from monthly_reports.rules.household_keeps_a_head import CODE, household_keeps_a_head
from tests.monthly_reports.rules.world import (
    HEAD,
    NEW,
    SON,
    STRANGER,
    WIFE,
    altering,
    e,
    founding,
    joining,
    kinds,
    leaving,
    w,
)

CASES = [
    ([leaving()], []),
    ([leaving(HEAD)], w("head-leaves")),
    ([leaving(HEAD), altering(kind="change_head", id_number=WIFE, name="马桂花")], []),
    ([altering(kind="change_head", id_number=NEW)], e("head-not-member")),
    ([altering(kind="change_head", id_number=NEW), joining()], []),
    ([founding(NEW, STRANGER)], w("head-not-listed")),
    ([founding()], []),
    ([leaving(i, kind="end_household") for i in (HEAD, WIFE, SON)], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_household_keeps_a_head(lines: list, expected: list) -> None:
    assert kinds(household_keeps_a_head, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-26"
