import pytest

from monthly_reports.rules.values_are_well_formed import CODE, values_are_well_formed
from tests.monthly_reports.rules.world import e, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([leaving(problems=[("id_number", "id-checksum")])], e("id-checksum")),
    ([leaving(problems=[("account", "account-luhn")])], w("account-luhn")),
    ([leaving(problems=[("reason", "reason-unlisted")])], []),
    (
        [leaving(problems=[("fen_after", "amount-not-number"), ("death_date", "date-not-date")])],
        e("amount-not-number", "date-not-date"),
    ),
    ([leaving(problems=[("x", "never-heard-of")])], e("never-heard-of")),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_values_are_well_formed(lines: list, expected: list) -> None:
    assert kinds(values_are_well_formed, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-01"
