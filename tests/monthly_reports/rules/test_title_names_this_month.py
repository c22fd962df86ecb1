import pytest

from monthly_reports.rules.facts import Title
from monthly_reports.rules.title_names_this_month import CODE, title_names_this_month
from tests.monthly_reports.rules.world import kinds, leaving, w


@pytest.mark.parametrize(
    ("month", "unit", "expected"),
    [
        ("2021-07", "香水镇", []),
        ("", "", []),
        ("2021-07", "泾源县香水镇人民政府", []),
        ("2021-06", "香水镇", w("title-month")),
        ("2021-07", "新民乡", w("title-unit")),
        ("2020-07", "新民乡", w("title-month", "title-unit")),
    ],
)
def test_title_names_this_month(month: str, unit: str, expected: list) -> None:
    title = Title("名单", "A1", "某表", month, unit)
    assert kinds(title_names_this_month, [leaving()], titles=[title]) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-03"
