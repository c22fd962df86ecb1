"""Numbers of entries: ZG2021-0001, per county and year of finding. Taking one queues every other taker of the county."""

import datetime as dt

from recipients.models import TownshipCounter
from recipients.operations import counters


def hold(county_code: str, found_on: dt.date) -> TownshipCounter:
    """The counter, locked until the end of the transaction."""
    return counters.lock(f"{county_code}000", f"zg{found_on.year}")


def take(county_code: str, found_on: dt.date, count: int = 1) -> list[str]:
    """The next `count` numbers; the counter stays locked until the end of the transaction."""
    year = found_on.year
    counter = hold(county_code, found_on)
    return [f"ZG{year}-{number:04d}" for number in counters.take(counter, count)]
