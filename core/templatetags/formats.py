"""Filters that show values the way the county's papers write them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date

register = template.Library()

FEN = 100
STAR = "*"
FILED = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2\d)")


def _whole(value: Any) -> int | None:
    """The value as a whole number, or None for blank and unreadable ones."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


@register.filter
def yuan(fen: Any) -> str:
    """Fen as yuan with two decimals and thousands commas; a blank stays blank."""
    amount = _whole(fen)
    if amount is None:
        return ""
    sign = "-" if amount < 0 else ""
    whole, cents = divmod(abs(amount), FEN)
    return f"{sign}{whole:,}.{cents:02d}"


@register.filter
def yuan0(fen: Any) -> str:
    """Fen as yuan without decimals where there are none, else as yuan: no fen is ever rounded away."""
    shown = yuan(fen)
    return shown.removesuffix(".00")


@register.filter
def month_cn(month: Any) -> str:
    """'2021-07' as 2021年7月."""
    year, _, number = str(month or "").partition("-")
    if not (year.isdigit() and number.isdigit()):
        return str(month or "")
    return f"{year}年{int(number)}月"


def _local(moment: Any) -> Any:
    """A moment in the county's time; naive ones and plain dates are taken as they stand."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter
def date_cn(value: Any) -> str:
    """A date or moment as 2021年7月3日, also one that was filed as 2021-07-03."""
    day = _local(parse_date(value) if isinstance(value, str) and FILED.fullmatch(value) else value)
    if not isinstance(day, date):
        return str(value or "")
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def datetime_cn(value: Any) -> str:
    """A moment as 2021年7月3日 09:05, in the county's time."""
    moment = _local(value)
    if not isinstance(moment, datetime):
        return date_cn(value)
    return f"{date_cn(moment)} {moment:%H:%M}"


@register.filter
def deadline_cn(value: Any) -> str:
    """A moment as datetime_cn, but midnight is told as 24:00 of the day it ends, as notices write it."""
    moment = _local(value)
    if isinstance(moment, datetime) and (moment.hour, moment.minute) == (0, 0):
        return f"{date_cn(moment - timedelta(days=1))} 24:00"
    return datetime_cn(moment)


@register.filter
def days_until(value: Any) -> int | None:
    """Calendar days from today to a deadline; 0 is today, negative is past; midnight belongs to the day it ends."""
    day = _local(value)
    if isinstance(day, datetime):
        day = (day - timedelta(seconds=1)).date()
    if not isinstance(day, date):
        return None
    return (day - timezone.localdate()).days


def _masked(value: Any, head: int, tail: int) -> str:
    """The value with all but its first and last characters starred; a short value is starred whole."""
    text = str(value or "")
    hidden = len(text) - head - tail
    if hidden <= 0:
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


@register.filter
def masked_id(value: Any) -> str:
    """An ID number with the birth date hidden: 640498********001X."""
    return _masked(value, 6, 4)


@register.filter
def masked_account(value: Any) -> str:
    """A bank account with only its last four digits."""
    return _masked(value, 0, 4)


@register.filter
def masked_phone(value: Any) -> str:
    """A phone number with its middle hidden: 138****0000."""
    return _masked(value, 3, 4)
