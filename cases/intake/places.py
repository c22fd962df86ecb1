"""Which township or village a petition speaks of: by the names in its text alone."""

import re
from collections.abc import Iterable, Mapping

TOWN = re.compile(r"(?:街道办事处|街道|镇|乡)$")
VILLAGE = re.compile(r"(?:村民委员会|村委会|居委会|社区|村)$")


def division_in(text: str, townships: Mapping[str, str], villages: Mapping[str, str]) -> str:
    """The 12-digit code of the village the text names, else of its township, else empty. A village counts only inside the
    township named, or where the county has one village of that name. `townships` and `villages`: code → name."""
    town = _one(text, townships, TOWN)
    if town:
        inside = {code: name for code, name in villages.items() if code[:9] == town[:9]}
        return _one(text, inside, VILLAGE) or town
    return _one(text, villages, VILLAGE)


def _one(text: str, names: Mapping[str, str], ending: re.Pattern[str]) -> str:
    """The only code whose name stands in the text, the longest name first; short forms (香水 for 香水镇) after whole ones."""
    whole = _longest((code, name) for code, name in names.items() if name in text)
    if whole:
        return whole
    bare = ((code, ending.sub("", name)) for code, name in names.items())
    return _longest((code, name) for code, name in bare if len(name) >= 2 and name in text)


def _longest(found: Iterable[tuple[str, str]]) -> str:
    rows = sorted(found, key=lambda pair: -len(pair[1]))
    if not rows or (len(rows) > 1 and len(rows[0][1]) == len(rows[1][1])):
        return ""
    return rows[0][0]
