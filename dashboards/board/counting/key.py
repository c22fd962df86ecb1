"""What names a figure."""

import datetime as dt
from typing import NamedTuple

from core import months


class Key(NamedTuple):
    """Where, when and what: the columns of Figure. `place` has twelve digits."""

    place: str
    month: str
    kind: str
    what: str
    a: str = ""
    b: str = ""


Counted = dict[Key, int]


def place(township_code: str) -> str:
    """A township's nine digits as the twelve of its own code; the county's itself end in 000000."""
    return township_code.ljust(12, "0")


def day_of(now: dt.datetime) -> dt.date:
    """The date in Shanghai at that moment."""
    return now.astimezone(months.SHANGHAI).date()
