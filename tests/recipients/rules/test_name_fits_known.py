import pytest

from recipients.rules.context import Known
from recipients.rules.name_fits_known import name_fits_known
from tests.recipients.rosters import cells, context, family, person, sheet_rows

MA = person(1)


@pytest.mark.parametrize(("name", "expected"), [("马小明", []), ("马晓明", [("G3", "name-differs")])])
def test_name_fits_known(name: str, expected: list) -> None:
    seen = context(sheet_rows(family(1, ("马小明", MA, "户主"))), known={MA: Known(name)})
    assert cells(name_fits_known(seen)) == expected
