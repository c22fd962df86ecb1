import pytest

from recipients.rules.ages_fit_relations import ages_fit_relations
from tests.recipients.rosters import cells, context, family, person, sheet_rows


@pytest.mark.parametrize(
    ("relation", "born", "expected"),
    [
        ("子", 1990, []),
        ("子", 1980, [("H4", "age-relation")]),
        ("子", 1960, [("H4", "age-relation")]),
        ("孙子", 1990, [("H4", "age-relation")]),
        ("孙子", 1999, []),
        ("父亲", 1955, []),
        ("父亲", 1970, [("H4", "age-relation")]),
        ("配偶", 2010, [("H4", "age-relation")]),
        ("配偶", 1940, []),
        ("弟弟", 1976, []),
    ],
)
def test_ages_fit_relations(relation: str, born: int, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(family(1, ("马小明", person(1, 1975), "户主"), ("马强", person(3, born), relation)))
    assert cells(ages_fit_relations(context(rows))) == expected
