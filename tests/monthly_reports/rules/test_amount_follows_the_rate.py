import pytest

from monthly_reports.rules.amount_follows_the_rate import CODE, amount_follows_the_rate
from tests.monthly_reports.rules.world import HEAD, SON, WIFE, altering, e, founding, joining, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([leaving(fen_after=None)], []),
    ([leaving(fen_after=50000)], w("amount-rate")),
    ([altering(fen_after=93000)], w("amount-rate")),
    ([joining(fen_after=90000)], w("amount-rate")),
    ([founding(scheme="near_dibao", fen_after=12345)], []),
    ([founding(scheme="near_dibao", fen_after=None, grade_after="")], e("amount-missing")),
    ([leaving(i, kind="end_household", fen_after=0) for i in (HEAD, WIFE, SON)], []),
    ([leaving(i, kind="end_household", fen_after=93000) for i in (HEAD, WIFE)], e(*["amount-after-end"] * 2)),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_amount_follows_the_rate(lines: list, expected: list) -> None:
    assert kinds(amount_follows_the_rate, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-11"
