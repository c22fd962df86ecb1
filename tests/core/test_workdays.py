"""Working days: the national calendar, the region's own holidays, and years nobody has published."""

import datetime as dt

import pytest

from core import policy, workdays
from core.models import Policy, Workday

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (D(2021, 7, 23), True),
        (D(2021, 7, 25), False),
        (D(2021, 4, 25), True),
        (D(2023, 6, 25), True),
        (D(2023, 1, 25), False),
        (D(2026, 9, 25), False),
        (D(2031, 7, 4), True),
        (D(2031, 7, 5), False),
    ],
)
def test_national_days(day, worked):
    assert workdays.is_workday(day) is worked


def test_shipped_holidays_are_added_once_and_never_overwrite():
    Workday.objects.create(day=D(2021, 7, 19), is_working=True, name="县里另有安排")
    total = len(list(workdays.shipped()))
    assert workdays.load_shipped() == total - 1
    assert workdays.load_shipped() == 0
    assert workdays.is_workday(D(2021, 7, 19)) is True
    assert workdays.is_workday(D(2021, 7, 20)) is False


def test_every_shipped_row_tells_its_source_or_that_it_is_an_estimate():
    for row in workdays.shipped():
        assert "（" in row.name and (
            "推算" in row.name or "通知" in row.name or "安排" in row.name or "号" in row.name or "转载" in row.name
        )
        assert "开斋节" in row.name or "古尔邦节" in row.name


@pytest.mark.parametrize(
    ("start", "count", "there"),
    [
        (D(2021, 7, 25), -1, D(2021, 7, 23)),
        (D(2021, 7, 25), -3, D(2021, 7, 21)),
        (D(2021, 7, 25), -7, D(2021, 7, 13)),
        (D(2021, 7, 25), 1, D(2021, 7, 26)),
        (D(2021, 7, 25), 3, D(2021, 7, 28)),
        (D(2021, 7, 25), 0, D(2021, 7, 25)),
    ],
)
def test_counting_skips_the_regions_own_holidays(start, count, there):
    workdays.load_shipped()
    assert workdays.add_workdays(start, count) == there


def test_a_settings_value_is_the_one_in_force_on_the_day():
    assert policy.value("deadline_rule", D(2021, 7, 1)) == "on_25th"
    Policy.objects.create(name="deadline_rule", value="before_25th", effective_from=D(2021, 8, 1))
    assert policy.value("deadline_rule", D(2021, 7, 31)) == "on_25th"
    assert policy.value("deadline_rule", D(2021, 8, 1)) == "before_25th"


def test_a_mistyped_setting_falls_back_to_its_default():
    Policy.objects.create(name="nonworking_deadline", value="前一天", effective_from=D(2021, 1, 1))
    Policy.objects.create(name="late_unlock_days", value="三", effective_from=D(2021, 1, 1))
    assert policy.value("nonworking_deadline", D(2021, 7, 1)) == "none"
    assert policy.number("late_unlock_days", D(2021, 7, 1)) == 3


def test_an_unknown_setting_is_an_error():
    with pytest.raises(KeyError):
        policy.value("deadline", D(2021, 7, 1))


def test_nearest_workday():
    assert workdays.nearest_workday(D(2021, 7, 25), forward=False) == D(2021, 7, 23)
    assert workdays.nearest_workday(D(2021, 7, 25), forward=True) == D(2021, 7, 26)
    assert workdays.nearest_workday(D(2021, 7, 26), forward=True) == D(2021, 7, 26)
