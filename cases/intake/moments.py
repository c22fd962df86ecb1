"""When something came in, to the minute, as clerks type it: 2018-01-11 13:23, 2018.1.11 下午1点23, an Excel moment."""

import datetime as dt
import re
from typing import Any

from core.sheets import values

TIME = re.compile(r"(上午|下午|晚上)?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*(?:[:：分]\s*\d{0,2})?\s*秒?\s*$")
HALF_DAY = 12
PART = re.compile(r"(?<=\d|日|号)\s*(?:上午|下午|晚上|中午|凌晨|左右|许)\s*$")
UNTIL = re.compile(r"\s*(?:至|到|~|～|—+|－)\s*.*$")
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
WORDED = re.compile(r"^[〇○零一二三四五六七八九]{4}年")
TENS = re.compile(r"(?<=[年月])([一二三])?十([一二三四五六七八九])?(?=[月日])")


WEEKDAY = re.compile(r"\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*")
WITHOUT = re.compile(r"^\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})(?=[日号]|\s|$)")
SHORT = re.compile(r"^\s*['‘’]?(\d{2})\s*(?=[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2})")


def with_year(value: Any, year: int | None) -> Any:
    """3月8日, 18.3.8 with the year their table is of, the day of the week left out; as it stands where it names another year."""
    if not isinstance(value, str):
        return value
    text = WEEKDAY.sub(" ", value).strip()
    if year is None:
        return text
    short = SHORT.match(text)
    if short:
        return f"{year}{text[short.end() :]}" if int(short[1]) == year % 100 else text
    return WITHOUT.sub(lambda told: f"{year}-{told[1]}-{told[2]}", text)


def names_no_year(value: Any) -> bool:
    """True of 3月8日."""
    return isinstance(value, str) and bool(WITHOUT.match(WEEKDAY.sub(" ", value).strip()))


def first_of(value: Any, year: int | None) -> dt.date | None:
    """The first day of a month that stands without a day: 2019年4月, 201904, 4月 in a table of one year; None of all else."""
    is_text = isinstance(value, str)
    found, problem = values.month(
        _plain(value) if is_text else value, default_year=year if is_text and "月" in value else None
    )
    if problem or found is None or isinstance(value, dt.date):
        return None
    return dt.date(int(found[:4]), int(found[5:]), 1)


def moment(value: Any) -> tuple[dt.datetime | None, str | None]:
    """(the moment without zone, None), (None, None) for a blank, or (None, the kind of problem). Without a time it is 00:00;
    of several days (5月6日至8日) it is the first."""
    if isinstance(value, dt.datetime):
        return value.replace(second=0, microsecond=0, tzinfo=None), None
    if isinstance(value, float) and not value.is_integer():
        return _serial(value)
    value = _plain(value) if isinstance(value, str) else value
    clock, rest = dt.time(), value
    if isinstance(value, str):
        found = TIME.search(value)
        if found and found.start() >= len("2018.1.1"):
            hour, minute = int(found[2]), int(found[3] or 0)
            hour += HALF_DAY if found[1] in ("下午", "晚上") and hour < HALF_DAY else 0
            if hour > 23 or minute > 59:
                return None, "date-not-date"
            clock, rest = dt.time(hour, minute), value[: found.start()].strip(" T\u3000")
    day, problem = values.date(rest)
    if problem or day is None:
        return None, problem
    return (dt.datetime.combine(day, clock), None) if isinstance(day, dt.date) else (None, "date-not-date")


def _plain(text: str) -> str:
    """二〇一九年三月十二日 in figures, and no more than the first of several days or the part of a day."""
    text = UNTIL.sub("", text)
    if WORDED.match(text):
        text = TENS.sub(lambda found: f"{found[1] or '一'}{found[2] or '零'}", text).translate(NUMERALS)
    return PART.sub("", text)


def _serial(value: float) -> tuple[dt.datetime | None, str | None]:
    day, problem = values.date(int(value))
    if problem or not isinstance(day, dt.date):
        return None, "date-not-date"
    minutes = round((value - int(value)) * 24 * 60)
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes), None
