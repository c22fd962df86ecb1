import pytest

from recipients.rules.month_is_the_stated import month_is_the_stated
from tests.recipients.rosters import STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(("month", "expected"), [("2021-06", []), ("2021-07", [("", "month-differs")])])
def test_month_is_the_stated(month: str, expected: list[tuple[str, str]]) -> None:
    assert cells(month_is_the_stated(context(sheet_rows(family(1, *STANDARD)), month=month))) == expected
