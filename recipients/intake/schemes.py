"""Which scheme a sheet or a line speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.sheets.synonyms import Synonyms

# Words in a title or a sheet's name, the telling ones first.
TITLE_WORDS = (
    (re.compile(r"低保边缘|低收入|边缘"), "near_dibao"),
    (re.compile(r"刚性支出|支出型困难"), "expenditure_hardship"),
    (re.compile(r"临时救助|急难|临救"), "temporary_assistance"),
    (re.compile(r"高龄"), "old_age_allowance"),
    (re.compile(r"特困|五保"), "tekun"),
    (re.compile(r"城[市镇]?.{0,4}(?:低保|最低生活)|城保"), "urban_dibao"),
    (re.compile(r"农村?.{0,4}(?:低保|最低生活)|农保"), "rural_dibao"),
)
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
