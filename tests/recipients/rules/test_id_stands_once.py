import pytest

from recipients.rules.id_stands_once import id_stands_once
from tests.recipients.rosters import cells, context, family, person, sheet_rows

MA, LI = ("马小明", person(1), "户主"), ("李志福", person(5), "户主")


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([[MA], [LI]], []),
        ([[MA], [MA]], [("I4", "id-duplicate")]),
        ([[MA, ("海兰", person(2), "配偶"), ("海花", person(2), "女")]], [("I5", "id-duplicate")]),
        ([[MA], [LI], [MA], [MA]], [("I5", "id-duplicate"), ("I6", "id-duplicate")]),
    ],
)
def test_id_stands_once(families: list, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(*[family(number, *members) for number, members in enumerate(families, 1)])
    findings = list(id_stands_once(context(rows)))
    assert cells(findings) == expected
    assert all("“花名册”" in finding.message for finding in findings)
