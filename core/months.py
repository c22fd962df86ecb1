"""Months as text, 'YYYY-MM': they sort and compare as they are."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORM = re.compile(r"(19|20|21)\d{2}-(0[1-9]|1[0-2])")


def validate_month(value: str) -> None:
    """Raise ValidationError unless `value` reads YYYY-MM."""
    if not FORM.fullmatch(value):
        raise ValidationError("月份应写作 2021-07 的形式。")


def add(month: str, count: int) -> str:
    """The month `count` months after `month` (before it when negative)."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def of(day: dt.date) -> str:
    """The month a date lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def first_day(month: str) -> dt.date:
    """The first day of a month."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> dt.date:
    """The last day of a month."""
    return first_day(add(month, 1)) - dt.timedelta(days=1)


def span(month: str) -> tuple[dt.datetime, dt.datetime]:
    """The month's first moment and the first one after it, in Shanghai."""
    first, after = (dt.datetime.combine(first_day(each), dt.time(), tzinfo=SHANGHAI) for each in (month, add(month, 1)))
    return first, after


def today() -> dt.date:
    """The date in Shanghai now."""
    return timezone.now().astimezone(SHANGHAI).date()


def current() -> str:
    """The month in Shanghai now."""
    return of(today())


def chinese(month: str) -> str:
    """2021-07 as 2021年7月."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def chinese_day(day: dt.date) -> str:
    """2021-07-03 as 2021年7月3日."""
    return f"{day.year}年{day.month}月{day.day}日"
