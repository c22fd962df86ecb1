"""Workbook -> PetitionLedger: every sheet that holds a ledger of petitions (信访台账), row by row, values as typed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from core.sheets import values
from core.sheets.header import find_tables
from core.sheets.model import Workbook
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.told import Part
from recipients.intake.lines import Lines
from recipients.intake.reading import Reading

from ..repeats import split_names
from .ledger_row import NOTE, LedgerRow
from .meanings import meant
from .moments import moment

FORM = "petitions"
TEXTS = {
    "place": 120, "accused_unit": 60, "text": 8000, "category": 30, "handling": 500, "repeated": 20, "from_unit": 60,
    "responsible": 50, "call_back": 200, "note": 300,
}  # fmt: skip
ANONYMOUS = re.compile(r"匿名|无名|未留名|不愿透露|不详|未署名")
FOR_ANOTHER = re.compile(r"[(（](?:代|替|受)")
MANY = re.compile(r"等?(?:约|共)?(\d{1,4})(?:余|多)?[人名户]")
BETWEEN = re.compile(r"[、,，;；/\n]+|\s{2,}")
NOBODY = {"", "无", "/", "-", "—"}
MASK = re.compile(r"[*＊×•●]{3,}")


@dataclass
class PetitionLedger(Reading):
    """All that one workbook says of petitions, before it is judged."""

    lines: list[LedgerRow] = field(default_factory=list)


def read_ledger(book: Workbook, synonyms: Synonyms) -> PetitionLedger:
    """Read every visible sheet; sheets without such a table are only named in `skipped`."""
    ledger = PetitionLedger()
    for sheet in book.visible:
        found = [table for table in find_tables(sheet, FORM, synonyms) if is_ledger(table)]
        if not found and any(any(cell is not None for cell in row) for row in sheet.rows):
            ledger.skipped.append(sheet.title)
        for table in found:
            ledger.parts.append(Part(sheet.title, table))
            reader = _Rows(table, len(ledger.parts) - 1, "", synonyms, ledger.faults)
            ledger.lines += [reader.row(row) for row in table.body]
    return ledger


def is_ledger(table: Table) -> bool:
    """A table that tells what was said and when or by what way it came in."""
    columns = table.columns
    if "seq" in columns and "number" not in columns:
        columns["number"] = columns.pop("seq")
    return bool(table.body) and "text" in columns and bool({"received", "channel"} & columns.keys())


class _Rows(Lines):
    """Reads petitions of one table; problems go to `faults`."""

    def row(self, at: int) -> LedgerRow:
        """One petition."""
        row = LedgerRow(self.sheet, at)
        for name, longest in TEXTS.items():
            setattr(row, name, self._fitting(at, name, longest))
        row.place = row.place or (self._at(at, "town") + self._at(at, "village"))[:120]
        row.number = self._number(at)
        row.accused = [each[:50] for each in BETWEEN.split(self._at(at, "accused")) if each.strip() not in NOBODY]
        self._received(row, at)
        row.accepted_on, row.concluded_on = self._day(at, "accepted_on"), self._day(at, "concluded_on")
        row.channel = self._code(row, at, "channel", "petition_channel")
        row.kind = self._code(row, at, "kind", "petition_kind")
        row.progress = self._code(row, at, "handling", "petition_progress", quiet=True)
        if "handling" not in self.columns:
            row.progress = self._code(row, at, "outcome", "petition_progress", quiet=True)
        row.finding = self._code(row, at, "outcome", "petition_finding", quiet=True)
        row.outcome = self._fitting(at, "outcome", 500)
        self._people(row, at)
        if len(row.whole_note) > NOTE:
            self.told("text-long", at, "note" if "note" in self.columns else "text", NOTE)
        return row

    def _fitting(self, at: int, name: str, longest: int) -> str:
        text = self._at(at, name)
        if len(text) > longest:
            self.told("text-long", at, name, longest)
        return text[:longest]

    def _value(self, at: int, name: str) -> Any:
        col = self.columns.get(name)
        return None if col is None else self.grid[at][col]

    def _number(self, at: int) -> str:
        return self._at(at, "number").replace(" ", "")[:20]

    def _received(self, row: LedgerRow, at: int) -> None:
        found, problem = moment(self._value(at, "received"))
        if problem:
            self.told(problem, at, "received")
        elif found is not None:
            row.received = found.isoformat(timespec="minutes")

    def _day(self, at: int, name: str) -> str:
        day, problem = values.date(self._value(at, name))
        if problem:
            self.told(problem, at, name, day)
            return ""
        return day.isoformat() if isinstance(day, dt.date) else ""

    def _code(self, row: LedgerRow, at: int, name: str, kind: str, *, quiet: bool = False) -> str:
        word = self._at(at, name)
        code = (self.synonyms.value(kind, word) or meant(kind, word)) if word else ""
        if word and not code and not quiet:
            row.kept[name] = word[:30]
            self.told(f"{name}-unknown", at, name, word)
        return code or ""

    def _people(self, row: LedgerRow, at: int) -> None:
        row.cell = self._at(at, "name")[:200]
        row.anonymous = bool(ANONYMOUS.search(row.cell))
        row.names = split_names(row.cell)
        if FOR_ANOTHER.search(row.cell) and len(row.names) > 1:
            row.agents = row.names[1:]
        if not row.names and not row.anonymous and row.cell.strip() not in NOBODY:
            row.names = [row.cell[:50]]
        told = MANY.search(row.cell)
        size, problem = values.count(self._value(at, "group_size"))
        size = size if isinstance(size, int) and not problem else int(told[1]) if told else 0
        row.group_size = max(size, len(row.names) - len(row.agents), 1)
        row.ids = self._several(at, "id_number", lambda text: self.id_number(text))
        row.phones = self._several(at, "phone", values.phone)

    def _several(self, at: int, name: str, read: Any) -> list[str]:
        """The numbers of a cell that may hold one for each name."""
        value = self._value(at, name)
        if value is None:
            return []
        parts = [part for part in BETWEEN.split(value) if part.strip()] if isinstance(value, str) else [value]
        found = []
        for part in parts:
            if isinstance(part, str) and part.strip() in NOBODY:
                continue
            if isinstance(part, str) and MASK.search(part):
                self.told("number-masked", at, name)
                continue
            number, problem = read(part)
            if problem and not (problem == "phone-form" and number):
                self.told(problem, at, name)
            elif number:
                if problem:
                    self.told(problem, at, name)
                found.append(number[:20])
        return found
