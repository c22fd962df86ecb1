"""The lines of one table, cell by cell: clean values into families and members, the rest into faults."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from core.sheets import values
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.words import plain

from .amounts import BY_CLASS
from .answers import Answers
from .grades import EMPTY, settle_grade
from .places import village_of
from .said_once import compare, shared_columns
from .schemes import EITHER, from_titles, settled
from .staged import Family, Fault, Member

SEX = {"male": "1", "female": "2"}
TICKED_SEX = {"男": "sex_male", "女": "sex_female"}
# A number worked out by the sheet is as good as a typed one; a name or an ID worked out is not.
COMPUTED = {"seq", "age", "birth_date", "sex", "monthly", "per_person", "household_size", "covered_count"} | BY_CLASS
TEXTS = {"village": 60, "group": 30, "address": 120, "hardship": 60, "note": 200, "town": 60, "bank": 60}
NUMERALS = frozenset("一二三123")
NUMBERS = ("household_size", "covered_count")
ASSUMED = "rural_dibao"  # of a list that says nothing, which is told as a warning


class Lines:
    """Reads families and members of one table; problems go to `faults`."""

    def __init__(self, table: Table, sheet: int, scheme: str, synonyms: Synonyms, faults: list[Fault]) -> None:
        self.table, self.sheet, self.scheme, self.synonyms = table, sheet, scheme, synonyms
        self.faults, self.grid, self.columns = faults, table.grid, table.columns
        self._ids: dict[Any, tuple[Any, str | None]] = {}
        self._words: dict[tuple[str, Any], tuple[Any, str | None]] = {}
        self._broken = self._formulas()
        self.assumed = False
        self._one_scheme = bool(scheme) and not table.headings and not {"scheme", "area_type"} & self.columns.keys()
        has_name = "name" in self.columns
        self.name_field = "name" if has_name else "head_name"
        self.id_field = "id_number" if "id_number" in self.columns else "head_id"
        self.answers = Answers(self)
        self._shared = shared_columns(self)

    def _formulas(self) -> set[tuple[int, str]]:
        """Cells of the body where a formula stands instead of a value; each is a fault."""
        found = set()
        fields = {col: name for name, col in self.columns.items()}
        body = set(self.table.body)
        for row, col in sorted(self.table.sheet.formulas):
            name = fields.get(col)
            if row not in body or name is None:
                continue
            if name in COMPUTED and self.table.sheet.value(row, col) is not None:
                continue
            if (text := self.table.sheet.formulas[row, col]) is not None:
                self.fault("formula", row, name, text[:60])
                found.add((row, name))
        return found

    def fault(self, kind: str, row: int, name: str, shown: object = "") -> None:
        """Note that a cell could not be taken; a formula there is told once, as a formula."""
        self.faults.append(Fault(kind, self.sheet, row, name, str(shown or "")))

    def raw(self, rows: Sequence[int], name: str) -> tuple[Any, int]:
        """The first value that stands in a field of a family's lines, and its row."""
        col = self.columns.get(name)
        if col is None:
            return None, rows[0]
        for row in rows:
            value = self.grid[row][col]
            if value is not None and value != "":
                return value, row
        return None, rows[0]

    @cached_property
    def numerals(self) -> bool:
        """True where the column of classes holds nothing but 一, 二, 三 or 1, 2, 3."""
        found = (self.table.value(row, "grade") for row in self.table.body)
        return all(plain(value) in NUMERALS for value in found if value is not None)

    # -- families ------------------------------------------------------------

    def family(self, rows: Sequence[int]) -> Family:
        """The family that stands in `rows`, its household fields read once."""
        family = Family(self.sheet, rows[0], self._scheme(rows))
        for name, longest in TEXTS.items():
            if name in self.columns:
                text = self._text(self.raw(rows, name)[0])
                setattr(family, name, text[:longest])
        section = self.table.sections.get(rows[0], "")
        family.village = family.village or village_of(section) or (section if len(section) <= 20 else "")
        family.serial = self._serial(rows)
        family.size, family.covered_count = (self._count(rows, name) for name in NUMBERS)
        if self.answers.counted:
            family.covered_count = None
        settle_grade(family, rows, self)
        self._account(family, rows)
        self._head(family, rows)
        family.members = [self.member(row, rows) for row in rows]
        compare(self, rows, self._shared)
        return family

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        known = self._words.get(("text", value))
        if known is None:
            known = self._words["text", value] = (values.text(value)[0] or "", None)
        return known[0]

    def _scheme(self, rows: Sequence[int]) -> str:
        if self._one_scheme:
            return self.scheme
        above = from_titles(reversed(self.table.headings.get(rows[0], ()))) or self.scheme or EITHER
        value, row = self.raw(rows, "scheme")
        word = self._text(value)
        scheme = settled(word, self._text(self.raw(rows, "area_type")[0]), above, self.synonyms)
        if word and not scheme:
            self.fault("scheme-unknown", row, "scheme", word)
        self.assumed = self.assumed or not scheme
        return scheme or ASSUMED

    def _serial(self, rows: Sequence[int]) -> int | None:
        """The 序号 of the family; None when every line has one of its own."""
        col = self.columns.get("seq")
        if col is None:
            return None
        if len(rows) > 1 and self.grid[rows[1]][col] not in (None, self.grid[rows[0]][col]):
            return None
        number, problem = values.count(self.raw(rows, "seq")[0])
        return number if isinstance(number, int) and not problem and number > 0 else None

    def _count(self, rows: Sequence[int], name: str) -> int | None:
        value, row = self.raw(rows, name)
        number, problem = values.count(value)
        if problem:
            self.told(problem, row, name, number)
            return None
        return number if isinstance(number, int) and number else None

    def _account(self, family: Family, rows: Sequence[int]) -> None:
        family.holder = self._text(self.raw(rows, "account_holder")[0])[:50]
        value, row = self.raw(rows, "account")
        account, problem = values.account(value)
        if problem:
            self.told(problem, row, "account")
        if account and problem in (None, "account-luhn", "account-form"):
            family.account = account[:40]

    def _head(self, family: Family, rows: Sequence[int]) -> None:
        value, row = self.raw(rows, "head_id")
        if value is not None and self.id_field != "head_id":
            code, problem = self.id_number(value)
            if problem:
                self.told(problem, row, "head_id")
            else:
                family.head_id = code
        family.head_name = values.marked_name(self.raw(rows, "head_name")[0])[0] or ""

    # -- members -------------------------------------------------------------

    def member(self, row: int, rows: Sequence[int]) -> Member:
        """The person of one line."""
        line, columns = self.grid[row], self.columns
        name_field, id_field = self.name_field, self.id_field
        only_head = row == rows[0] and name_field == "name" and self._is_blank(row)
        if only_head:
            name_field, id_field = "head_name", "head_id" if "head_id" in columns else id_field
        elif name_field == "name" and self._names_head(row):
            name_field = "head_name"
        name, problem = values.marked_name(line[columns[name_field]])
        if problem:
            self.told(problem, row, name_field, name)
        relation = self._at(row, "relation")
        if problem == "name-marked" and not relation and "户主" in self._at(row, name_field):
            relation = "户主"
        number, problem = self.id_number(line[columns[id_field]] if id_field in columns else None)
        if problem and id_field in columns:
            self.told(problem, row, id_field)
        role = self.synonyms.value("relation", relation) or "" if relation else ""
        if relation and not role:
            self.told("relation-unknown", row, "relation", relation)
        return Member(
            row,
            name or "",
            "" if problem else number,
            relation[:30],
            role,
            self.answers.covers_head(rows) if only_head else self.answers.covers(row),
            self._sex(row),
            self._at(row, "ethnicity")[:20],
            self._word(row, "health"),
            self._word(row, "labour"),
            self._phone(row),
        )

    def _is_blank(self, row: int) -> bool:
        """A first line without a member of its own shows the head in the head's columns."""
        line, columns = self.grid[row], self.columns
        if "head_name" not in columns or (row, "name") in self._broken:
            return False
        return line[columns["name"]] is None and ("id_number" not in columns or line[columns["id_number"]] is None)

    def _names_head(self, row: int) -> bool:
        """With one column of ID numbers, the line of 户主 may leave 姓名 blank beside 户主姓名."""
        columns = self.columns
        if "head_id" in columns or "head_name" not in columns or plain(self.grid[row][columns["name"]]):
            return False
        head = self.table.sheet.value(row, columns["head_name"])
        return bool(plain(head)) and self.synonyms.value("relation", self._at(row, "relation")) in ("head", "self")

    def id_number(self, value: Any) -> tuple[Any, str | None]:
        """An ID number and its problem; each distinct value is judged once."""
        known = self._ids.get(value)
        if known is None:
            known = self._ids[value] = values.id_number(value)
        return known

    def _at(self, row: int, name: str) -> str:
        col = self.columns.get(name)
        return "" if col is None else self._text(self.grid[row][col])

    def _word(self, row: int, name: str) -> str:
        word = self._at(row, name)
        if word and self.choice(name, word)[1]:
            self.told(f"{name}-unknown", row, name, word)
        return word[:30]

    def _sex(self, row: int) -> str:
        word = self._at(row, "sex") or self._ticked_sex(row)
        if not word:
            return ""
        code, problem = self.choice("sex", word)
        if problem:
            self.told("sex-unknown", row, "sex", word)
        return "" if problem else SEX[code]

    def _ticked_sex(self, row: int) -> str:
        """Which of 男 and 女 under 性别 is ticked."""
        ticked = [word for word, name in TICKED_SEX.items() if self._at(row, name) not in EMPTY | {""}]
        return ticked[0] if len(ticked) == 1 else ""

    def _phone(self, row: int) -> str:
        col = self.columns.get("phone")
        value = None if col is None else self.grid[row][col]
        if value is None:
            return ""
        number, problem = values.phone(value)
        if problem:
            self.told(problem, row, "phone")
        return (number or "")[:20]

    def answer(self, value: Any) -> tuple[Any, str | None]:
        """True for 是, False for 否, and its problem; each distinct word is judged once."""
        key = ("answer", value)
        if key not in self._words:
            self._words[key] = values.yes_no(value, self.synonyms.covers)
        return self._words[key]

    def choice(self, kind: str, value: Any) -> tuple[Any, str | None]:
        """The code of a value word and its problem; each distinct word is judged once."""
        known = self._words.get((kind, value))
        if known is None:
            found = values.choice(value, lambda word: self.synonyms.value(kind, word), f"{kind}-unknown")
            known = self._words[kind, value] = found
        return known

    def told(self, kind: str, row: int, name: str, shown: object = "") -> None:
        """Note a problem at the cell, unless a formula was told there."""
        at = self.table.sheet.top_left(row, self.columns[name])[0]
        if (at, name) not in self._broken:
            self.fault(kind, row, name, shown)

    def is_head(self, member: Member) -> bool:
        """True when the line itself says that it is the head's."""
        return member.role in ("head", "self") or plain(member.relation) in ("01", "02")
