import pytest

from monthly_reports.rules.names_agree_with_the_roster import CODE, names_agree_with_the_roster
from tests.monthly_reports.rules.world import STRANGER, altering, joining, kinds, leaving, w

CASES = [
    ([leaving()], []),
    ([leaving(name="金东彩")], w("name-differs")),
    ([leaving(head_name="苏虎")], w("name-differs")),
    ([leaving(head_id=STRANGER)], w("head-not-the-rosters")),
    ([joining()], []),
    ([joining(STRANGER, name="不同名")], []),
    ([altering(kind="correct_info", head_name="苏虎岩")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_names_agree_with_the_roster(lines: list, expected: list) -> None:
    assert kinds(names_agree_with_the_roster, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-08"
