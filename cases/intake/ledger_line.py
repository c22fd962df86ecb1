"""The neutral content of a rectification ledger: one line for each problem."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

STORY = 5_000
UNTOLD = "其他"  # the category where a ledger has none
# field of the line -> the longest text the ledger keeps
TEXTS = {
    "seq": 60,
    "category": 30,
    "description": 2000,
    "village": 60,
    "cause": STORY,
    "goal": 300,
    "measures": STORY,
    "unit": 60,
    "leader": 50,
    "person": 50,
    "progress": STORY,
    "result": 2000,
    "note": STORY,
}


@dataclass
class Line:
    """One line of a ledger. Money is fen, days are ISO text; `closed` None where nothing stands; `row` counts from 0."""

    sheet: int = 0
    row: int = 0
    seq: str = ""
    category: str = ""
    problem: str = ""
    description: str = ""
    town: str = ""
    village: str = ""
    households: int = 0
    amount: int = 0
    source: str = ""
    source_word: str = ""
    found_on: str = ""
    cause: str = ""
    goal: str = ""
    measures: str = ""
    unit: str = ""
    leader: str = ""
    person: str = ""
    due_on: str = ""
    progress: str = ""
    done_on: str = ""
    closed: bool | None = None
    referred: str = ""
    is_handed_on: bool = False
    result: str = ""
    due_back: int = 0
    recovered: int = 0
    note: str = ""
    struck_on: str = ""


NAMES = [item.name for item in fields(Line)]


def dump(lines: Iterable[Line]) -> str:
    """The lines as compact JSON."""
    return json.dumps([astuple(line) for line in lines], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> list[Line]:
    """The lines dumped before."""
    return [Line(*values) for values in json.loads(text)]
