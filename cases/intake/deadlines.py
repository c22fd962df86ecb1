"""Deadlines as clerks word them: 8月底前, 2021年9月15日之前, 12月; or no day at all: 立行立改, 长期坚持."""

import datetime as dt
import re

from core import months
from core.sheets.words import plain

WORDED = re.compile(
    r"(?:(?P<year>\d{4})年|(?P<same>本年|今年))?(?P<month>\d{1,2})月(?:份|(?P<day>\d{1,2})[日号])?(?:底|末|底之)?(?:之前|以前|前)?(?:完成|整改到位|整改完成)?\Z"
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def worded(text: str, after: dt.date | None) -> dt.date | None:
    """The last day that is meant: a month's end where no day is named, the year of `after` (or the next) where no year is.
    None where it names no day, or a year cannot be known."""
    found = WORDED.match(plain(text))
    if not found or not (found["year"] or after):
        return None
    year, month = int(found["year"] or (after.year if after else 0)), int(found["month"])
    try:
        day = _last(year, month, found["day"])
        if not found["year"] and after and day < after:
            day = _last(year + 1, month, found["day"])
    except ValueError:
        return None
    return day


def _last(year: int, month: int, day: str | None) -> dt.date:
    first = dt.date(year, month, 1)
    return first.replace(day=int(day)) if day else months.last_day(months.of(first))


def is_worded(text: str) -> bool:
    """Whether it is words rather than a day that was typed wrong."""
    return bool(CHINESE.search(plain(text))) and not re.search(r"\d{4}年\d{1,2}月\d{1,2}", text)
