"""Where a problem lies, however clerks word it: 香水镇人民政府, 新民乡/先进村, 局机关, 香水镇等3个乡镇."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

COUNTY = "全县"
OFFICE = re.compile(r"(?:人民政府|政府|党委|党委政府|民政办|民政所|民政办公室|民生服务中心|辖区|全镇|全乡|各村)\Z")
ALL_TOWNS = re.compile(r"(?:全县)?(?:各|[7七]个|所有|全部|全县)(?:个)?乡镇\Z")
MORE_TOWNS = re.compile(r"等(?:[2-9两二三四五六七八九多几数]个)?(?:乡镇|乡|镇)\Z")
VILLAGE = re.compile(r"(?:村|社区|组|居委会)\Z")
BETWEEN = re.compile(r"[、,/;和及与\s]+")
# The bureau itself, its offices and houses: no township's.
OWN = re.compile(
    r"(?:县?民政局|局)(?:机关|本级)?(?:[^镇乡村]{1,8}(?:股|室|中心|站))?\Z"
    r"|县(?:级|中心)?(?:敬老院|(?:社会)?福利院|社会福利(?:服务)?中心|救助(?:管理)?站|老年养护院|殡仪馆)\Z"
    r"|县?(?:社会救助|养老服务)(?:股|中心|服务中心)\Z"
)


def place(text: str, townships: Sequence[str]) -> tuple[str, str]:
    """(the township as the county calls it, the village named behind it): 香水镇人民政府, 香水镇庚梁村, 泾源县香水镇. The
    county itself is 全县. A text that names none, or several, stays as it is."""
    bare = _bare(text)
    if bare in townships or not bare:
        return bare, ""
    if COUNTY in townships and (ALL_TOWNS.match(_unbracketed(bare)) or _is_own(bare, townships)):
        return COUNTY, ""
    found = max((name for name in _whole(townships) if bare.startswith(name)), key=len, default="")
    rest = OFFICE.sub("", bare[len(found) :].lstrip("/、,-")) if found else bare
    if not found or any(name in rest for name in _whole(townships)):
        return text, ""
    return (found, rest) if not rest or VILLAGE.search(rest) else (text, "")


def is_several(text: str, townships: Sequence[str]) -> bool:
    """Whether a text names townships, more than one and nothing besides: 香水镇、黄花乡; 香水镇等3个乡镇."""
    parts = [part for part in BETWEEN.split(MORE_TOWNS.sub("", _bare(text))) if part]
    return all(part in townships for part in parts) and (len({*parts}) > 1 or bool(MORE_TOWNS.search(_bare(text))))


def _whole(townships: Sequence[str]) -> Iterator[str]:
    """The names that are no short forms (香水)."""
    return (name for name in townships if len(name) > 2)


def _is_own(bare: str, townships: Sequence[str]) -> bool:
    county = next((name for name in townships if name.endswith("县") and bare.startswith(name)), "")
    return bool(OWN.match(f"县{bare.removeprefix(county)}" if county else bare))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _unbracketed(bare: str) -> str:
    return bare.replace("(", "").replace(")", "")
