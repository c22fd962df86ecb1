"""Words as clerks type them, brought to one form so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

BRACKETS = re.compile(r"[(\[{<〔【《][^)\]}>〕】》]*[)\]}>〕】》]")
NUMBERED = re.compile(r"^(?:\(?[0-9]{1,2}\)|[0-9]{1,2}[.、]|[一二三四五六七八九十]{1,2}、)(?=\D)")
DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad:*#'\"`“”‘’,，。、;；!?·.\-_—~|\\()\[\]{}〔〕【】《》<>]")
# A bracket with one of these changes what the word means: 金额（人均） is no 金额, 保障对象（√） no name.
TELLING = re.compile(r"人均|每人|个人|/人|年|季|累计|上月|合计|城|补贴|物价|√|打勾|是/?否")


def plain(word: object) -> str:
    """Return full-width as half-width and upper case, spaces and marks removed."""
    if word is None:
        return ""
    return DROPPED.sub("", unicodedata.normalize("NFKC", str(word)).upper())


def keys(word: object) -> list[str]:
    """Return the forms to look up, best first: whole, without number, without brackets."""
    if word is None or word == "":
        return []
    text = unicodedata.normalize("NFKC", str(word)).upper().strip()
    found = [plain(text)]
    bare = NUMBERED.sub("", text)
    if bare != text:
        found.append(plain(bare))
    inside = "".join(BRACKETS.findall(bare))
    if inside and not TELLING.search(inside):
        found.append(plain(BRACKETS.sub("", bare)))
    return [key for key in dict.fromkeys(found) if key]
