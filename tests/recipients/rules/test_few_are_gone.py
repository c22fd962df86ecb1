import pytest

from recipients.rules.few_are_gone import few_are_gone
from tests.recipients.rosters import STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(("gone", "before", "expected"), [(0, 0, []), (10, 100, []), (11, 100, [("", "many-gone")])])
def test_few_are_gone(gone: int, before: int, expected: list) -> None:
    seen = context(sheet_rows(family(1, *STANDARD)), gone=gone, listed_before=before)
    assert cells(few_are_gone(seen)) == expected
