import pytest

from monthly_reports.rules.facts import Total
from monthly_reports.rules.stated_total_adds_up import CODE, stated_total_adds_up
from tests.monthly_reports.rules.world import NEW, STRANGER, e, founding, kinds, leaving


def three():
    """A new household of two, told on each line, and a leaver."""
    told = {"covered_after": 2, "fen_after": 48000}
    return [founding(**told), founding(STRANGER, NEW, **told), leaving()]


@pytest.mark.parametrize(
    ("field", "value", "positions", "expected"),
    [
        ("fen_after", 144000, [0, 1, 2], []),
        ("fen_after", 96000, [0, 1, 2], []),
        ("fen_after", 96001, [0, 1, 2], e("total-differs")),
        ("fen_after", 48000, [0, 1], []),
        ("covered_after", 4, [0, 1, 2], []),
        ("covered_after", 5, [0, 1, 2], e("total-differs")),
        ("covered_before", 3, [0, 1, 2], []),
        ("note", 7, [0, 1, 2], []),
        ("fen_before", 1, [0, 1], []),
    ],
)
def test_stated_total_adds_up(field: str, value: int, positions: list, expected: list) -> None:
    total = Total("名单", "K9", field, value, positions)
    assert kinds(stated_total_adds_up, three(), totals=[total]) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-14"
