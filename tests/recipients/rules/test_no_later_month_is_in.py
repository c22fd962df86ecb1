import pytest

from recipients.rules.no_later_month_is_in import no_later_month_is_in
from tests.recipients.rosters import STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(
    ("later", "differs", "expected"),
    [("", True, []), ("2021-08", False, []), ("2021-08", True, [("", "later-month-in")])],
)
def test_no_later_month_is_in(later: str, differs: bool, expected: list) -> None:
    seen = context(sheet_rows(family(1, *STANDARD)), later_month=later, differs=differs)
    assert cells(no_later_month_is_in(seen)) == expected
