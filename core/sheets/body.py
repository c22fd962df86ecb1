"""The rows below a header, each told for what it is: person, total, signature …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.sheets import asides
from core.sheets.columns import Columns, is_numbering, recognised
from core.sheets.model import CellValue, Sheet
from core.sheets.synonyms import Synonyms
from core.sheets.words import plain

NIL_SENTENCE = re.compile(
    r"^(?!如|若|注)[^如若]{0,20}(?:无(?!法)|没有|未发生|未发现)(?:任何)?[^如若无未]{0,12}(?:死亡|变动|增减|新增|增加|减少|变更|停保|调整)"
    r"[^也须需请应]{0,6}[。.!！]?$"
    r"|^(?!如|若|注)[^如若]{0,16}(?:死亡|变动|增减)(?:人员|对象|情况|人数|数)?\s*[:：为]?\s*(?:无|0|０|零)\s*(?:人|例|户)?[。.]?$"
    r"|^(?!如|若|注)[^如若\d]{0,16}(?:\d{1,2}月份?)?(?:0|０|零)(?:人)?(?:死亡|变动|增减)[。.]?$"
)
NOTHING = frozenset({"0", "0人", "零", "无", "0户"})
STROKES = frozenset({"", "/", "-", "\u2014", "\u2014\u2014", "\u2500", "\u65e0", "\\"})
PLACE = re.compile(r"(?:镇|乡|街道|^)[^\s镇乡农]{1,8}(?:村(?!民)|社区|居委会)")
PERSON = ("name", "id_number", "head_name", "head_id", "account")
# Ledgers of problems: many words in a line, none of them a name. A line that fills this many known columns is one of theirs.
OF_AID = frozenset({"roster", "changes"})
OF_PERSONS = OF_AID | {"deaths", "kin"}
LEDGERS, LEDGER_LINE = frozenset({"rectification"}), 4
DIGITS = re.compile(r"\d{6}")
ID_LIKE = re.compile(r"^\d{14,17}[\dX]\Z")
SPOILT_ID = 1e14  # an ID number that Excel took for a number


@dataclass
class Body:
    """Body rows by 0-based index; all others apart, none silently dropped."""

    rows: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    nil: tuple[int, int] | None = None
    end: int = 0
    titles: dict[int, str] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)  # sums, signatures, titles: rows of no line


@dataclass
class _Reader:
    """What the rows of one table are judged by."""

    sheet: Sheet
    columns: Columns
    form: str
    synonyms: Synonyms
    header: list[list[str]]
    body: Body = field(default_factory=Body)
    section: str = ""
    headings: tuple[str, ...] = ()
    sums_above: bool | None = None  # whether a village's sum stands above its people; None until the first is seen
    summed_at: int = -1

    def __post_init__(self) -> None:
        fields = self.columns.fields
        self.id_columns = [fields[name] for name in ("id_number", "head_id") if name in fields]

    def read(self, first: int) -> Body:
        """Judge every row from the first below the header to the end or the next table."""
        rows = self.sheet.rows
        index = first
        while index < len(rows):
            row = rows[index]
            if self._has_id(row):  # nearly every row: nothing more to ask
                self._keep(index)
                index += 1
                continue
            filled = [col for col, value in enumerate(row) if _stands(value)]
            if not filled and not self._has_formula(index, len(row)):
                pass
            elif self._is_next_table(index, row, filled):
                break
            else:
                self._judge(index, row, filled)
            index += 1
        self.body.end = index
        if self.form != "roster" and not self.body.rows and self.body.nil is None:
            self._counts_nobody()
        return self.body

    def _counts_nobody(self) -> None:
        """A form without a line whose 合计 is 0 states that there is nobody."""
        for index in self.body.totals:
            row = self.sheet.rows[index]
            stated = [col for col, value in enumerate(row) if _stands(value) and not asides.TOTAL.search(plain(value))]
            if stated and all(plain(row[col]) in NOTHING for col in stated):
                self.body.nil = (index, stated[0])
                return

    def _judge(self, index: int, row: Sequence[CellValue], filled: list[int]) -> None:
        first = str(row[filled[0]]).strip() if filled else ""
        if self._repeats_header(row) or is_numbering(row) or self._explains_columns(row, filled, first):
            self.body.apart.add(index)
            return
        if self._is_total(row, filled):
            self.body.totals.append(index)
            self.body.apart.add(index)
            self._sums_village(asides.VILLAGE_SUM.match(plain(first)))
        elif self._says_nil(row, filled):
            self.body.nil = self.body.nil or (index, filled[0])
        elif self._is_ledger_line(filled):
            self._keep(index)
        elif self._begins_village(row, filled, first) or self._is_signed(row, filled, first):
            self._note(index, row, filled)
        elif self._names_person(row) or self._is_member_line(index, row, filled):
            self._keep(index)
        elif not self._begins_kind(filled, first):
            self._judge_words(index, row, filled, first)

    def _judge_words(self, index: int, row: Sequence[CellValue], filled: list[int], first: str) -> None:
        if self._is_aside(filled, first):
            if asides.TITLE.search(first):
                self.body.titles[index] = first
                if PLACE.search(first) or (self.form == "changes" and asides.tells_one_way(first)):
                    self.section = first  # the next list begins
            if asides.TITLE.search(first) and asides.HEADING.search(first):
                self.headings = (*self.headings, first)
            self._note(index, row, filled)
        elif len(filled) == 1 and asides.SECTION.match(first):
            self.section = first
        elif len(filled) > 1 and any(col in filled for col in self.columns.fields.values()):
            self._keep(index)
        else:
            self.body.ignored.append((index, first))

    def _is_signed(self, row: Sequence[CellValue], filled: list[int], first: str) -> bool:
        """审核人：… 制表：… or 转下页 with its sum under the persons, whichever columns it stands in."""
        if self.form not in OF_PERSONS or not filled or self._has_number(row):
            return False
        if asides.SIGNATURE.search(plain(first)) or asides.signs(row, filled):
            return True
        return asides.carries_over(row, filled) and not self._is_named(filled)

    def _begins_village(self, row: Sequence[CellValue], filled: list[int], first: str) -> bool:
        """【惠台村】 or 一、惠台村（3户5人） alone, or 惠台村|3户|…|1480 with its sums, is about the village's people."""
        if self.form not in OF_PERSONS or self._is_named(filled):
            return False
        if self.form == "roster" and len(filled) == 1 and (village := asides.village_band(first)):
            self.section = village
            return True
        return self._sums_village(asides.village_summed(row, filled))

    def _sums_village(self, village: re.Match[str] | None) -> bool:
        """A village's sum names the rows below where the first such sum stands above all people; of several sums one below
        the other none does."""
        if not village or self.form != "roster":  # in a change list the section tells who comes and who goes
            return bool(village)
        people = len(self.body.rows)
        if self.sums_above is None:
            self.sums_above = not people
        elif self.sums_above and self.summed_at == people:
            self.sums_above, self.section = False, ""
        if self.sums_above:
            self.section = village["place"]
        self.summed_at = people
        return True

    def _is_named(self, filled: list[int]) -> bool:
        """Say whether a name or an ID number stands in the row, its first cell apart."""
        who = {self.columns.fields[name] for name in PERSON[:4] if name in self.columns.fields}
        return bool(who & {*filled[1:]})

    def _is_ledger_line(self, filled: list[int]) -> bool:
        if self.form not in LEDGERS:
            return False
        return len({*self.columns.fields.values()} & {*filled}) >= LEDGER_LINE

    def _says_nil(self, row: Sequence[CellValue], filled: list[int]) -> bool:
        """无 or / alone, beside its number or across the row, or a sentence that nobody died or changed."""
        if len(filled) <= 2 and filled and self.synonyms.is_nil(str(row[filled[0]]).strip()):
            return True
        if self.form == "roster":
            return False
        seq = self.columns.fields.get("seq", 0)
        texts = [str(row[col]).strip() for col in filled]
        if len(texts) > 1 and filled[0] == seq and plain(texts[0]).isdecimal():
            texts = texts[1:]
        if len(texts) == 1 and len(texts[0]) <= 40 and NIL_SENTENCE.match(texts[0]):
            return True
        return bool(texts) and all(
            text in STROKES or (not text.isdigit() and self.synonyms.is_nil(text)) for text in texts
        )

    def _note(self, index: int, row: Sequence[CellValue], filled: list[int]) -> None:
        self.body.apart.add(index)
        self.body.notes.append(" ".join(str(row[col]).strip() for col in filled))

    def _explains_columns(self, row: Sequence[CellValue], filled: list[int], first: str) -> bool:
        """The row of units under a header, or the filled-in example."""
        if asides.EXAMPLE.match(plain(first)) and len(filled) > 1:
            return True
        return bool(filled) and all(isinstance(row[col], str) and plain(row[col]) in asides.UNITS for col in filled)

    def _begins_kind(self, filled: list[int], first: str) -> bool:
        """二、减少 in a change list and 二、城市低保 or 一、A类 in a roster stand for the rows below."""
        if not filled or (len(filled) > 1 and (len(filled) > 4 or not asides.NUMBERED.match(first))):
            return False
        if len(filled) == 1 and self.form == "changes" and asides.CHANGE_SECTION.match(first):
            self.section = first
            return True
        if self.form not in OF_AID or len(first) > 40 or not asides.HEADING.search(first):
            return False
        if asides.SIGNATURE.search(plain(first)) or asides.NOTE.search(first) or asides.TITLE.search(first):
            return False
        self.headings = (*self.headings, first)
        return True

    def _is_aside(self, filled: list[int], first: str) -> bool:
        """A signature, a note, or the title printed again on the next page."""
        if asides.SIGNATURE.search(plain(first)) or asides.NOTE.match(first):
            return True
        return len(filled) == 1 and bool(asides.TITLE.search(first))

    def _keep(self, index: int) -> None:
        self.body.rows.append(index)
        if self.section:
            self.body.sections[index] = self.section
        if self.headings:
            self.body.headings[index] = self.headings

    def _has_formula(self, index: int, width: int) -> bool:
        formulas = self.sheet.formulas
        return bool(formulas) and any((index, col) in formulas for col in range(width))

    def _is_total(self, row: Sequence[CellValue], filled: list[int]) -> bool:
        looked = filled[:1] if self.form in LEDGERS else filled[:6]
        words = [plain(row[col]) for col in looked if isinstance(row[col], str)]
        return any(asides.TOTAL.search(word) and len(word) <= 16 for word in words)

    def _has_id(self, row: Sequence[CellValue]) -> bool:
        return any(_is_id(row[col]) for col in self.id_columns if col < len(row))

    def _has_number(self, row: Sequence[CellValue]) -> bool:
        """Say whether the row's ID cells hold digits, whole or not: then it is a person's line."""
        return any(col < len(row) and DIGITS.match(plain(row[col])) for col in self.id_columns)

    def _names_person(self, row: Sequence[CellValue]) -> bool:
        """Two of name, ID and account stand in the row."""
        cols = {self.columns.fields[name] for name in PERSON if name in self.columns.fields}
        return sum(1 for col in cols if col < len(row) and _stands(row[col])) >= 2

    def _is_member_line(self, index: int, row: Sequence[CellValue], filled: list[int]) -> bool:
        """A row with a name (or a formula for one) and at least two more fields."""
        known = [col for col in self.columns.fields.values() if col in filled]
        col = self.columns.fields.get("name", self.columns.fields.get("head_name"))
        named = col is not None and (col in filled or (index, col) in self.sheet.formulas)
        first = plain(row[filled[0]]) if filled else ""
        return named and len(known) >= 3 and not asides.SIGNATURE.search(first)

    def _repeats_header(self, row: Sequence[CellValue]) -> bool:
        words = [plain(cell) for cell in row]
        for line in self.header:
            same = sum(1 for a, b in zip(words, line, strict=False) if a and a == b)
            if same >= 2 and same * 10 >= 6 * sum(1 for word in line if word):
                return True
        return False

    def _is_next_table(self, index: int, row: Sequence[CellValue], filled: list[int]) -> bool:
        if len(filled) < 3 or self._repeats_header(row):
            return False
        known = recognised(row, self.form, self.synonyms)
        return known >= 4 and known * 10 >= 7 * len(filled)


def read_body(sheet: Sheet, columns: Columns, header: tuple[int, int], form: str, synonyms: Synonyms) -> Body:
    """Return the rows below a header, `end` being where the next table begins."""
    top, first = header
    lines = [[plain(cell) for cell in row] for row in sheet.rows[top:first]]
    lines = [line for line in lines if any(line)]
    return _Reader(sheet, columns, form, synonyms, lines).read(first)


def holds_person(row: Sequence[CellValue]) -> bool:
    """Say whether an ID number or an account stands in the row: then it is no header."""
    return any(_is_id(value) for value in row)


def _stands(value: CellValue) -> bool:
    return value is not None and not (type(value) is str and not value.strip())


def _is_id(value: CellValue) -> bool:
    if type(value) is str:
        if len(value) == 18 and value.isascii() and value[:17].isdigit():
            return True
        return bool(ID_LIKE.match(plain(value)))
    return isinstance(value, (int, float)) and value >= SPOILT_ID
