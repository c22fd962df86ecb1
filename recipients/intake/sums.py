"""低保金, 分类施保金 and 合计 side by side: of several columns of amounts the one that is their sum is the month's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from core.sheets.table import Table
from core.sheets.values import money_fen

PARTS = ("category_extra", "living_part", "care_part")
# What is no part of a month's aid, however it adds up: incomes, standards, other times, what is paid once.
NO_PART = re.compile(
    r"收入|支出|扣|减|标准|保障线|低保线|均|年|季|累计|原|变动前|调整前|上月|上期|上次|\d月|补发|物价|价格|电价|临时|一次性"
)
NAMES_SUM = re.compile("合计|小计|总|实发|实际")
MOST = 5  # columns of amounts beside the one read
NEARLY = 0.8


def settle_sum(table: Table) -> list[int]:
    """Let the month's amount be the column that adds up the one read so far and others, in every line; or, when it is called
    a sum, in nearly every one. Returns the lines where it does not."""
    first = table.columns.get("monthly")
    if first is None:
        return []
    others = [col for name in PARTS if (col := table.columns.get(name)) is not None and _amounts(table, col)]
    others += [col for col, word in table.unknown if not NO_PART.search(word) and _amounts(table, col)]
    words = dict(table.unknown)
    for total in others if len(others) <= MOST + 1 else ():
        if total in words:
            odd = _odd_lines(table, first, total, [col for col in others if col != total])
            if odd is not None and (not odd or NAMES_SUM.search(words[total])):
                _take(table, total)
                return odd
    return []


def _amounts(table: Table, col: int) -> bool:
    """True where the column holds nothing but amounts."""
    found = [value for row in table.body if (value := table.grid[row][col]) is not None]
    return bool(found) and all(type(money_fen(value)[0]) is int and not money_fen(value)[1] for value in found)


def _odd_lines(table: Table, first: int, total: int, others: Sequence[int]) -> list[int] | None:
    """The lines where `total` is not `first` and the columns that explain the most of it; None where they explain too little."""
    rows = [row for row in table.body if table.grid[row][first] is not None or table.grid[row][total] is not None]
    more = [_fen(table, row, total) - _fen(table, row, first) for row in rows]
    parts = {col: [_fen(table, row, col) for row in rows] for col in others}
    least = len(rows) * NEARLY
    best: list[int] | None = None
    for size in range(1, len(others) + 1):
        for chosen in combinations(others, size):
            fits = [gap == sum(each) for gap, *each in zip(more, *(parts[col] for col in chosen), strict=True)]
            explained = any(gap for gap, fit in zip(more, fits, strict=True) if fit)
            if explained and sum(fits) >= least:
                odd = [row for row, fit in zip(rows, fits, strict=True) if not fit]
                best = odd if best is None or len(odd) < len(best) else best
    return best


def _fen(table: Table, row: int, col: int) -> int:
    fen = money_fen(table.grid[row][col])[0]
    return fen if isinstance(fen, int) else 0


def _take(table: Table, total: int) -> None:
    """The parts are read through their sum: none of them is a column set aside."""
    table.columns["monthly"] = total
    table.unknown[:] = [item for item in table.unknown if item[0] != total]
    table.doubled[:] = [item for item in table.doubled if item[0] != total and not _amounts(table, item[0])]
