"""What keeps a sheet from being a ledger of petitions: the needed columns that its best row of column words lacks."""

from __future__ import annotations

from core.sheets.model import Sheet
from core.sheets.synonyms import Synonyms

from .petition_columns import FORM

LOOKED_AT, LEAST = 60, 3
NEEDED = {"received": "接件时间", "text": "信访内容"}


def lacking(sheet: Sheet, synonyms: Synonyms) -> list[str]:
    """The needed columns that are missing; empty where no row of the sheet reads like the head of such a ledger."""
    heads = ({synonyms.field(FORM, cell) for cell in row if isinstance(cell, str)} for row in sheet.rows[:LOOKED_AT])
    best: set[str | None] = max(heads, key=lambda fields: len(fields - {None}), default=set())
    if len(best - {None}) < LEAST:
        return []
    return [label for name, label in NEEDED.items() if name not in best]
