"""文号 of papers: one row of numbers for each county, kind of paper and year, e.g. 泾民督〔2026〕3号."""

import datetime as dt

from core import policy
from recipients.operations import counters

WORDS = {"order": "督", "clue": "移", "circular": "通", "exposure": "曝"}
COUNTERS = {"order": "db", "clue": "yj", "circular": "tb", "exposure": "bg"}


def take(county_code: str, paper: str, on: dt.date) -> str:
    """The next number; every other taker of the kind waits until the end of the transaction."""
    counter = counters.lock(f"{county_code}000", f"{COUNTERS[paper]}{on.year}")
    number = counters.take(counter, 1)[0]
    return f"{policy.value('document_word', on)}{WORDS[paper]}〔{on.year}〕{number}号"
