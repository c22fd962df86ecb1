import pytest

from recipients.rules.total_adds_up import total_adds_up
from tests.recipients.rosters import STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(
    ("totals", "expected"), [([720], []), ([700], [("Q6", "total-differs")]), ([100, 720], []), ([], [])]
)
def test_total_adds_up(totals: list[int], expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows += [["合计", *[None] * 15, total, None, None, None, None] for total in totals]
    assert cells(total_adds_up(context(rows))) == expected


@pytest.mark.parametrize(
    ("size", "count", "expected"),
    [
        (3, 3, []),
        (4, 3, [("O6", "total-differs")]),
        (3, 2, [("P6", "total-differs")]),
        (None, None, []),
    ],
)
def test_the_total_of_persons_adds_up(size: int | None, count: int | None, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows += [["合计", *[None] * 13, size, count, 720, None, None, None, None]]
    assert sorted(cells(total_adds_up(context(rows)))) == expected
