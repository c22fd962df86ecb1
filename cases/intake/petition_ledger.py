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
from core.sheets.told import Fault, Part
from recipients.intake.lines import Lines
from recipients.intake.reading import Reading

from .ledger_row import NOTE, LedgerRow
from .meanings import meant
from .moments import first_of, moment, names_no_year, with_year
from .petition_columns import FORM, code_of, listed_class, progress_of, settle
from .petition_headings import heading_of
from .petition_near import lacking
from .petition_people import BETWEEN, NOBODY, ids_in, people_in, phones_in

LONG = 5000
TEXTS = {
    "place": 120, "accused_unit": 60, "text": 8000, "category": 30, "repeated": 20, "from_unit": 60, "responsible": 50,
    "call_back": 200, "note": 300, "number": 60,
}  # fmt: skip
APART = re.compile(r"[，,。；;、]")
ACCUSATION = "accusation"


@dataclass
class PetitionLedger(Reading):
    """All that one workbook says of petitions, before it is judged. `empty` are the sheets with such a table and no line,
    `lacking` of other sheets the columns that keep them from being one."""

    lines: list[LedgerRow] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    lacking: dict[str, list[str]] = field(default_factory=dict)


def read_ledger(book: Workbook, synonyms: Synonyms) -> PetitionLedger:
    """Read every visible sheet; sheets without such a table are only named in `skipped`."""
    ledger = PetitionLedger()
    for sheet in book.visible:
        made = [_Rows(table, synonyms, ledger.faults) for table in find_tables(sheet, FORM, synonyms)]
        ledgers = [reader for reader in made if is_ledger(reader.table)]
        found = [reader for reader in ledgers if reader.table.body]
        if ledgers and not found:
            ledger.empty.append(sheet.title)
        elif not found and any(any(cell is not None for cell in row) for row in sheet.rows):
            ledger.skipped.append(sheet.title)
            ledger.lacking[sheet.title] = lacking(sheet, synonyms)
        for reader in found:
            reader.sheet = len(ledger.parts)
            ledger.parts.append(Part(sheet.title, reader.table))
            ledger.lines += [reader.row(row) for row in reader.table.body]
    return ledger


def is_ledger(table: Table) -> bool:
    """A table that tells what was said and when or by what way it came in."""
    return "text" in table.columns and bool({"received", "channel"} & table.columns.keys())


class _Rows(Lines):
    """Reads petitions of one table; problems go to `faults`."""

    def __init__(self, table: Table, synonyms: Synonyms, faults: list[Fault]) -> None:
        settled = settle(table, synonyms)
        self.more, self.parted = settled.more, settled.parted
        super().__init__(table, 0, "", synonyms, faults)
        self.heading = heading_of(table)

    def row(self, at: int) -> LedgerRow:
        """One petition."""
        row = LedgerRow(self.sheet, at)
        for name, longest in TEXTS.items():
            text = self._at(at, name).replace(" ", "") if name == "number" else self._at(at, name)
            setattr(row, name, self._fitting(at, name, text, longest))
        row.place = row.place or (self._at(at, "town") + self._at(at, "village"))[:120]
        row.accused = [each[:50] for each in BETWEEN.split(self._at(at, "accused")) if each.strip() not in NOBODY]
        self._received(row, at)
        row.accepted_on, row.concluded_on = self._day(row, at, "accepted_on"), self._day(row, at, "concluded_on")
        row.channel = self._code(row, at, "channel")
        row.kind = self._code(row, at, "kind")
        self._classed(row, self._at(at, "channel"))
        row.channel = row.channel or ("" if "channel" in row.kept else self.heading.channel)
        self._told(row, at)
        self._people(row, at)
        if len(row.whole_note) > NOTE:
            self.told("text-long", at, "note" if "note" in self.columns else "text", NOTE)
        return row

    def _fitting(self, at: int, name: str, text: str, longest: int) -> str:
        if len(text) > longest:
            self.told("text-long", at, name, longest)
        return text[:longest]

    def _value(self, at: int, name: str) -> Any:
        col = self.columns.get(name)
        return None if col is None else self.grid[at][col]

    def _dated(self, at: int, name: str) -> Any:
        """What stands under a day: of 年, 月, 日 in three columns those that are filled, one day or one month."""
        if name not in self.parted:
            return self._value(at, name)
        col = self.columns[name]
        parts = [str(part) for cell in self.grid[at][col : col + 3] if (part := values.text(cell)[0])]
        return "-".join(part.rstrip("年月日号") for part in parts) or None

    def _received(self, row: LedgerRow, at: int) -> None:
        value = self._dated(at, "received")
        found, problem = moment(with_year(value, self.heading.year))
        first = first_of(value, self.heading.year) if problem else None
        if first:
            self.told("day-missing", at, "received")
            found = dt.datetime.combine(first, dt.time())
        elif problem:
            self.told(problem, at, "received")
        if found is not None:
            row.received = found.isoformat(timespec="minutes")

    def _day(self, row: LedgerRow, at: int, name: str) -> str:
        """A day without its year is of the ledger's year, or of the next where it would lie before the receipt; a month is its
        first day, or that of the receipt in the same month."""
        value = self._dated(at, name)
        day, problem = values.date(with_year(value, self.heading.year))
        if isinstance(day, dt.date) and day.isoformat() < row.received[:10] and names_no_year(value):
            day, problem = values.date(with_year(value, day.year + 1))
            self.told("day-next-year", at, name)
        first = first_of(value, self.heading.year) if problem else None
        if first:
            self.told("day-missing", at, name)
            return max(first.isoformat(), row.received[:10] if row.received[:7] == first.isoformat()[:7] else "")
        if problem:
            self.told(problem, at, name, day)
            return ""
        return day.isoformat() if isinstance(day, dt.date) else ""

    def _code(self, row: LedgerRow, at: int, name: str) -> str:
        word = self._at(at, name)
        code = code_of(f"petition_{name}", word, self.synonyms)
        if word and not code:
            row.kept[name] = word[:30]
            self.told(f"{name}-unknown", at, name, word)
        return code

    def _classed(self, row: LedgerRow, way: str) -> None:
        """Without a class of its own a row is what another of its columns or the heading says; what came by 举报信 may be one."""
        words = ["" if row.channel else way, row.category]
        told = [code for word in words if word and (code := listed_class(word, self.synonyms))]
        row.kind = row.kind or (ACCUSATION if ACCUSATION in told else "")
        heading = self.heading
        if not row.kind and (heading.accuses or (heading.names_accused and (row.accused or row.accused_unit))):
            row.kind, row.by_heading = ACCUSATION, True
        if not row.kind and meant("petition_kind", way) == ACCUSATION:
            row.kept["accusing"] = way[:30]
        row.kind = row.kind or "".join(told[-1:])

    def _told(self, row: LedgerRow, at: int) -> None:
        """How far it came and what was found."""
        said, answered = self._texts(at, "handling"), self._texts(at, "outcome")
        row.handling = self._fitting(at, "handling", "；".join(said.values()), LONG)
        if "handling" in self.columns:
            col = self.columns["handling"]
            row.progress = progress_of(said.get(col, ""), self.table.words.get(col, ""), self.synonyms)
        if not row.progress:
            codes = (code_of("petition_progress", text, self.synonyms) for text in answered.values())
            row.progress = next(filter(None, codes), "")
        col = self.columns.get("outcome", -1)
        row.finding = code_of("petition_finding", answered.get(col, ""), self.synonyms)
        if row.finding and not APART.search(answered[col]):
            row.found = answered.pop(col)[:LONG]
        row.outcome = self._fitting(at, "outcome", "；".join(answered.values()), LONG)
        if (said or answered) and not row.progress and not row.concluded_on:
            row.kept["progress"] = (row.handling or row.outcome)[:30]

    def _texts(self, at: int, name: str) -> dict[int, str]:
        """column → text of a field and of the columns that mean the same, in their order."""
        cols = sorted({*self.more[name], *([self.columns[name]] if name in self.columns else [])})
        return {col: text for col in cols if (text := values.text(self.grid[at][col])[0])}

    def _people(self, row: LedgerRow, at: int) -> None:
        row.cell = self._at(at, "name")[:200]
        told = people_in(row.cell)
        row.names, row.agents, row.anonymous, row.aside = told.names, told.agents, told.anonymous, told.aside[:100]
        size, problem = values.count(self._value(at, "group_size"))
        size = size if isinstance(size, int) and not problem else told.many
        row.group_size = max(size, len(row.names) - len(row.agents), 1)
        row.ids = ids_in(self._value(at, "id_number"), self.id_number, lambda kind: self.told(kind, at, "id_number"))
        besides = "、".join(each for each in told.ids if each.upper() not in row.ids)
        row.ids += ids_in(besides, self.id_number, lambda kind: self.told(kind, at, "name"))
        row.phones = phones_in(self._value(at, "phone"), lambda kind: self.told(kind, at, "phone"))
        row.phones += [each for each in told.phones if each not in row.phones]
        if len(row.ids) > max(len(row.names), 1):
            self.told("id-spare", at, "id_number" if "id_number" in self.columns else "name")
