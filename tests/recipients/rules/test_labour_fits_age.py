import pytest

from recipients.rules.labour_fits_age import labour_fits_age
from tests.recipients.rosters import HEAD, cells, context, family, person, sheet_rows


@pytest.mark.parametrize(
    ("born", "labour", "expected"),
    [
        (1975, "有", []),
        (1950, "有", [("L3", "labour-age")]),
        (2010, "有劳动能力", [("L3", "labour-age")]),
        (1950, "完全丧失", []),
        (2005, "有", []),
    ],
)
def test_labour_fits_age(born: int, labour: str, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(family(1, ("马小明", person(1, born), "户主")))
    rows[2][HEAD.index("劳动能力")] = labour
    assert cells(labour_fits_age(context(rows))) == expected
