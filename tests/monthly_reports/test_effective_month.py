"""A month typed without its year is understood; one typed with its year is taken at its word."""

import datetime as dt

import pytest

from core.sheets.synonyms import shipped
from monthly_reports.intake.cells import Cells
from monthly_reports.rules.facts import Line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1月", "2022-01"), (1, "2022-01"), ("12月", "2021-12"), ("2022年1月", "2022-01"), ("2021-01", "2021-01"),
        ("2021年1月", "2021-01"), (202101, "2021-01"), (dt.date(2021, 1, 1), "2021-01"), ("2020.8", "2020-08"),
    ],
)  # fmt: skip
def test_in_decembers_list(typed: object, read: str) -> None:
    cells = Cells(shipped(), "2021-12", dt.date(2021, 12, 23))
    assert cells.month_of(Line(0, "减少", 4), typed) == read
