import pytest

from recipients.rules.scheme_is_told import scheme_is_told
from tests.recipients.rosters import STANDARD, cells, context, family, sheet_rows


@pytest.mark.parametrize(
    ("title", "scheme", "expected"),
    [
        ("香水镇农村低保对象花名册", "rural_dibao", []),
        ("香水镇城市居民最低生活保障花名册", "urban_dibao", []),
        ("香水镇特困人员供养花名册", "tekun", []),
        ("高龄津贴发放花名册", "old_age_allowance", []),
        ("香水镇2021年6月花名册", "rural_dibao", [("", "scheme-assumed")]),
    ],
)
def test_scheme_is_told(title: str, scheme: str, expected: list[tuple[str, str]]) -> None:
    seen = context(sheet_rows(family(1, *STANDARD), title=title))
    assert cells(scheme_is_told(seen)) == expected and seen.roster.families[0].scheme == scheme
