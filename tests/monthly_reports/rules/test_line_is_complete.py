import pytest

from monthly_reports.rules.line_is_complete import CODE, line_is_complete
from tests.monthly_reports.rules.world import altering, e, founding, joining, kinds, leaving, w

CASES = [
    ([leaving(), joining(), founding(), altering()], []),
    ([leaving(kind="")], e("kind-missing")),
    ([leaving(scheme="")], e("scheme-missing")),
    ([leaving(head_id="")], e("head-id-missing")),
    ([leaving(head_id="", problems=[("head_id", "id-checksum")])], []),
    ([leaving(effective_month="")], e("effective-month-missing")),
    ([leaving("")], e("id-missing")),
    ([leaving(name="")], e("name-missing")),
    ([leaving(reason="", reason_code="")], w("reason-missing")),
    ([leaving(death_date="")], e("death-date-missing")),
    ([joining(relation="")], e("relation-missing")),
    ([founding(relation="")], []),
    ([founding(grade_after="")], e("grade-missing")),
    ([altering(grade_after="")], e("grade-missing")),
    ([founding(scheme="old_age_allowance", grade_after="")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_line_is_complete(lines: list, expected: list) -> None:
    assert kinds(line_is_complete, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-02"
