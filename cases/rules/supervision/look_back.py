"""回头看: when a closed problem is looked at again, how many are drawn, and how grave it is when it comes back."""

import calendar
import datetime as dt

FROM_MONTHS, TO_MONTHS = 3, 6
REBOUND_DAYS = 180
SHARE = 10  # one in so many is drawn
LEVELS = ("sign", "ordinary", "prominent", "typical")


def window(closed_on: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the look-back: three to six months after the close-out."""
    return _later(closed_on, FROM_MONTHS), _later(closed_on, TO_MONTHS)


def _later(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def suggested_total(waiting: int) -> int:
    """A tenth of those in their window, rounded up; 0 for none."""
    return -(-waiting // SHARE)


def is_within(closed_on: dt.date, happened_on: dt.date) -> bool:
    """True when something new happened after the close-out and not later than 180 days after it."""
    return 0 < (happened_on - closed_on).days <= REBOUND_DAYS


def escalated(level: str) -> str:
    """One level graver; what is typical stays so."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]
