import datetime as dt

import pytest

from recipients.rules.kin.kin_dates_are_dates import kin_dates_are_dates
from tests.recipients.kin_registers import found


@pytest.mark.parametrize(
    ("word", "value", "expected"),
    [
        ("享受起始月", "2019年4月", []),
        ("享受起始月", dt.date(2019, 4, 1), []),
        ("享受起始月", None, []),
        ("享受起始月", "前年", [("M4", "error", "month-not-month")]),
        ("享受起始月", 2021.1, [("M4", "error", "month-ambiguous")]),
        ("核查日期", "2021.6.30", []),
        ("核查日期", "20210630", []),
        ("核查日期", "六月底", [("P4", "error", "date-not-date")]),
        ("核查日期", "2021-02-30", [("P4", "error", "date-not-date")]),
    ],
)
def test_kin_dates_are_dates(word: str, value: object, expected: list) -> None:
    assert found(kin_dates_are_dates, **{word: value}) == expected
