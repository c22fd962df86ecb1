"""Days and months as typed: 2021.7.3, 20210703, 2021年7月3日, 44380, a real date."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime, timedelta

from core.sheets.model import CellValue

Problem = str | None
EPOCH = Date(1899, 12, 30)
SERIALS = range(7306, 73051)  # 1920-01-01 .. 2100-01-01
DAY = re.compile(
    r"(\d{4})(?:[-./年·、\\]|\s)\s*(\d{1,2})(?:[-./月·、\\]|\s)\s*(\d{1,2})[日号]?"
    r"(?:[ T]\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒]?)?\Z"
)
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
MONTH = re.compile(r"(\d{4})(?:[-./年·、\\]|\s)\s*(\d{1,2})月?份?(?:起|起执行|起发|起停发)?\Z")
COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})\Z")
NUMBER = re.compile(r"(\d{1,2})\Z")
AROUND = re.compile(r" ?([年月日]) ?")
BARE_MONTH = re.compile(r"(\d{1,2})月份?(?:起)?\Z")
HALF_WIDTH = (
    {0xFF01 + n: chr(0x21 + n) for n in range(94)}
    | dict.fromkeys([*range(0x200B, 0x2010), 0xFEFF, 0x2060], None)
    | {0x3000: " ", 0xA0: " ", 0x3002: "."}
)


def _plain(value: str) -> str:
    plain = " ".join(value.translate(HALF_WIDTH).strip("'’‘ \t\r\n").split())
    return AROUND.sub(r"\1", plain)


def _day(year: int, month_: int, day: int) -> Date | None:
    try:
        found = Date(year, month_, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None


def _from_number(value: float) -> Date | None:
    """A whole number in a date column is an Excel serial or 20210703."""
    if not float(value).is_integer():
        return EPOCH + timedelta(int(value)) if int(value) in SERIALS else None
    if int(value) in SERIALS:
        return EPOCH + timedelta(int(value))
    found = COMPACT_DAY.match(str(int(value)))
    return _day(*map(int, found.groups())) if found else None


def date(value: CellValue) -> tuple[Date | str | None, Problem]:
    """Return a date; a year of two digits and an unfinished date are refused."""
    if value is None:
        return None, None
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, Date):
        return value, None
    if isinstance(value, (int, float)):
        found = None if isinstance(value, bool) else _from_number(value)
        return (found, None) if found else (str(value), "date-not-date")
    plain = _plain(value)
    if not plain:
        return None, None
    if plain.startswith("="):
        return plain, "formula"
    parts = DAY.match(plain) or COMPACT_DAY.match(plain)
    if parts:
        found = _day(*map(int, parts.groups()))
    else:
        found = _from_number(int(plain)) if plain.isdecimal() and len(plain) == 5 else None
    return (found, None) if found else (plain, "date-not-date")


def month(value: CellValue, *, default_year: int | None = None) -> tuple[str | None, Problem]:
    """Return a month as 'YYYY-MM'; '8月' needs the year it is meant in."""
    if value is None:
        return None, None
    if isinstance(value, Date):
        return f"{value.year}-{value.month:02d}", None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _month_of_number(value, default_year)
    plain = _plain(str(value))
    return _month_of_text(plain, default_year) if plain else (None, None)


def _month_of_text(plain: str, default_year: int | None) -> tuple[str, Problem]:
    if plain.startswith("="):
        return plain, "formula"
    parts = MONTH.match(plain) or COMPACT_MONTH.match(plain)
    if parts:
        return _month(int(parts[1]), int(parts[2]), plain)
    bare = BARE_MONTH.match(plain) or NUMBER.match(plain)
    if bare and default_year:
        return _month(default_year, int(bare[1]), plain)
    day, problem = date(plain)
    if problem is None and isinstance(day, Date):
        return f"{day.year}-{day.month:02d}", None
    return plain, "month-not-month"


def _month(year: int, number: int, shown: str) -> tuple[str, Problem]:
    if 1 <= number <= 12 and 1900 <= year <= 2100:
        return f"{year}-{number:02d}", None
    return shown, "month-not-month"


def _month_of_number(value: float, default_year: int | None) -> tuple[str, Problem]:
    """202108 and serials are clear; 2021.1 may have been typed as 2021.10."""
    shown = f"{value:.15g}"
    if float(value).is_integer():
        compact = COMPACT_MONTH.match(shown)
        if compact and int(shown) not in SERIALS:
            return _month(int(compact[1]), int(compact[2]), shown)
        day = _from_number(value)
        if day:
            return f"{day.year}-{day.month:02d}", None
        if default_year and 1 <= value <= 12:
            return _month(default_year, int(value), shown)
        return shown, "month-not-month"
    year, _, fraction = shown.partition(".")
    if len(year) == 4 and fraction == "1":
        return shown, "month-ambiguous"
    if len(year) == 4 and len(fraction) <= 2:
        return _month(int(year), int(fraction), shown)
    return shown, "month-not-month"
