import pytest

from recipients.rules.family_has_one_head import family_has_one_head
from tests.recipients.rosters import cells, context, family, person, sheet_rows

MA, HAI = person(1), person(2)


@pytest.mark.parametrize(
    ("relations", "head_id", "expected"),
    [
        (("户主", "配偶"), MA, []),
        (("本人", "配偶"), MA, []),
        (("户主", "户主"), MA, [("H4", "head-twice")]),
        (("户主", "配偶"), HAI, [("F3", "head-mismatch")]),
        (("子", "女"), person(9), [("E3", "head-missing")]),
        (("子", "配偶"), HAI, []),
    ],
)
def test_family_has_one_head(relations: tuple[str, str], head_id: str, expected: list[tuple[str, str]]) -> None:
    rows = family(1, ("马小明", MA, relations[0]), ("海兰", HAI, relations[1]), head_id=head_id)
    assert cells(family_has_one_head(context(sheet_rows(rows)))) == expected
