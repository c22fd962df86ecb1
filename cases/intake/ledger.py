"""Workbook -> Ledger: every sheet that holds a rectification ledger (整改台账), line by line, values as typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from core.sheets.header import find_tables, known_fields
from core.sheets.model import Sheet, Workbook
from core.sheets.told import Part, Reading

from .ledger_line import Line
from .ledger_reader import Known, Lines

FORM = "rectification"
# Which columns, some of them together, are those of a ledger and of nothing else.
OF_A_LEDGER = frozenset({"town", "found_on", "cause", "measures", "due_on", "progress", "closed"})
ENOUGH = 3


@dataclass
class Ledger(Reading):
    """All that one workbook says, before it is judged."""

    ANCHORS: ClassVar[tuple[str, ...]] = ("description", "category")

    lines: list[Line] = field(default_factory=list)
    without_lines: list[str] = field(default_factory=list)  # sheets with the header of a ledger and nothing under it
    lacks_problem: bool = False  # a sheet has the columns of a ledger but none for the problem


def read_ledger(book: Workbook, known: Known) -> Ledger:
    """Read every visible sheet; sheets without such a table are only named in `skipped`. A line without a township is of
    the one its heading names, else the title or unit line, if it is one that is known."""
    ledger = Ledger()
    for sheet in book.visible:
        found = [table for table in find_tables(sheet, FORM, known.synonyms) if table.body]
        if not found and any(any(cell is not None for cell in row) for row in sheet.rows):
            _left_out(ledger, sheet, known)
        for table in found:
            ledger.parts.append(Part(sheet.title, table))
            reader = Lines(table, len(ledger.parts) - 1, known, ledger.faults)
            ledger.lines += [reader.line(row) for row in table.body if row not in reader.alone]
    return ledger


def _left_out(ledger: Ledger, sheet: Sheet, known: Known) -> None:
    fields = known_fields(sheet, FORM, known.synonyms)
    is_ledger = len(OF_A_LEDGER & fields) >= ENOUGH
    if is_ledger and find_tables(sheet, FORM, known.synonyms):
        ledger.without_lines.append(sheet.title)
        return
    ledger.skipped.append(sheet.title)
    ledger.lacks_problem |= is_ledger
