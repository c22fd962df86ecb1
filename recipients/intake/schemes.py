"""Which scheme a sheet or a line speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.sheets.synonyms import Synonyms
from core.sheets.words import plain

# Words in a title or a sheet's name, the telling ones first: 高龄低收入老年人津贴 is for age, 城乡低保 tells neither.
TITLE_WORDS = (
    (re.compile(r"高龄"), "old_age_allowance"),
    (re.compile(r"低保边缘|低收入|边缘"), "near_dibao"),
    (re.compile(r"临时救助|急难|临救"), "temporary_assistance"),
    (re.compile(r"刚性支出|支出型"), "expenditure_hardship"),
    (re.compile(r"特困|五保"), "tekun"),
    (re.compile(r"城(?!乡)[市镇]?.{0,4}(?:低保|最低生活)|城保|城低(?!收)"), "urban_dibao"),
    (re.compile(r"农村?.{0,4}(?:低保|最低生活)|农保|农低(?!收)"), "rural_dibao"),
)
AREAS = {"urban": "urban_dibao", "rural": "rural_dibao"}
DIBAO = frozenset(AREAS.values())
EITHER = "dibao"  # what 城乡低保 tells: 城市 or 农村 stands on each line
ABOUT_DIBAO = re.compile(r"低保|最低生活保障")
ONLY_DIBAO = re.compile(r"(?:城乡)?(?:低保|最低生活保障)(?:户|对象|家庭|人员)?\Z")
AID = re.compile(r"急难|支出")
CARE = {"self_reliant": "full", "partly_dependent": "partial", "dependent": "none"}


def from_titles(lines: Iterable[str]) -> str:
    """The scheme that titles or sheet names tell, empty when they tell none."""
    for line in lines:
        for pattern, scheme in TITLE_WORDS:
            if pattern.search(line):
                return scheme
    return ""


def from_word(word: str, synonyms: Synonyms) -> str:
    """The scheme of a 救助类别 cell, empty when the word is unknown."""
    code = synonyms.value("scheme", word)
    return code or from_titles([word])


def settled(word: str, area: str, told: str, synonyms: Synonyms) -> str:
    """The scheme of a line: its own `word`, and where that is only 低保 or nothing, 城乡 beside it and what stands above."""
    code = told
    if ONLY_DIBAO.match(plain(word)):
        code = told if told in DIBAO else EITHER
    elif word and not (told == "temporary_assistance" and AID.search(word)):
        code = from_word(word, synonyms)
    if code == EITHER or code in DIBAO:
        return AREAS.get(synonyms.value("area", area) or "", "" if code == EITHER else code)
    return code
