import pytest

from recipients.rules.context import Known
from recipients.rules.person_is_alive import person_is_alive
from tests.recipients.rosters import cells, context, family, person, sheet_rows

MA = person(1)


@pytest.mark.parametrize(
    ("dead", "relation", "expected"),
    [(False, "户主", []), (True, "户主", [("I3", "person-dead")]), (True, "户主*", [])],
)
def test_person_is_alive(dead: bool, relation: str, expected: list) -> None:
    seen = context(sheet_rows(family(1, ("马小明", MA, relation))), known={MA: Known("马小明", dead=dead)})
    assert cells(person_is_alive(seen)) == expected
