import pytest

from recipients.rules.context import Known
from recipients.rules.move_is_meant import move_is_meant
from tests.recipients.rosters import cells, context, family, person, sheet_rows

MA = person(1)


@pytest.mark.parametrize(
    ("known", "expected"),
    [({}, []), ({MA: Known("马小明")}, []), ({MA: Known("马小明", moved_from="7")}, [("I3", "moved")])],
)
def test_move_is_meant(known: dict, expected: list) -> None:
    assert cells(move_is_meant(context(sheet_rows(family(1, ("马小明", MA, "户主"))), known=known))) == expected
