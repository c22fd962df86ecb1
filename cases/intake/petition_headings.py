"""What a ledger of petitions says above its rows, in title, sheet name and column words: by which way they came, of which year
they are, and whether they are accusations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.sheets.table import Table
from core.sheets.words import plain

WAYS = {
    "hotline": re.compile("12345|热线"),
    "online": re.compile("网上|网络|网信|信箱|邮箱"),
    "call": re.compile("来电|电话信访|电话接访"),
    "letter": re.compile("来信|信件|写信|收信"),
    "visit": re.compile("来访|走访|接访|上访|集体访|个访"),
    "transfer": re.compile("转办|交办|转送|转来|批转"),
}
TOLD_BY = ("received", "name", "text")
ACCUSES = re.compile("举报|检举|控告|问题线索")
ACCUSER = re.compile("(?:实名|匿名)?(?:举报|检举|控告|揭发)")
ACCUSED = re.compile("被(?:举报|检举|控告)")
OF_DISCIPLINE = re.compile("(?:纪检|纪委|监察|监委|派驻).*(?:举报|检举|控告)")
MIXED = re.compile("投诉|信访|反映|咨询|求助|建议|诉求|电话")
# 填报时间：2021年7月15日 is the day it was written, 2018年以来 no year of all.
WRITTEN = re.compile(r"填报|填表|制表|统计|上报|打印|[:：]")
YEAR = re.compile(r"(?<![\d〔\[【])(20\d{2})(?!\d)(?:年度?)?(?P<open>以来|至|到|起|-|—|～|~|\d{1,2}月\d{1,2}日)?")
SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")


@dataclass(frozen=True)
class Heading:
    """What stands above the rows of one table."""

    channel: str = ""
    year: int | None = None
    accuses: bool = False
    names_accused: bool = False


def heading_of(table: Table) -> Heading:
    """Read title, sheet name and column words of a table."""
    words = {name: plain(table.words.get(col, "")) for name, col in table.columns.items()}
    titles = [table.sheet.title, *table.title_lines]
    accuser = any(ACCUSER.match(words.get(name, "")) and not MIXED.search(words[name]) for name in ("name", "text"))
    return Heading(
        channel=_channel(table, words),
        year=_year([table.sheet.title]) or _year(line for line in table.title_lines if not WRITTEN.search(line)),
        accuses=accuser or any(map(_is_of_accusations, titles)),
        names_accused=any(ACCUSED.match(words.get(name, "")) for name in ("accused", "accused_unit")),
    )


def _channel(table: Table, words: dict[str, str]) -> str:
    """The way that section, sheet name, title or column words tell, the nearest first that tells any; where it tells two, none."""
    sections = [line for line in table.title_lines if SECTION.match(line)]
    for texts in (
        sections[-1:],
        [table.sheet.title],
        [line for line in table.title_lines if line not in sections],
        [words.get(name, "") for name in TOLD_BY],
    ):
        told = [way for way, shape in WAYS.items() if any(shape.search(text) for text in texts)]
        if told:
            return told[0] if len(told) == 1 or told[0] == "hotline" else ""
    return ""


def _is_of_accusations(line: str) -> bool:
    """信访举报 and 投诉举报 are of all sorts, unless it is the discipline inspection's."""
    return bool(OF_DISCIPLINE.search(line) or (ACCUSES.search(line) and not MIXED.search(line)))


def _year(lines: Iterable[str]) -> int | None:
    """The one year the lines name."""
    found = {found[1]: found["open"] for line in lines for found in YEAR.finditer(line)}
    return int(next(iter(found))) if len(found) == 1 and not any(found.values()) else None
