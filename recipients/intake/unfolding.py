"""Several people in one line, each on a line of their own within its cells: 马国⏎海兰 beside two ID numbers."""

from __future__ import annotations

import re

from core.sheets import values
from core.sheets.model import CellValue
from core.sheets.table import MEMBERS_OWN, Table

BETWEEN = re.compile(r"\r\n|\n|\r")


def unfold(table: Table) -> None:
    """Every body row whose name and ID cells hold as many lines as each other becomes one row for each person: what is each
    person's own goes with them, what stands once stays with the first. A row that leaves a doubt stays as it is, and is refused
    for what stands in its cells."""
    names = [table.columns[name] for name in ("name", "head_name") if name in table.columns][:1]
    numbers = [table.columns[name] for name in ("id_number", "head_id") if name in table.columns][:1]
    if not names or not numbers:
        return
    own = {table.columns[name] for name in MEMBERS_OWN if name in table.columns} | {*names, *numbers}
    for row in list(table.body):
        line = table.sheet.rows[row]
        count = len(_parts(line[numbers[0]], 0)) if numbers[0] < len(line) else 0
        if count < 2:
            continue
        cells = {col: _parts(value, count) for col, value in enumerate(line)}
        if any(values.id_number(part)[1] == "id-form" for part in cells[numbers[0]]):
            continue
        if any(len(cells.get(col, ())) not in (0, count) for col in own) or not cells.get(names[0]):
            continue
        table.unfold(row, [_row(line, cells, count, at) for at in range(count)])


def _parts(value: CellValue, count: int) -> list[str]:
    """The filled lines of a cell; where that are not `count`, all of them if those are: √ above a blank above √."""
    if not isinstance(value, str) or not value.strip():
        return []
    parts = BETWEEN.split(value)
    filled = [part for part in parts if part.strip()]
    return parts if len(parts) == count != len(filled) else filled


def _row(row: list[CellValue], cells: dict[int, list[str]], count: int, at: int) -> list[CellValue]:
    return [
        cells[col][at] or None if len(cells[col]) == count else value if at == 0 else None
        for col, value in enumerate(row)
    ]
