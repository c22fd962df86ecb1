"""Days as ledgers word them: 8月底前, 2021.8, 2021年7月至9月, 三季度末; or no day at all: 立行立改, 长期坚持."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

Span = tuple[dt.date, dt.date]
CHINESE = re.compile("[\u4e00-\u9fff]")
BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
TAIL = re.compile(
    r"(?:[日号](?:上午|下午)|之前|以前|前|之内|以内|止|为止)?已?(?:全部|全面|基本)?(?:完成|整改到位|整改完成|整改完毕|销号|办结|到位)?[。;;,，]?\Z"
)
# 8月31日前完成，长期坚持: what goes on after the day does not move it.
EVER_AFTER = re.compile(
    r"[,;、]?(?:并|且)?(?:长期坚持|持续坚持|持续推进|持续巩固|长期巩固|常态化推进|常态化坚持|坚持常态化|长期)[。;]?\Z"
)
SHORT_YEAR = re.compile(r"(\d{2})(?=[./-]\d{1,2}[./-]\d{1,2})")
BETWEEN = re.compile(r"至|到|~|—+|－|–|--|-(?=\d)")
YEAR = re.compile(r"(?P<year>\d{4})年|\A(?P<dotted>\d{4})(?=[./-])")
NUMERALS = {word: n for n, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
NUMERAL = re.compile("(十[一二]|[一二三四五六七八九十])(?=月|季度)")
PART = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (1, 31),
    "末": (1, 31),
}
_Y = r"(?:(?P<y>\d{4})[年./-]|本年|今年|当年)?"
SHAPES = tuple(
    re.compile(shape + r"\Z")
    for shape in (
        _Y + r"(?P<m>\d{1,2})[月./-](?P<d>\d{1,2})[日号]?",
        _Y + r"(?P<m>\d{1,2})月(?:份|份?(?P<part>上旬|中旬|下旬|初|中|月?底|末))?",
        r"(?P<y>\d{4})[./-](?P<m>\d{1,2})",
        _Y.replace("[年./-]", "年") + r"第?(?P<q>[1-4])季度(?:末|底|内)?",
        _Y.replace("[年./-]", "年") + r"(?P<half>上|下)半年(?:内|底)?",
        _Y.replace("[年./-]", "年") + r"年?(?P<end>底|末|终|内)",
    )
)


def span_of(text: str, after: dt.date | None = None, year: int | None = None) -> Span | None:
    """The first and the last day that are meant. Where no year is named it is that of `after` (or the next), else `year`, that
    of the whole table; 21.6.18 is read beside `year` 2021 alone. None where it names no day, or a year cannot be known."""
    plain = _plain(text)
    short = SHORT_YEAR.match(plain)
    if short and year and 0 <= int(short[1]) - year % 100 <= 1:
        plain = f"{year // 100}{plain}"
    stated = "" if after or not year else str(year)
    whole = _one(plain, after, stated)
    if whole:
        return whole
    parts = [part for part in BETWEEN.split(plain) if part]
    if len(parts) != 2:
        return None
    told = YEAR.search(parts[0])
    known = (told["year"] or told["dotted"]) if told else stated
    first, last = _one(parts[0], after, stated), _one(parts[1], after, known)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def is_worded(text: str) -> bool:
    """Whether it is words rather than a day that was typed wrong."""
    return bool(CHINESE.search(text)) and not re.search(r"\d{4}年\d{1,2}月\d{1,2}", text)


def _plain(text: str) -> str:
    plain = re.sub(r"\s+", "", BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
    plain = NUMERAL.sub(lambda found: str(NUMERALS[found[1]]), plain)
    plain = EVER_AFTER.sub("", plain) or plain
    return TAIL.sub("", plain) or plain


def _one(plain: str, after: dt.date | None, known: str) -> Span | None:
    found = next((match for shape in SHAPES if (match := shape.match(plain))), None)
    if found is None:
        return None
    told = found.groupdict()
    stated = told.get("y") or known
    if not stated and after is None:
        return None
    year = int(stated) if stated else after.year if after else 0
    span = _in_year(year, told)
    if not stated and after and span and span[1] < after:
        span = _in_year(year + 1, told)
    return span


def _in_year(year: int, told: dict[str, str | None]) -> Span | None:
    if not 1900 <= year <= 2100:
        return None
    if told.get("q"):
        last = int(told["q"] or 0) * 3
        return _months(year, last - 2, last)
    if told.get("half"):
        return _months(year, 1, 6) if told["half"] == "上" else _months(year, 7, 12)
    if told.get("end"):
        return _months(year, 1, 12)
    month, day = int(told["m"] or 0), int(told.get("d") or 0)
    try:
        if day:
            return (dt.date(year, month, day),) * 2
        begin, end = _months(year, month, month)
    except ValueError:
        return None
    part = PART[(told.get("part") or "").removeprefix("月") or "底"]
    return begin.replace(day=part[0]), end.replace(day=min(part[1], end.day))


def _months(year: int, first: int, last: int) -> Span:
    if not 1 <= first <= last <= 12:
        raise ValueError(first)
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
