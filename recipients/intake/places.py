"""Where a family lives, however it is written: 香水镇丁湾村六组 in one cell, the village only in the sheet's name, 六社 for group 6."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .staged import Family

# 丁湾四组 where no column has the villages; 上庄 alone is a group's own name.
COMPACT = re.compile(
    r"([^\s\d一二三四五六七八九十第]{2,6})(第?[\d一二三四五六七八九十]{1,3}(?:村民小组|小组|组|社|队))\Z"
)
NUMBERED = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．\-\s]+")
# A sheet for each village is named so, often without 村.
SHEET_VILLAGE = re.compile(r"[\u4e00-\u9fff]{2,5}\Z")
NO_SHEET_VILLAGE = re.compile(r"[乡镇县表册月季年类档保困供养户总计合分集新旧原老人口名单数据附件]")
# 惠台村委会 and 惠台村村民委员会 are 惠台村.
COMMITTEE = re.compile(r"(?<=村)村?(?:民?委员?会|委)\Z|(?<=社区)(?:居委会|居民委员会|社区委员会)\Z")
MARKS = ("村", "社区", "居委会")
GROUP = re.compile(r"第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:村民小组|居民小组|小组|组|社|队)?\Z")
TOWN = re.compile(r"(?:[^\s县区]{2,6}[县区])?[^\s县区]{1,5}?(?:镇|乡|街道)(?=[^\s村]{1,10}(?:村|社区|居委会)?)")
ADDRESS = re.compile(
    r"(?:[^\s]{1,12}?[县区])?(?:[^\s县区]{1,5}?(?:镇|乡|街道))?(?P<village>[^\s镇乡]{1,8}?(?:村(?!民)|社区|居委会))"
    r"(?:委会)?(?P<group>第?[\d一二三四五六七八九十]{1,3}(?:村民小组|居民小组|小组|组|社|队))?"
)
IN_TITLE = re.compile(r"(?:镇|乡|街道|^|[\s:：（(])([^\s镇乡县:：（(]{1,8}?(?:村|社区|居委会))(?!民(?!委)|级|镇)")
NO_VILLAGE = re.compile(r"农村|全村|各村|行政村|本村|分村|驻村|包村|按村|城乡|^(?:村|社区|居委会)$")
DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")}


def settle(families: Sequence[Family], titles: Sequence[str]) -> None:
    """Villages without the township before them and groups as plain numbers; a list for one village takes it from its title."""
    named = next(filter(None, map(village_of, titles)), "")
    text = " ".join(titles)
    shared = _shared_town(families)
    compact = not any(family.village for family in families)
    for family in families:
        _from_address(family)
        found = COMPACT.match(family.group) if compact else None
        if found and not family.village:
            family.village, family.group = found[1], found[2]
        _split(family)
        village = COMMITTEE.sub("", family.village)
        family.village = _without_town(village, {family.town, shared}, text) or named
        family.group = group_number(family.group)
    _carry(families)


def _carry(families: Sequence[Family]) -> None:
    """A village written only beside its first household holds for those below."""
    if sum(1 for family in families if family.village) * 2 > len(families) or not families or not families[0].village:
        return
    village = ""
    for family in families:
        village = family.village = family.village or village


def group_number(text: str) -> str:
    """六组, 6社 and 第6村民小组 are group 6; other names stay."""
    found = GROUP.match(unicodedata.normalize("NFKC", text))
    if not found:
        return text
    return found[1].lstrip("0") or "0" if found[1].isdecimal() else str(_number(found[1]))


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def placed(village: str, group: str) -> tuple[str, str]:
    """(village, group) of one line: 丁湾村六组 in either cell is both."""
    family = Family(0, 0, "", village=village, group=group)
    _split(family)
    return family.village, group_number(family.group)


def name_by_sheets(titles: Sequence[str], families: Sequence[Family]) -> None:
    """Of several sheets called 丁湾, 甲沟 … each holds a village; families without one take it from there."""
    names = [NUMBERED.sub("", title).strip() for title in titles]
    if len(set(names)) < 2 or any(not SHEET_VILLAGE.match(name) or NO_SHEET_VILLAGE.search(name) for name in names):
        return
    for family in families:
        family.village = family.village or names[family.sheet]


def village_of(title: str) -> str:
    """The village that a title or a sheet's name names, empty when it names none."""
    for found in IN_TITLE.finditer(NUMBERED.sub("", title)):
        if not NO_VILLAGE.search(found[1]):
            return found[1]
    return ""


def _split(family: Family) -> None:
    """丁湾村六组 in the village column of a sheet without a group column, or in the group column without a village's."""
    told = family.village or family.group
    if family.village and family.group:
        return
    for mark in MARKS:
        head, found, tail = told.partition(mark)
        if found and head and not tail.startswith(("民", "委")):
            if tail.endswith(("组", "队", "社")):
                family.village, family.group = head + found, tail
            elif not family.village and not tail:
                family.village, family.group = told, ""
            return


def _from_address(family: Family) -> None:
    """Where no column has the village, an address of the form 香水镇丁湾村六组 has it."""
    found = ADDRESS.match(family.address) if not family.village else None
    if found:
        family.village = found["village"]
        family.group = family.group or found["group"] or ""


def _shared_town(families: Sequence[Family]) -> str:
    """The township that stands before every village of a list with several villages."""
    villages = {family.village for family in families if family.village}
    towns = {found[0] if (found := TOWN.match(village)) else "" for village in villages}
    return towns.pop() if len(towns) == 1 and len(villages) > 1 else ""


def _without_town(village: str, towns: set[str], titles: str) -> str:
    found = TOWN.match(village)
    for town in (found[0] if found else "", *towns):
        known = town and (town in towns or town in titles)
        if known and village.startswith(town) and len(village) > len(town) + 1:
            return village[len(town) :]
    return village
