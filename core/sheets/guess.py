"""Columns under a word nobody knows, told by what stands in them; each guess is shown to a person.

Only fields that matter and have no column are guessed, and only when a single column
fits: where two compete, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date as Date

from core.sheets import ids, values
from core.sheets.columns import Columns
from core.sheets.dates import month
from core.sheets.model import CellValue, Sheet
from core.sheets.synonyms import Synonyms

SAMPLE = 120
SHARE = 0.9
HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}\Z")
TYPED_MONTH = re.compile(r"(?:20\d\d)?.{0,3}\d{1,2}月|20\d{4}\Z|20\d\d[-./年]")
ABOUT_RELIEF = re.compile(r"享|保|救助|纳入")
NOT_GRADE = re.compile(r"残|护|自理|失能|劳|户口|户籍|贫")
NOT_NAME = re.compile(r"村|组|社区|址|行|监护|联系|干部|网格|代|经办|审|填|责任|包")
PAYEE = re.compile(r"代领|领取|领款|收款|监护|开户|账户|持卡|卡主|代办|经办|联系|委托")
WORD_KINDS = (
    "grade",
    "relation",
    "yes_no",
    "scheme",
    "health",
    "labour",
    "sex",
    "hardship",
    "change_kind",
    "change_reason",
)
SEX_WORDS = frozenset({"男", "女"})
BARE_KINDS = frozenset({"增", "减", "增加", "减少", "变更", "变动", "调整"})
SWAPS = (
    ("scheme", "grade"), ("scheme", "change_kind"), ("person_kind", "grade"), ("grade", "scheme"), ("reason", "change_kind"),
    ("change_kind", "reason"),
)  # fmt: skip
CODES = {"reason": "change_reason"}
WANTED = {
    "roster": ("id_number", "head_id", "relation", "covered", "grade", "account", "name", "sex"),
    "changes": (
        "id_number", "head_id", "relation", "change_kind", "reason", "effective_month", "scheme", "account", "name",
        "new_grade", "old_grade",
    ),
    "deaths": ("id_number", "name", "scheme"),
}  # fmt: skip


def guess(sheet: Sheet, columns: Columns, people: Sequence[int], form: str, synonyms: Synonyms) -> bool:
    """Give unknown columns the field their values show in the rows `people`; `columns.guessed` tells which. Says whether any
    column means something else now."""
    before = dict(columns.fields)
    _Guess(sheet, columns, people, form, synonyms).make(WANTED.get(form, ()))
    return columns.fields != before


class _Guess:
    def __init__(self, sheet: Sheet, columns: Columns, people: Sequence[int], form: str, synonyms: Synonyms) -> None:
        self.form, self.columns, self.synonyms = form, columns, synonyms
        self.people = [sheet.rows[row] for row in people]
        self.tests: dict[str, Callable[[str, list[CellValue]], bool]] = {
            "id_number": lambda word, found: not PAYEE.search(word) and _share(found, _is_id),
            "head_id": lambda word, found: not PAYEE.search(word) and _share(found, _is_id),
            "account": lambda word, found: _share(found, _is_account),
            "sex": lambda word, found: _share(found, lambda v: v in SEX_WORDS),
            "covered": self._is_covered,
            "grade": lambda word, found: not NOT_GRADE.search(word) and self._coded("grade", found),
            "new_grade": lambda word, found: self._coded("grade", found),
            "old_grade": lambda word, found: self._coded("grade", found),
            "scheme": lambda word, found: self._coded("scheme", found),
            "relation": self._is_relation,
            "change_kind": lambda word, found: _share(found, self._is_kind),
            "reason": lambda word, found: self._coded("change_reason", found, 0.6),
            "effective_month": lambda word, found: _share(found, _is_month),
            "name": self._is_name,
        }

    def make(self, wanted: Sequence[str]) -> None:
        fields = self.columns.fields
        self._mistaken()
        self._two_counts()
        for name in wanted:
            if not self.columns.unknown or name in fields or not self._asked_for(name):
                continue
            fitting = [
                (col, word)
                for col, word in self.columns.unknown
                if (found := self._sample(col)) and self.tests[name](word, found)
            ]
            if len(fitting) == 1:
                self._take(*fitting[0], name)
        self._heads_and_members()

    def _two_counts(self) -> None:
        """在册人口 beside 保障人数: both may count the covered, but where one is never the smaller it counts the family."""
        fields = self.columns.fields
        told = {"covered_count", "household_size"} & fields.keys()
        if len(told) != 1:
            return
        name = told.pop()
        other = "household_size" if name == "covered_count" else "covered_count"
        for col, word in list(self.columns.doubled):
            if self.synonyms.field(self.form, word.rsplit("/", 1)[-1]) != name:
                continue
            pairs = [(_count(row[fields[name]]), _count(row[col])) for row in self._rows(col)]
            known = [(a, b) for a, b in pairs if a is not None and b is not None]
            larger = all(b >= a for a, b in known)
            if known and any(a != b for a, b in known) and (larger or all(b <= a for a, b in known)):
                first = fields[name]
                size, covered = (col, first) if larger else (first, col)
                self._take(col, word, other)
                fields["household_size"], fields["covered_count"] = size, covered
                return

    def _heads_and_members(self) -> None:
        """Two bare 姓名 or 身份证号: whose is whose shows in the lines of those who are not the head."""
        fields = self.columns.fields
        relation = fields.get("relation")
        if relation is None:
            return
        heads = ("head", "self", None)
        others = [row for row in self._rows(relation) if self._code("relation", row[relation]) not in heads]
        for own, head in (("name", "head_name"), ("id_number", "head_id")):
            if own in fields and head in fields and (self._is_bare(own) or self._is_bare(head)):
                members, leaders = (
                    len({row[fields[f]] for row in others if _stands(row[fields[f]])}) for f in (own, head)
                )
                if members < leaders:
                    fields[own], fields[head] = fields[head], fields[own]

    def _is_bare(self, name: str) -> bool:
        """True when the column's word does not say whose it is."""
        col = self.columns.fields[name]
        leaf = self.columns.words.get(col, "").rsplit("/", 1)[-1]
        bare = self.synonyms.field(self.form, leaf) in ("any_name", "any_id", None)
        return bare and leaf == self.columns.words.get(col)

    def _asked_for(self, name: str) -> bool:
        fields = self.columns.fields
        if name == "id_number" and "name" not in fields:
            return self._unknown_name() if "head_id" in fields else "head_name" not in fields
        if name == "head_id":
            return "head_name" in fields
        if name == "name":
            return "id_number" in fields
        if name == "grade":
            return not any(field.startswith(("grade_", "old_", "new_")) for field in fields)
        if name in ("new_grade", "old_grade"):
            return {"new_grade": "old_grade", "old_grade": "new_grade"}[name] in fields
        if name == "effective_month":
            return not {"start_month", "end_month"} & fields.keys()
        return True

    def _unknown_name(self) -> bool:
        """True when a column nobody knows holds the names of the people whose ID numbers are sought."""
        return any((found := self._sample(col)) and self._is_name(word, found) for col, word in self.columns.unknown)

    def _take(self, col: int, word: str, name: str) -> None:
        columns = self.columns
        columns.fields[name] = col
        columns.guessed.append((col, word, name))
        columns.unknown[:] = [item for item in columns.unknown if item[0] != col]
        columns.doubled[:] = [item for item in columns.doubled if item[0] != col]

    def _mistaken(self) -> None:
        """保障类型 over A类 B类 is the grade, 类别 over 农村低保 the scheme, 变动情形 over 新增户 the kind."""
        fields = self.columns.fields
        for told, other in SWAPS:
            col = fields.get(told)
            if col is None or other in fields:
                continue
            found = self._sample(col)
            if self._coded(CODES.get(other, other), found) and not self._coded(CODES.get(told, told), found, 0.1):
                del fields[told]
                self._take(col, self.columns.words.get(col, ""), other)
                self._stand_in(told)

    def _stand_in(self, name: str) -> None:
        """A column set aside because its word said the same takes the field that came free."""
        for col, word in list(self.columns.doubled):
            if self.synonyms.field(self.form, word.rsplit("/", 1)[-1]) == name and name not in self.columns.fields:
                self._take(col, word, name)
                self.columns.guessed.pop()

    def _sample(self, col: int) -> list[CellValue]:
        return [
            row[col]
            for row in self.people[:SAMPLE]
            if col < len(row) and _stands(row[col]) and sum(map(_stands, row)) >= 3
        ]

    def _code(self, kind: str, value: CellValue) -> str | None:
        return self.synonyms.value(kind, values.text(value)[0])

    def _coded(self, kind: str, found: list[CellValue], share: float = SHARE) -> bool:
        return _share(found, lambda value: self._code(kind, value), share)

    def _is_relation(self, word: str, found: list[CellValue]) -> bool:
        codes = [self._code("relation", value) for value in found]
        told = {"head", "self"} & set(codes) or {"head_id", "head_name"} & self.columns.fields.keys()
        return bool(told) and len(set(codes)) > 1 and self._coded("relation", found) and not self._coded("sex", found)

    def _is_kind(self, value: CellValue) -> bool:
        return bool(self._code("change_kind", value)) or value in BARE_KINDS

    def _is_name(self, word: str, found: list[CellValue]) -> bool:
        texts = [values.marked_name(value)[0] or "" for value in found]
        distinct = len(set(texts)) * 2 >= len(texts)
        plain = sum(1 for text in texts if HAN_NAME.match(text)) >= SHARE * len(texts)
        known = any(self._coded(kind, found, 0.3) for kind in WORD_KINDS)
        return distinct and plain and not known and not NOT_NAME.search(word)

    def _is_covered(self, word: str, found: list[CellValue]) -> bool:
        """Answers that add up to the stated 保障人数; without one the word must speak of relief."""
        answers = [self._answer(value) for value in found]
        if len(found) < 2 or None in answers or "yes" not in answers:
            return False
        if "no" not in answers and not self._coded("yes_no", found, 1.0):
            return False  # 低保 in every line is the scheme
        counts = self._stated("covered_count")
        if counts is not None and not ABOUT_RELIEF.search(word):
            told = [self._answer(row[self._col(word)]) for row in self._rows(self._col(word))]
            return told.count("yes") == counts and counts < len(self._rows(self.columns.fields.get("id_number", 0)))
        return bool(ABOUT_RELIEF.search(word)) or all(len(str(value)) >= 2 and "享" in str(value) for value in found)

    def _answer(self, value: CellValue) -> str | None:
        return self.synonyms.covers(values.text(value)[0])

    def _col(self, word: str) -> int:
        return next(col for col, other in self.columns.unknown if other == word)

    def _rows(self, col: int) -> list[list[CellValue]]:
        return [row for row in self.people if col < len(row) and _stands(row[col])]

    def _stated(self, name: str) -> int | None:
        """The sum over households of a stated number, each once; rows without a person do not count."""
        fields = self.columns.fields
        col = fields.get(name)
        if col is None:
            return None
        total, last = 0, None
        keys = [fields[key] for key in ("head_id", "seq", "head_name") if key in fields]
        who = fields.get("head_id", fields.get("id_number"))
        for row in self._rows(col):
            key = [row[at] for at in keys if at < len(row)]
            number, problem = values.count(row[col])
            if problem or who is None or not _stands(row[who]) or (key and key == last):
                continue
            total, last = total + int(number or 0), key
        return total


def _stands(value: CellValue) -> bool:
    return value is not None and not (type(value) is str and not value.strip())


def _count(value: CellValue) -> int | None:
    number, problem = values.count(value)
    return number if isinstance(number, int) and not problem else None


def _share(found: list[CellValue], fits: Callable[[CellValue], object], share: float = SHARE) -> bool:
    return bool(found) and sum(1 for value in found if fits(value)) >= share * len(found)


def _is_id(value: CellValue) -> bool:
    code = values.id_number(value)[0] if isinstance(value, str) else None
    return bool(code) and len(str(code)) == 18 and str(code)[:17].isdecimal() and ids.birth_date(str(code)) is not None


def _is_account(value: CellValue) -> bool:
    code, problem = values.account(value)
    return isinstance(value, str) and bool(code) and problem in (None, "account-luhn") and not _is_id(value)


def _is_month(value: CellValue) -> bool:
    if isinstance(value, Date):
        return True
    text = values.text(value)[0] or ""
    return bool(TYPED_MONTH.match(text)) and month(value, default_year=2000)[1] is None
