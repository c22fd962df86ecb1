"""Households whose lines do not stand together, or that only share a number: joined or parted where the sheet leaves no doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from core.sheets.groups import HEADS, groups
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.words import plain


def households(table: Table, synonyms: Synonyms) -> list[list[int]]:
    """The body rows of each household, in order of their first."""
    heads = {row for row in table.body if _is_head(table, row)}
    for col in _numbers(table, synonyms) if heads else ():
        found = _by_number(table, col, heads)
        if found is not None and ("head_name" in table.columns or _is_households(table, col)):
            return found
    return list(_parted(table, groups(table)))


def mixed(table: Table, synonyms: Synonyms, found: list[list[int]]) -> list[int]:
    """The first line of each household that has another household's number: it may be one of theirs."""
    told = set()
    for col in _numbers(table, synonyms):
        numbers = [[plain(table.grid[row][col]) for row in rows] for rows in found]
        held = Counter(number for said in numbers for number in set(said) - {""})
        for rows, said in zip(found, numbers, strict=True):
            if "" in said or len(set(said)) == 1 or _counted(said, _is_households(table, col)):
                continue
            told |= {next((row for row, number in zip(rows, said, strict=True) if held[number] > 1), -1)}
    return sorted(told - {-1})


def _counted(said: list[str], strictly: bool) -> bool:
    """True for 4, 5, 6: each line has its own number, which may begin again further down; a bare 序号 may have gaps."""
    numbers = [int(number) for number in said if number.isdecimal()]
    steps = [b - a for a, b in pairwise(numbers)]
    return len(numbers) == len(said) and all(step == 1 if strictly else step > 0 for step in steps)


def _is_head(table: Table, row: int) -> bool:
    ident = plain(table.value(row, "id_number"))
    return plain(table.value(row, "relation")) in HEADS or ident == plain(table.value(row, "head_id")) != ""


def _is_households(table: Table, col: int) -> bool:
    """户编号 or 户主身份证号; a bare 序号 may count the lines."""
    return bool(re.search("[户家]", table.words.get(col, "")))


def _by_number(table: Table, col: int, heads: set[int]) -> list[list[int]] | None:
    """The lines of each number in each village, wherever they stand; None unless each line has a number, each number one
    head, and one 户主姓名."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in table.body:
        number = plain(table.grid[row][col])
        if not number:
            return None
        found.setdefault((number, plain(table.value(row, "village"))), []).append(row)
    for rows in found.values():
        names = {plain(table.value(row, "head_name")) for row in rows} - {""}
        if len(heads.intersection(rows)) != 1 or len(names) > 1:
            return None
    return list(found.values())


def _parted(table: Table, found: list[list[int]]) -> Iterator[list[int]]:
    """Without 与户主关系, numbers that begin again in each village put 1 under 1: another village with another account or head
    is another household."""
    columns = table.columns
    keys = [name for name in ("account", "head_name") if name in columns]
    if "relation" in columns or "village" not in columns or not keys:
        yield from found
        return
    for rows in found:
        start = 0
        for at in range(1, len(rows)):
            if all(_differs(table, rows[start], rows[at], name) for name in ("village", *keys[:1])):
                yield rows[start:at]
                start = at
        yield rows[start:]


def _differs(table: Table, row: int, other: int, name: str) -> bool:
    one, two = plain(table.value(row, name)), plain(table.value(other, name))
    return bool(one and two) and one != two


def _numbers(table: Table, synonyms: Synonyms) -> list[int]:
    """The columns that may say on each line whose it is: 户主身份证号, 户编号, 序号."""
    told = [table.columns[name] for name in ("head_id", "seq") if name in table.columns]
    return told + [col for col, word in table.doubled if synonyms.field("roster", word.rsplit("/", 1)[-1]) == "seq"]
