from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from core.templatetags import formats


@pytest.mark.parametrize(
    ("fen", "shown", "short"),
    [
        (124000, "1,240.00", "1,240"),
        (5, "0.05", "0.05"),
        (-31050, "-310.50", "-310.50"),
        (0, "0.00", "0"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_fen_are_shown_as_yuan_and_never_rounded(fen, shown, short):
    assert formats.yuan(fen) == shown
    assert formats.yuan0(fen) == short


def test_a_month_is_read_out_and_strange_text_stays():
    assert formats.month_cn("2021-07") == "2021年7月"
    assert formats.month_cn("待定") == "待定"
    assert formats.month_cn(None) == ""


def test_moments_are_shown_in_the_time_of_the_county():
    moment = datetime(2021, 7, 2, 17, 5, tzinfo=UTC)
    assert formats.datetime_cn(moment) == "2021年7月3日 01:05"
    assert formats.date_cn(moment) == "2021年7月3日"
    assert formats.datetime_cn(date(2021, 7, 3)) == "2021年7月3日"
    assert formats.datetime_cn("2021-06") == "2021-06"


def test_midnight_ends_the_day_before():
    deadline = datetime(2021, 7, 25, 16, 0, tzinfo=UTC)
    assert formats.deadline_cn(deadline) == "2021年7月25日 24:00"
    assert formats.deadline_cn(deadline - timedelta(minutes=1)) == "2021年7月25日 23:59"


def test_days_left_count_the_day_that_midnight_ends():
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert formats.days_until(midnight + timedelta(days=1)) == 0
    assert formats.days_until(midnight + timedelta(days=4)) == 3
    assert formats.days_until(midnight) == -1
    assert formats.days_until("") is None


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (formats.masked_id, "640498197001010019", "640498********0019"),
        (formats.masked_id, "6404981970", "**********"),
        (formats.masked_id, None, ""),
        (formats.masked_account, "6228480000001234", "************1234"),
        (formats.masked_account, "1234", "****"),
        (formats.masked_phone, "13800001234", "138****1234"),
    ],
)
def test_masks_keep_the_length_and_hide_short_values_whole(mask, value, shown):
    assert mask(value) == shown


def test_a_filed_day_is_shown_as_a_day_and_anything_else_as_it_stands():
    assert formats.date_cn("2021-07-03") == "2021年7月3日"
    assert (formats.date_cn("2021-13-03"), formats.date_cn("待定"), formats.date_cn("")) == ("2021-13-03", "待定", "")
