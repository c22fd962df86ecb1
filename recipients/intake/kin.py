"""Workbook -> Register: every sheet that holds a register of declared kin (备案登记表), line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any

from core.sheets import values
from core.sheets.header import find_tables
from core.sheets.model import Workbook
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.words import plain

from .declared import Declared
from .lines import Lines
from .reading import Part, Reading

FORM = "kin"
ABOUT_KIN = re.compile("备案|经办|干部|近亲属")
TEXTS = {"unit": 60, "post": 40, "checked_by": 50, "conclusion": 200, "recusal": 200, "handling": 200}
# 低保 alone may be the rural or the urban one: the roster knows which.
EITHER = frozenset({"低保", "最低生活保障", "低保户", "低保家庭", "低保对象", "享受低保"})
OFFICIAL = ("official_name", "official_id", "unit", "post")


@dataclass
class Register(Reading):
    """All that one workbook says of declared kin, before it is judged."""

    lines: list[Declared] = field(default_factory=list)


def read_register(book: Workbook, synonyms: Synonyms) -> Register:
    """Read every visible sheet; sheets without such a table are only named in `skipped`."""
    register = Register()
    for sheet in book.visible:
        found = [table for table in find_tables(sheet, FORM, synonyms) if _is_register(table, sheet.title)]
        if not found and any(any(cell is not None for cell in row) for row in sheet.rows):
            register.skipped.append(sheet.title)
        for table in found:
            register.parts.append(Part(sheet.title, table, True, None))
            reader = _Lines(table, len(register.parts) - 1, "", synonyms, register.faults)
            register.lines += reader.lines()
    return register


def role_of(relation: str, synonyms: Synonyms) -> str:
    """The code of a relation word, empty when nobody knows it: 父亲 is father, 小舅子 spouse_brother."""
    return synonyms.value("kin_relation", relation) or synonyms.value("relation", relation) or ""


def _is_register(table: Table, title: str) -> bool:
    """A table of officials and recipients. Two plain 姓名 under a title that speaks of 备案 are the official's, then the
    recipient's."""
    columns = table.columns
    if (
        "official_name" not in columns
        and "head_name" in columns
        and ABOUT_KIN.search(title + "".join(table.title_lines))
    ):
        columns["official_name"] = columns.pop("head_name")
        if "head_id" in columns and "official_id" not in columns:
            columns["official_id"] = columns.pop("head_id")
    return bool(table.body) and "official_name" in columns and ("name" in columns or "id_number" in columns)


class _Lines(Lines):
    """Reads declarations of one table; problems go to `faults`."""

    def lines(self) -> list[Declared]:
        """One declaration for each body row; an official written once holds for the rows below."""
        found: list[Declared] = []
        for row in self.table.body:
            line = self._line(row)
            if found and self._names_no_official(row):
                for name in OFFICIAL:
                    setattr(line, name, getattr(found[-1], name))
            else:
                self._official(line, row)
            found.append(line)
        return found

    def _value(self, row: int, name: str) -> Any:
        col = self.columns.get(name)
        return None if col is None else self.grid[row][col]

    def _names_no_official(self, row: int) -> bool:
        told = [name for name in OFFICIAL[:2] if self._at(row, name) or (row, name) in self._broken]
        return not told

    def _official(self, line: Declared, row: int) -> None:
        line.official_name = self._name(row, "official_name")
        value = self._value(row, "official_id")
        if value is None or not self._at(row, "official_id"):
            self.fault("official-id-missing", row, "official_id" if "official_id" in self.columns else "official_name")
        else:
            line.official_id = self._id(row, "official_id")

    def _line(self, row: int) -> Declared:
        line = Declared(self.sheet, row)
        for name, longest in TEXTS.items():
            setattr(line, name, self._at(row, name)[:longest])
        line.place = (self._at(row, "town") + self._at(row, "village"))[:60]
        line.unit = line.unit or line.place
        if "name" in self.columns:
            line.name = self._name(row, "name")
        if "id_number" in self.columns:
            line.id = self._id(row, "id_number")
        self._relation(line, row)
        line.scheme = "" if plain(self._value(row, "scheme")) in EITHER else self._scheme([row])
        self._terms(line, row)
        self._checks(line, row)
        return line

    def _name(self, row: int, name: str) -> str:
        found, problem = values.name(self._value(row, name))
        if problem:
            self.told(problem, row, name)
        return "" if problem else found or ""

    def _id(self, row: int, name: str) -> str:
        found, problem = self.id_number(self._value(row, name))
        if problem:
            self.told(problem, row, name)
        return "" if problem else found

    def _relation(self, line: Declared, row: int) -> None:
        if "relation" not in self.columns:
            return
        line.relation = self._at(row, "relation")[:30]
        line.role = role_of(line.relation, self.synonyms) if line.relation else ""
        if not line.role:
            kind = "kin-relation-unknown" if line.relation else "kin-relation-missing"
            self.told(kind, row, "relation", line.relation)

    def _terms(self, line: Declared, row: int) -> None:
        line.covered = self._count([row], "covered_count")
        value = self._value(row, "grade")
        if value is not None:
            code, problem = self.choice("grade", value)
            if problem and "dibao" in (line.scheme or "dibao"):
                self.told("grade-unknown", row, "grade", code)
            line.grade = "" if problem else code or ""
        fen, problem = values.money_fen(self._value(row, "monthly"))
        if problem:
            self.told(problem, row, "monthly", fen)
        elif isinstance(fen, int):
            line.monthly = fen
        month, problem = values.month(self._value(row, "start_month"))
        if problem:
            self.told(problem, row, "start_month", month)
        else:
            line.since = month or ""

    def _checks(self, line: Declared, row: int) -> None:
        answer, problem = self.answer(self._value(row, "declared"))
        if problem:
            self.told("answer-unknown", row, "declared", answer)
        elif answer is not None:
            line.declared = answer is True
        day, problem = values.date(self._value(row, "checked_on"))
        if problem:
            self.told(problem, row, "checked_on", day)
        elif isinstance(day, Date):
            line.checked_on = day.isoformat()
