import pytest

from recipients.rules.scheme_is_known import scheme_is_known
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(
    ("word", "expected", "scheme"),
    [
        ("农村低保", [], "rural_dibao"),
        ("城市低保", [], "urban_dibao"),
        ("特困供养", [], "tekun"),
        ("不知道", [("V3", "scheme-unknown")], "rural_dibao"),
        (None, [], "rural_dibao"),
    ],
)
def test_scheme_is_known(word: str | None, expected: list[tuple[str, str]], scheme: str) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[1].append("救助类别")
    rows[2].append(word)
    seen = context(rows)
    assert cells(scheme_is_known(seen)) == expected
    assert seen.roster.families[0].scheme == scheme and HEAD[-1] == "备注"
