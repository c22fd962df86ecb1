"""Tables drawn side by side on one sheet, as on paper that is wider than the list."""

from __future__ import annotations

from core.sheets.model import Sheet
from core.sheets.synonyms import Synonyms
from core.sheets.words import plain

LOOKED_AT = 60
LEAST = 3
# Where a header begins anew: no table numbers its lines twice or names the head twice in the same words.
FIRST = ("seq", "head_name")


def side_by_side(sheet: Sheet, form: str, synonyms: Synonyms) -> list[Sheet]:
    """The sheet once for each table that stands beside another, everything at its own address; else the sheet alone."""
    for top, row in enumerate(sheet.rows[:LOOKED_AT]):
        words = {col: plain(cell) for col, cell in enumerate(row) if isinstance(cell, str) and plain(cell)}
        for name in FIRST:
            starts = [col for col, word in words.items() if synonyms.field(form, word) == name]
            if len(starts) > 1 and _repeats(words, starts):
                spans = zip([0, *starts[1:]], [*starts[1:], sheet.width], strict=True)
                return [_part(sheet, top, *span) for span in spans]
    return [sheet]


def _repeats(words: dict[int, str], starts: list[int]) -> bool:
    """Whether the words after each start are those after the first, or most of them."""
    ends = [*starts[1:], max(words) + 1]
    parts = [
        {word for col, word in words.items() if start <= col < end} for start, end in zip(starts, ends, strict=True)
    ]
    return all(len(part & parts[0]) >= max(LEAST, len(part) // 2 + 1) for part in parts)


def _part(sheet: Sheet, top: int, start: int, end: int) -> Sheet:
    """Columns `start` up to `end`, the others blank; a title alone in its row above the header holds for every part."""
    rows = [
        row if at < top and sum(1 for value in row if value is not None) == 1
        else [value if start <= col < end else None for col, value in enumerate(row)]
        for at, row in enumerate(sheet.rows)
    ]  # fmt: skip
    inside = [merge for merge in sheet.merges if start <= merge[1] < end]
    kept = [(top, left, bottom, min(right, end - 1)) for top, left, bottom, right in inside]
    formulas = {at: text for at, text in sheet.formulas.items() if start <= at[1] < end}
    return Sheet(sheet.title, rows, kept, formulas, sheet.hidden)
