import pytest

from recipients.rules.spouses_differ_in_sex import spouses_differ_in_sex
from tests.recipients.rosters import cells, context, family, person, sheet_rows


@pytest.mark.parametrize(
    ("spouses", "expected"),
    [
        ([2], []),
        ([3], [("H4", "spouse-sex")]),
        ([2, 4], [("H5", "spouse-sex")]),
        ([], []),
    ],
)
def test_spouses_differ_in_sex(spouses: list[int], expected: list[tuple[str, str]]) -> None:
    members = [(f"海兰{'一二三四五'[n]}", person(n), "配偶") for n in spouses]
    rows = sheet_rows(family(1, ("马小明", person(1), "户主"), *members))
    assert cells(spouses_differ_in_sex(context(rows))) == expected
