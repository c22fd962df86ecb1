import pytest

from monthly_reports.rules.counts_agree_with_the_roster import CODE, counts_agree_with_the_roster
from tests.monthly_reports.rules.world import HEAD, SON, WIFE, e, founding, joining, kinds, leaving

CASES = [
    ([leaving()], []),
    ([leaving(covered_before=None, covered_after=None)], []),
    ([leaving(covered_before=4)], e("count-before")),
    ([leaving(covered_after=1)], e("count-after")),
    ([leaving(covered_after=3)], e("count-after")),
    ([joining(covered_after=3)], e("count-after")),
    ([leaving(), leaving(WIFE)], []),
    ([leaving(covered_after=1), leaving(WIFE, covered_after=1)], []),
    ([leaving(), leaving(WIFE, covered_before=2, covered_after=1)], []),
    ([joining()], []),
    ([joining(covered_after=5)], e("count-after")),
    ([founding(covered_after=2)], e("count-after")),
    ([leaving(), joining(covered_after=3)], []),
    ([leaving(i, kind="end_household", covered_after=0) for i in (HEAD, WIFE, SON)], []),
    (
        [leaving(i, kind="end_household", covered_after=1) for i in (HEAD, WIFE, SON)],
        e("count-after", "count-after", "count-after"),
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_counts_agree_with_the_roster(lines: list, expected: list) -> None:
    assert kinds(counts_agree_with_the_roster, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-09"
