"""Rows of one table of a rectification ledger -> its lines; what cannot be taken as it stands is a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from core.sheets import values
from core.sheets.header import stated_township, stated_year
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.told import Fault

from .ledger_cells import fen, households, is_handed_on, names_handing_on, without_phones
from .ledger_closing import STRIKING_OFF, closing, ends_struck_off, is_day, is_not_yet
from .ledger_line import TEXTS, UNTOLD, Line
from .ledger_places import COUNTY, is_several, place
from .worded_days import is_worded, span_of

MONEY = ("amount", "due_back", "recovered")
DAYS = ("found_on", "due_on", "done_on", "struck_on")
PEOPLE = {"leader": "责任领导电话", "person": "责任人电话"}
LONGEST_REFERRED = 20
NOTED = {
    "town": "涉及乡镇",
    "found_on": "发现日期",
    "due_on": "整改时限",
    "done_on": "完成日期",
    "struck_on": "销号日期",
    "referred": "移交线索",
    "amount": "涉及金额",
    "due_back": "应追回金额",
    "recovered": "已追回金额",
}
BRACKETS = re.compile(r"[(（][^)）]*[)）]")
COUNTED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]?\Z")
NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+\s*")
# Excel drops a last nought: 2021.1 may have been 2021.10, and 8.3 the 30th.
UNSURE = re.compile(r"\d{4}\.1\Z|\d{1,2}\.[123]\Z")
STROKES = frozenset({"", "/", "-", "—", "——", "无", "\\"})


@dataclass(frozen=True)
class Known:
    """What a reader knows beside the workbook: words, the county's townships by every name, the day it is read."""

    synonyms: Synonyms
    townships: Sequence[str]
    today: Date


class Lines:
    """Reads the lines of one table; what cannot be taken goes to `faults`."""

    def __init__(self, table: Table, sheet: int, known: Known, faults: list[Fault]) -> None:
        self.table, self.sheet, self.faults = table, sheet, faults
        self.synonyms, self.townships, self.today = known.synonyms, known.townships, known.today
        self.town = self._named([*table.title_lines, table.sheet.title])
        self.year = stated_year([*table.title_lines, table.sheet.title])
        self.alone = _alone(table)
        self.headings = _headings(table, self.alone)
        names = {col: name for name, col in table.columns.items()}
        self.formulas = {
            (row, names[col]): text
            for (row, col), text in table.sheet.formulas.items()
            if col in names and table.sheet.value(row, col) is None
        }
        self.in_ten_thousands = {name for name in MONEY if name in table.columns and table.in_ten_thousands(name)}

    def _named(self, lines: Sequence[str]) -> str:
        """The township that unit line, title or sheet name says; the county only where none of them says one."""
        towns = [name for name in self.townships if name != COUNTY and not name.endswith("县")]
        return stated_township(lines, towns) or stated_township(lines, self.townships) or ""

    def _town_above(self, row: int) -> str:
        """Of several lists one below the other each has its own title."""
        above = reversed([text for at, text in self.table.titles.items() if at < row])
        return next(filter(None, (self._named([text]) for text in above)), self.town)

    def fault(self, kind: str, row: int, name: str, shown: object = "") -> None:
        self.faults.append(Fault(kind, self.sheet, row, name, str(shown or "")[:60]))

    def line(self, row: int) -> Line:
        """The line of one body row."""
        line = Line(self.sheet, row)
        for name, longest in TEXTS.items():
            text = self._text(row, name)
            if name in PEOPLE:
                text = without_phones(text)[0]
            if len(text) > longest:
                self.fault("text-long", row, name, longest)
            setattr(line, name, text[:longest])
        for name, label in PEOPLE.items():
            if phones := without_phones(self._text(row, name))[1]:
                self._note(line, label, "、".join(phones))
        self._place(line, row)
        self._categorise(line, row)
        self._referred(line, row)
        line.source_word = self._text(row, "source")[:40]
        line.source = self.synonyms.value("entry_source", line.source_word) or ""
        line.households = self._number(line, row, "households", households)
        for name in MONEY:
            setattr(line, name, self._number(line, row, name, self._fen(name)))
        for name in DAYS:
            setattr(line, name, self._day(line, row, name))
        line.struck_on = self._struck_on(line, row)
        line.closed = self._closed(line, row)
        return line

    def _place(self, line: Line, row: int) -> None:
        text = self._text(row, "town")[:60]
        told, village = place(text, self.townships)
        if COUNTY in self.townships and is_several(text, self.townships):
            told = COUNTY
            self.fault("townships-several", row, "town", text)
            self._note(line, NOTED["town"], text)
        section, _ = place(self.headings.get(row, ""), self.townships)
        line.town = told or (section if section in self.townships else "") or self._town_above(row)
        line.village = line.village or village

    def _categorise(self, line: Line, row: int) -> None:
        """As the column says; where it is blank, the heading above, if that is not a township; 其他 in a table without
        such a column."""
        heading = self.headings.get(row, "")
        bare = _kind(heading)[: TEXTS["category"]]
        if not line.category and bare and place(heading, self.townships)[0] not in self.townships:
            line.category = bare
        if "category" not in self.table.columns:
            line.category = line.category or UNTOLD
        known = (self.synonyms.value("problem", word) for word in (line.category, _kind(line.category)))
        line.problem = next(filter(None, known), "")

    def _referred(self, line: Line, row: int) -> None:
        """A longer story of the clue goes into the note; that there is one stays. One told elsewhere in the row counts."""
        text = self._text(row, "referred")
        line.is_handed_on = is_handed_on(text)
        line.referred = text
        if len(text) > LONGEST_REFERRED:
            line.referred = "是" if line.is_handed_on else "否"
            self._note(line, NOTED["referred"], text)
        if not line.is_handed_on:
            self._referred_elsewhere(line, row)

    def _referred_elsewhere(self, line: Line, row: int) -> None:
        for name in ("progress", "result", "note"):
            if names_handing_on(getattr(line, name)):
                self._restrict(line, row, name)
        for word, value in self.table.extras(row).items():
            text = values.text(value)[0] or ""
            asked = self.synonyms.field("rectification", word.split("/")[-1]) == "referred"
            if names_handing_on(text) or (asked and is_handed_on(text)):
                self._restrict(line, row, "referred")
                self._note(line, "".join(word.split()), text)

    def _restrict(self, line: Line, row: int, name: str) -> None:
        line.is_handed_on, line.referred = True, "是"
        self.fault("referred-elsewhere", row, name)

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

    def _number(self, line: Line, row: int, name: str, read: Callable[[Any], tuple[Any, str | None]]) -> int:
        number, problem = read(self._stands(row, name))
        if problem:
            self.fault(problem, row, name, number)
        if problem == "amount-in-words":
            self._note(line, NOTED[name], str(number))
        return number if isinstance(number, int) and not problem else 0

    def _fen(self, name: str) -> Callable[[Any], tuple[Any, str | None]]:
        return lambda value: fen(value, name in self.in_ten_thousands)

    def _day(self, line: Line, row: int, name: str) -> str:
        value = self._stands(row, name)
        day, problem = values.date(value)
        if problem == "date-not-date":
            return self._worded(line, row, name, value)
        if problem:
            self.fault(problem, row, name, day)
        return day.isoformat() if isinstance(day, Date) else ""

    def _worded(self, line: Line, row: int, name: str, value: Any) -> str:
        """The day that words mean, where they mean one: the first of them for the day of finding, else the last. The words
        themselves go into the note."""
        text = values.text(value)[0] or ""
        after = Date.fromisoformat(line.found_on) if line.found_on else None
        unsure = (isinstance(value, float) and UNSURE.match(text)) or (name == "due_on" and "已" in text)
        span = None if unsure else span_of(text, after, self.year)
        if not span and (name == "found_on" or not is_worded(text)):
            self.fault("date-not-date", row, name, text)
            return ""
        self._note(line, NOTED[name], text)
        kind = "deadline" if name == "due_on" else "day"
        self.fault(f"{kind}-read" if span else f"{kind}-in-words", row, name, text)
        return span[name != "found_on"].isoformat() if span else ""

    def _note(self, line: Line, label: str, text: str) -> None:
        told = f"{label}：{text}"
        line.note = f"{line.note}；{told}" if line.note else told

    def _struck_on(self, line: Line, row: int) -> str:
        """The day under 销号时间, beside 完成时间 or in its place; one that may be meant as a plan (8月底前) is none."""
        name = "struck_on" if "struck_on" in self.table.columns else "done_on"
        column = self.table.words.get(self.table.columns.get(name, -1), "")
        return getattr(line, name) if STRIKING_OFF in column and is_day(self._value(row, name)) else ""

    def _closed(self, line: Line, row: int) -> bool | None:
        """As the column says; where it says nothing, a day of striking off tells, or the end of what is told of progress. A day
        under 销号 is that of striking off; words that say it neither way go into the note."""
        value = self._stands(row, "closed")
        text = values.text(value)[0] or ""
        if not text:
            dated = Date.fromisoformat(line.struck_on) <= self.today if line.struck_on else False
            ended = "closed" not in self.table.columns and ends_struck_off(line.progress)
            return True if ended or (dated and not is_not_yet(line.progress)) else None
        told, doubt = closing(text)
        day = (
            values.date(value)[0] if doubt and STRIKING_OFF in self.table.words[self.table.columns["closed"]] else None
        )
        if isinstance(day, Date) and day <= self.today:
            told, doubt = True, ""
            self._note(line, STRIKING_OFF, day.isoformat())
        if doubt:
            self.fault(doubt, row, "closed", text)
        if doubt == "closed-doubtful":
            self._note(line, STRIKING_OFF, text)
        return told


def _kind(heading: str) -> str:
    """优亲厚友方面, 错保类, 漏保问题 without what only says that it is a kind."""
    return re.sub("(?:方面)?(?:的)?(?:类|问题)?(?:方面)?\\Z", "", heading)


def _alone(table: Table) -> dict[int, str]:
    """The rows that are only a heading: 一、香水镇 alone in its row, or 一 with 错保问题 beside it."""
    found = {row: NUMBERED.sub("", text) for row, text in table.ignored}
    for row in table.body:
        told = [text for value in table.sheet.rows[row] if (text := values.text(value)[0])]
        if len(told) == 2 and COUNTED.match(told[0]):
            found[row] = told[1]
    return {row: BRACKETS.sub("", text).strip() for row, text in found.items()}


def _headings(table: Table, alone: dict[int, str]) -> dict[int, str]:
    """For each body row the heading above it."""
    found: dict[int, str] = {}
    heading = ""
    for row in range(table.header_rows.stop, max(table.body, default=0) + 1):
        heading = alone.get(row, heading)
        found[row] = heading
    return found
