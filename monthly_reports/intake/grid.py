"""Rows typed into the grid → Filing. A row is a dict under the column meanings of form 'changes'; `death_date`, `reason` and
all others as text the clerk typed. Findings name the row number as their cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from core.sheets.synonyms import Synonyms

from ..rules.facts import Filing, Line
from .cells import OLD_NEW, RENAMED, Cells

SHEET = "在线填写"
FIELDS = (
    "change_kind", "scheme", "village", "group", "head_name", "head_id", "name", "id_number", "relation", "reason",
    "old_grade", "new_grade", "old_count", "new_count", "old_monthly", "new_monthly", "effective_month", "death_date",
    "care_mode", "care_level", "account_holder", "account", "bank", "note",
)  # fmt: skip


def read(rows: Sequence[Mapping[str, Any]], synonyms: Synonyms, *, month: str, today: dt.date) -> Filing:
    """The lines of the grid; rows in which nothing stands are left out. A cell's address is 'row:field'."""
    cells, filing = Cells(synonyms, month, today), Filing()
    for number, row in enumerate(rows, start=1):
        raw = {name: value for name in FIELDS if (value := _typed(row.get(name))) is not None}
        if not raw:
            continue
        line = Line(len(filing.lines), SHEET, number)
        for name in FIELDS:
            line.cells[name] = f"{number}:{name}"
            line.cells[RENAMED.get(name, name)] = f"{number}:{name}"
        cells.fill(line, raw, "", "")
        filing.lines.append(line)
    return filing


def _typed(value: Any) -> str | None:
    """What was typed, as text: the grid never turns an ID into a number."""
    text = "" if value is None else str(value).strip()
    return text or None


__all__ = ["FIELDS", "OLD_NEW", "SHEET", "read"]
