"""The dictionary of column words and value words: data, kept by the county."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from core.sheets.compose import ROLES, composed, owner
from core.sheets.petition_words import PETITION_FIELDS, PETITIONS, petition_field
from core.sheets.problem_words import LEDGERS, PROBLEM_FIELDS, problem_field
from core.sheets.words import BRACKETS, keys, plain

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "synonyms.csv"
COMMON = "common"
GROUP = "group"
MODIFIER = "modifier"
VALUE = "value:"
# What bureaus put before or after a column word without changing what it means.
BEFORE = re.compile(r"^(?:农村|城市|城镇|城乡)?(?:低保|特困|社会救助|救助|保障|享受)?(?:对象|家庭|人员|户)?")
AFTER = re.compile(r"(?:必填|选填|18位|文本格式|文本|万元|元/月|元|人|栏|名称|情况|信息)$")
BROAD = frozenset({"address", "per_person"})
# 农村低保A类 and B类保障户 are A类 and B类.
GRADE_BEFORE = re.compile(r"^(?:农村|城市|城镇|城乡)?(?:低保|保障|救助)?(?:对象|户)?")
GRADE_AFTER = re.compile(r"(?:低保|保障|救助)?(?:对象|人员|家庭|户)$")
PLACES = frozenset({"town", "village", "group"})
PER_HOUSEHOLD = re.compile(r"[/每]户|元户")
SEPARATORS = re.compile(r"[、,，;；/和及与+\s]+")


class Synonyms:
    """Looks words up. Built from (form, field, word) rows; a later row never wins.

    Forms are 'common', 'roster', 'changes', 'deaths', …; a form's own words come
    before the common ones. 'value:<kind>' forms hold value words, their field is
    the code; the first word listed for a code is its Chinese label.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._forms: dict[str, dict[str, str]] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._memo: dict[tuple[str, str], str | None] = {}
        self._composed: dict[tuple[str, str], str | None] = {}
        self._modifiers: dict[str, frozenset[str]] = {}
        for form, field, word in rows:
            self._first.setdefault((form, field), word)
            for key in keys(word)[:1]:
                self._forms.setdefault(form, {}).setdefault(key, field)
                if form == MODIFIER or (form == GROUP and field in ROLES):
                    self._modifiers[key] = self._modifiers.get(key, frozenset()) | {field}

    def field(self, form: str, word: object) -> str | None:
        """Return the field a column word stands for in a form, or None.

        A word that is not listed is read by its parts (core.sheets.compose).
        """
        if form in LEDGERS:
            return self.listed(form, word) or (problem_field(str(word)) if word is not None else None)
        found = self.listed(form, word)
        if form == PETITIONS:
            found = found or (petition_field(str(word)) if word is not None else None) or self._by_parts(form, word)
            return found if found in PETITION_FIELDS else None
        found = found or self._by_parts(form, word)
        return self._narrowed(form, word, found) if found in BROAD and word is not None else found

    def _narrowed(self, form: str, word: object, found: str) -> str:
        """住址（村） is the village, 救助标准（元/户·月） the household's amount."""
        inside = "".join(BRACKETS.findall(unicodedata.normalize("NFKC", str(word))))
        if found == "per_person":
            return "monthly" if PER_HOUSEHOLD.search(inside) else found
        part = self._exact(form, plain(inside)) if inside else None
        return part if part in PLACES else found

    def _by_parts(self, form: str, word: object) -> str | None:
        text = str(word)
        if word is None or len(text) > 40:
            return None
        if (form, text) not in self._composed:
            if len(self._composed) > 5_000:
                self._composed.clear()
            found = composed(form, text, lambda key: self._exact(form, key), self._modifiers)
            self._composed[form, text] = found
        return self._composed[form, text]

    def listed(self, form: str, word: object) -> str | None:
        """Return the field of a word that is in the dictionary as it stands, or None. A ledger of problems has no field for a
        person: 户主姓名 is told as a column that is not read."""
        for key in keys(word):
            found = self._field(form, key)
            if found and (form not in LEDGERS or found in PROBLEM_FIELDS):
                return found
        return None

    def _field(self, form: str, key: str) -> str | None:
        found = self._exact(form, key)
        if found:
            return found
        bare = BEFORE.sub("", key)
        found = self._exact(form, bare) if bare != key else None
        if found == "household_size" and not re.search("家庭|户", key[: len(key) - len(bare)]):
            return "covered_count"  # 享受总人数 is not the family's 总人数
        return found

    def _exact(self, form: str, key: str) -> str | None:
        own, common = self._forms.get(form, {}), self._forms.get(COMMON, {})
        for candidate in dict.fromkeys((key, AFTER.sub("", key))):
            found = own.get(candidate) or common.get(candidate)
            if found:
                return found
        return None

    def group(self, word: object) -> str | None:
        """Return what a group word of a two-row header speaks of: head, member, old …"""
        groups = self._forms.get(GROUP, {})
        return next((groups[key] for key in keys(word) if key in groups), None)

    def owner(self, word: object) -> frozenset[str]:
        """Return what a group word, listed or not, does to the words under it."""
        role = self.group(word)
        return frozenset({role}) if role else owner(str(word or ""), self._modifiers)

    def value(self, kind: str, word: object) -> str | None:
        """Return the code of a value word, or None when the dictionary has it not."""
        if word is None:
            return None
        text = str(word)
        memo = self._memo.get((kind, text))
        if memo is None and (kind, text) not in self._memo:
            known = self._forms.get(VALUE + kind, {})
            memo = next((known[key] for key in keys(text) if key in known), None)
            if memo is None and kind == "grade":
                memo = known.get(GRADE_AFTER.sub("", GRADE_BEFORE.sub("", plain(text))))
            if len(self._memo) < 20_000:
                self._memo[kind, text] = memo
        return memo

    def covers(self, word: object) -> str | None:
        """Return 'yes' or 'no' of an answer under 是否享受: 低保 and 正常 are yes there and nowhere else."""
        return self.value("yes_no", word) or self.value("covered", word)

    def values(self, kind: str, word: object) -> tuple[list[str], list[str]]:
        """Return the codes and the unknown words of a cell that may name several."""
        whole = self.value(kind, word)
        if whole or word is None:
            return ([whole] if whole else []), []
        codes, unknown = [], []
        for part in filter(None, SEPARATORS.split(str(word).strip())):
            code = self.value(kind, part)
            codes.append(code) if code else unknown.append(part)
        return list(dict.fromkeys(codes)), unknown

    def choices(self, kind: str) -> dict[str, str]:
        """Return {code: Chinese label} of a kind in the order of the dictionary."""
        form = VALUE + kind
        return {field: word for (of, field), word in self._first.items() if of == form}

    def label(self, kind: str, code: str) -> str:
        """Return the Chinese label of a code; the code itself when unknown."""
        return self._first.get((VALUE + kind, code), code)

    def heading(self, form: str, field: str) -> str:
        """Return the usual column word of a field, for sentences to clerks."""
        general = {"name": "any_name", "id_number": "any_id"}.get(field, field)
        for of in ((COMMON, general), (form, general), (form, field), (COMMON, field)):
            if of in self._first:
                return self._first[of]
        return field

    def is_nil(self, word: object) -> bool:
        """Say whether the word alone in a row declares that there is nothing."""
        return self.value("nil", word) is not None or plain(word) in ("0", "/")


def rows_from(path: Path) -> list[tuple[str, str, str]]:
    """Return the rows of a dictionary file (UTF-8 CSV: form,field,word)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["form"], row["field"], row["word"]) for row in csv.DictReader(lines)]


@lru_cache(maxsize=1)
def shipped() -> Synonyms:
    """Return the dictionary that comes with the program."""
    return Synonyms(rows_from(SHIPPED))
