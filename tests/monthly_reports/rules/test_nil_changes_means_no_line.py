import pytest

from monthly_reports.rules.nil_changes_means_no_line import CODE, nil_changes_means_no_line
from tests.monthly_reports.rules.world import e, joining, kinds, leaving


@pytest.mark.parametrize(
    ("lines", "nil", "expected"),
    [([], True, []), ([leaving()], False, []), ([leaving(), joining()], True, e("nil-changes-contradicted"))],
)
def test_nil_changes_means_no_line(lines: list, nil: bool, expected: list) -> None:
    assert kinds(nil_changes_means_no_line, lines, nil_changes=nil) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-23"
