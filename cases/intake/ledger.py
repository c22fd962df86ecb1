"""Workbook -> Ledger: every sheet that holds a rectification ledger (整改台账), line by line, values as typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from core.sheets import values
from core.sheets.header import find_tables, stated_township
from core.sheets.model import Workbook
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.told import Fault, Part, Reading
from core.sheets.words import plain

from .deadlines import is_worded, worded

FORM = "rectification"
# field of the line -> the longest text the ledger keeps
TEXTS = {
    "category": 30,
    "description": 2000,
    "village": 60,
    "cause": 500,
    "goal": 300,
    "measures": 500,
    "unit": 60,
    "leader": 50,
    "person": 50,
    "progress": 300,
    "result": 2000,
    "referred": 20,
    "note": 300,
}
MONEY = ("amount", "due_back", "recovered")
DAYS = ("found_on", "due_on", "done_on")
STROKES = frozenset({"", "/", "-", "—", "——", "无", "\\"})
ANSWERS = {
    **dict.fromkeys(("已销号", "销号", "已完成", "已办结", "办结", "整改完成", "已整改到位", "已整改完成"), True),
    **dict.fromkeys(("未销号", "未完成", "未办结", "未整改", "待销号", "未整改到位"), False),
    **dict.fromkeys(("整改中", "正在整改", "推进中", "正在推进", "办理中", "正在办理", "持续整改", "部分完成"), False),
}


@dataclass
class Line:
    """One line of a ledger. Money is fen, days are ISO text; `closed` None where nothing stands; `row` counts from 0."""

    sheet: int = 0
    row: int = 0
    seq: str = ""
    category: str = ""
    problem: str = ""
    description: str = ""
    town: str = ""
    village: str = ""
    households: int = 0
    amount: int = 0
    source: str = ""
    source_word: str = ""
    found_on: str = ""
    cause: str = ""
    goal: str = ""
    measures: str = ""
    unit: str = ""
    leader: str = ""
    person: str = ""
    due_on: str = ""
    progress: str = ""
    done_on: str = ""
    closed: bool | None = None
    referred: str = ""
    result: str = ""
    due_back: int = 0
    recovered: int = 0
    note: str = ""


@dataclass
class Ledger(Reading):
    """All that one workbook says, before it is judged."""

    ANCHORS: ClassVar[tuple[str, ...]] = ("description", "category")

    lines: list[Line] = field(default_factory=list)


def read_ledger(book: Workbook, synonyms: Synonyms, townships: Sequence[str] = ()) -> Ledger:
    """Read every visible sheet; sheets without such a table are only named in `skipped`. A ledger without a column of
    townships is of the one its title or unit line names, if it names one of `townships`."""
    ledger = Ledger()
    for sheet in book.visible:
        found = [table for table in find_tables(sheet, FORM, synonyms) if table.body]
        if not found and any(any(cell is not None for cell in row) for row in sheet.rows):
            ledger.skipped.append(sheet.title)
        for table in found:
            ledger.parts.append(Part(sheet.title, table))
            town = (
                "" if "town" in table.columns else stated_township([*table.title_lines, sheet.title], townships) or ""
            )
            reader = _Lines(table, len(ledger.parts) - 1, town, synonyms, ledger.faults)
            ledger.lines += [reader.line(row) for row in table.body]
    return ledger


class _Lines:
    """Reads the lines of one table; what cannot be taken goes to `faults`."""

    def __init__(self, table: Table, sheet: int, town: str, synonyms: Synonyms, faults: list[Fault]) -> None:
        self.table, self.sheet, self.town, self.synonyms, self.faults = table, sheet, town, synonyms, faults
        names = {col: name for name, col in table.columns.items()}
        self.formulas = {
            (row, names[col]): text
            for (row, col), text in table.sheet.formulas.items()
            if col in names and table.sheet.value(row, col) is None
        }
        self.in_ten_thousands = {
            name for name in MONEY if name in table.columns and "万元" in table.words.get(table.columns[name], "")
        }

    def fault(self, kind: str, row: int, name: str, shown: object = "") -> None:
        self.faults.append(Fault(kind, self.sheet, row, name, str(shown or "")[:60]))

    def line(self, row: int) -> Line:
        """The line of one body row."""
        line = Line(self.sheet, row, seq=self._text(row, "seq")[:20])
        for name, longest in TEXTS.items():
            text = self._text(row, name)
            if len(text) > longest:
                self.fault("text-long", row, name, longest)
            setattr(line, name, text[:longest])
        line.problem = self.synonyms.value("problem", line.category) or ""
        line.town = self._text(row, "town")[:60] or self.town
        line.source_word = self._text(row, "source")[:40]
        line.source = self.synonyms.value("entry_source", line.source_word) or ""
        line.households = self._number(row, "households", values.count)
        for name in MONEY:
            setattr(line, name, self._number(row, name, self._fen(name)))
        for name in DAYS:
            setattr(line, name, self._day(line, row, name))
        line.closed = self._closed(row)
        return line

    def _value(self, row: int, name: str) -> Any:
        if (row, name) in self.formulas:
            self.fault("formula", row, name, self.formulas[row, name])
            return None
        return self.table.value(row, name)

    def _text(self, row: int, name: str) -> str:
        return values.text(self._value(row, name))[0] or ""

    def _stands(self, row: int, name: str) -> Any:
        value = self._value(row, name)
        return None if isinstance(value, str) and value.strip() in STROKES else value

    def _number(self, row: int, name: str, read: Callable[[Any], tuple[Any, str | None]]) -> int:
        number, problem = read(self._stands(row, name))
        if problem:
            self.fault(problem, row, name, number)
        return number if isinstance(number, int) and not problem else 0

    def _fen(self, name: str) -> Callable[[Any], tuple[Any, str | None]]:
        if name not in self.in_ten_thousands:
            return values.money_fen
        return lambda value: values.money_fen(_times_ten_thousand(value))

    def _day(self, line: Line, row: int, name: str) -> str:
        day, problem = values.date(self._stands(row, name))
        if problem == "date-not-date" and name == "due_on" and is_worded(str(day)):
            return self._worded(line, row, str(day))
        if problem:
            self.fault(problem, row, name, day)
        return day.isoformat() if isinstance(day, Date) else ""

    def _worded(self, line: Line, row: int, text: str) -> str:
        """The day a deadline in words means, where it means one; the words themselves go into the note."""
        told = f"整改时限：{text}"
        line.note = f"{line.note}；{told}"[:300] if line.note else told
        found = worded(text, Date.fromisoformat(line.found_on) if line.found_on else None)
        self.fault("deadline-read" if found else "deadline-in-words", row, "due_on", text)
        return found.isoformat() if found else ""

    def _closed(self, row: int) -> bool | None:
        value = self._stands(row, "closed")
        text = plain(value)
        if text in ANSWERS:
            return ANSWERS[text]
        answer, problem = values.yes_no(value, lambda word: self.synonyms.value("yes_no", word))
        if problem:
            self.fault("closed-unknown", row, "closed", answer)
        return answer if isinstance(answer, bool) else None


def _times_ten_thousand(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    try:
        text = str(value).replace(",", "").replace("万元", "").strip()
        return format((Decimal(text) * 10_000).normalize(), "f")
    except InvalidOperation:
        return value


NAMES = [item.name for item in fields(Line)]


def dump(lines: Iterable[Line]) -> str:
    """The lines as compact JSON."""
    return json.dumps([astuple(line) for line in lines], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> list[Line]:
    """The lines dumped before."""
    return [Line(*values) for values in json.loads(text)]
