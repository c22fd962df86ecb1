"""Measures copied from entry to entry: nearly the same words as in three others or more are boiler-plate (纸上整改)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

OTHERS = 3
NEAR = 88  # of 100
NOISE = re.compile(r"[\s，。、；：,.;:！!（）()“”\"'0-9０-９]+")


def bare(text: str) -> str:
    """The words alone: no punctuation, numbers or blanks, which copies differ in."""
    return NOISE.sub("", text)


def copies(text: str, others: Iterable[str]) -> int:
    """How many of `others` say nearly the same as `text`. An empty text has none."""
    mine = bare(text)
    if not mine:
        return 0
    rest = [bare(other) for other in others]
    found = process.extract(mine, rest, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    return len(found)


def is_boilerplate(text: str, others: Iterable[str]) -> bool:
    """True when at least three others say nearly the same."""
    return copies(text, others) >= OTHERS
