"""Which lines make one household, however the clerk has shown it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.sheets.model import CellValue
from core.sheets.table import Table
from core.sheets.words import plain

KEYS = ("head_id", "seq", "head_name")
MERGED_KEYS = ("monthly", "covered_count", "account", "household_size", "grade")
ONCE_KEYS = ("household_size", "covered_count", "account", "grade")
HEADS = {"户主", "本人", "户主本人", "申请人", "本人户主", "户主/本人", "本人/户主", "02", "01"}


def groups(table: Table, keys: Sequence[str] = KEYS) -> list[list[int]]:
    """Return the body rows of each household, in order.

    A household begins where a key cell (the head's ID, the number, the head's name)
    changes: a merged area, a value with blanks below, or a value repeated on each
    line. Among the keys the one that agrees best with 户主 lines is believed; where
    there is no key, 户主 lines alone begin households.
    """
    body = table.body
    if not body:
        return []
    heads = _head_rows(table)
    starts = _best([_starts(table, key) for key in keys if key in table.columns], heads, body)
    if starts is None:
        starts = heads or _merged_starts(table) or set(body)
    starts = (
        starts
        | _namesakes(table, starts, heads)
        | {row for above, row in pairwise(body) if _divided(table, above, row, heads)}
    )
    found: list[list[int]] = []
    for row in body:
        if row in starts or not found:
            found.append([])
        found[-1].append(row)
    return found


def _divided(table: Table, above: int, row: int, heads: set[int]) -> bool:
    """Say whether another village's or class's heading stands between a household and the next: numbers may begin again under
    it. A page's title printed again, above the rest of a household, divides nothing."""
    sections = (table.sections.get(at, "") for at in (above, row))
    headings = ("".join(table.headings.get(at, ())[-1:]) for at in (above, row))
    changed = [other for one, other in (tuple(sections), tuple(headings)) if other != one]
    if not any(changed) or all(text in table.title_lines for text in changed if text):
        return False
    if heads:
        return row in heads
    one, other = (plain(table.value(at, "head_name")) for at in (above, row))
    return bool(plain(table.value(row, "seq"))) and not other == one != ""


def _head_rows(table: Table) -> set[int]:
    if "relation" not in table.columns:
        return set()
    return {row for row in table.body if plain(table.value(row, "relation")) in HEADS}


def _starts(table: Table, key: str) -> set[int]:
    """Return the rows where the key's value or merged area changes."""
    col = table.columns[key]
    sheet = table.sheet
    found = set()
    last: tuple[tuple[int, int] | None, CellValue | str] = (None, None)
    seen: tuple[CellValue, str] = (None, "")
    for row in table.body:
        at = sheet.top_left(row, col)
        raw = sheet.value(*at)
        if raw != seen[0]:
            seen = (raw, plain(raw))
        value = seen[1]
        if not value and at == (row, col):
            continue
        area = at if sheet.is_merged(row, col) else None
        if area != last[0] or value != last[1]:
            found.add(row)
        last = (area, value)
    return found


def _best(candidates: list[set[int]], heads: set[int], body: Sequence[int]) -> set[int] | None:
    """Choose among the keys: by agreement with 户主 lines, else by what they tell."""
    candidates = [found for found in candidates if found]
    if not candidates:
        return None
    if heads:
        scored = [_agreement(found, heads, body) for found in candidates]
        best = max(scored)
        return candidates[scored.index(best)] if best >= 0.5 else None
    telling = [found for found in candidates if len(found) < 0.97 * len(body)]
    return telling[0] if telling else candidates[0]


def _agreement(starts: set[int], heads: set[int], body: Sequence[int]) -> float:
    """The share of 户主 lines that begin a household, or of households with one such line wherever it stands."""
    counts: list[int] = []
    for row in body:
        if row in starts or not counts:
            counts.append(0)
        counts[-1] += row in heads
    return max(len(starts & heads) / len(starts | heads), counts.count(1) / max(len(counts), len(heads)))


def _namesakes(table: Table, starts: set[int], heads: set[int]) -> set[int]:
    """Of two heads of one name, one below the other, each line of a 户主 called so begins a household."""
    if "head_id" in table.columns or not {"head_name", "name"} <= table.columns.keys():
        return set()
    col, seen, found = table.columns["head_name"], False, set()
    for row in table.body:
        seen = seen and row not in starts
        if row in heads and plain(table.value(row, "name")) == plain(table.sheet.value(row, col)) != "":
            if seen:
                found.add(row)
            seen = True
    return found


def _merged_starts(table: Table) -> set[int]:
    for key in MERGED_KEYS:
        if key in table.columns:
            col = table.columns[key]
            if any(table.sheet.is_merged(row, col) for row in table.body):
                return {row for row in table.body if table.sheet.top_left(row, col) == (row, col)}
    return _filled_starts(table)


def _filled_starts(table: Table) -> set[int]:
    """Return the rows where 家庭人口 or the like stands once for the lines below; 月保障金额 may be each line's own."""
    for key in ONCE_KEYS:
        filled = {row for row in table.body if plain(table.value(row, key))}
        if table.body[0] in filled and len(filled) < len(table.body):
            return filled
    return set()
