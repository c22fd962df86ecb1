"""What a household has once: its lines say it alike, or the line that says another is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.sheets.words import plain

if TYPE_CHECKING:
    from .lines import Lines

SHARED = ("scheme", "village", "group", "grade", "covered_count", "household_size", "account")


def shared_columns(lines: Lines) -> list[tuple[str, int]]:
    """The columns of what a household has once; a number of covered persons that each line counts for itself is none."""
    own = {"covered_count"} if lines.answers.counted else set()
    return [(name, lines.columns[name]) for name in SHARED if name in lines.columns.keys() - own]


def compare(lines: Lines, rows: Sequence[int], shared: Sequence[tuple[str, int]]) -> None:
    """A household has one class, account, village …; a line that says another than the first is told."""
    for name, col in shared if len(rows) > 1 else ():
        first = None
        for row in rows:
            value = lines.grid[row][col]
            if value is None or value == first:
                continue
            if first is None:
                first = value
            elif plain(value) and not _same(lines, name, value, first):
                lines.told("household-differs", row, name)
                break


def _same(lines: Lines, name: str, value: Any, other: Any) -> bool:
    return plain(value) == plain(other) or (name == "grade" and lines.choice(name, value) == lines.choice(name, other))
