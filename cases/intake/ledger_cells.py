"""What the cells of a rectification ledger mean, however clerks word them: handed on, households, money."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from core.sheets import values
from core.sheets.words import plain

NOTHING_HANDED = re.compile(r"(?:否|无|未|不|没|暂无|尚未|0\Z|×|X\Z|N\Z|NO\Z)")
# 已移交县纪委监委, wherever it stands; 未移交县纪委 is not it, nor what 县纪委移交 hither.
HANDED_TO = re.compile(
    "(?P<no>(?:未|不|没有?|无)(?:需|予|再|曾)?(?:问题)?(?:线索)?(?:需|予|再|曾)?)?(?:移[交送转]|转交|转送)(?:至|到|给|由)?[^,;。\\n]{0,8}"
    "(?:纪委|监委|纪检|监察|司法|公安|检察)"
)
PHONE = re.compile(
    r"[(]?(?:联系|办公)?(?:电话|手机|方式)?(?:号码?)?[:]?(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)[)]?"
)
STROKES = frozenset({"", "/", "——", "―", "－"})
HOUSEHOLDS = re.compile(r"(?:约|共|共计|涉及)?(\d{1,4})户")
DIGITS = {word: str(n) for n, word in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
WHOLE_NUMERAL = re.compile(r"([一两二三四五六七八九十])(?:户|家)?\Z")
ABOUT = re.compile(r"^(?:约|大约|共|共计|合计|涉及资金|涉及金额|涉及)+")
# 每户每月310元，共9300元: the sum at the end is the amount.
SUM = re.compile(r".*[,;、。:](?:共计?|合计|总计)(?:约)?(\d[\d,.]*万?元)[。.]?\Z")
TEN_THOUSANDS = re.compile(r"万元?\Z")
NO_AMOUNT = frozenset(
    {
        "不涉及",
        "不涉及资金",
        "待核实",
        "待核",
        "待核查",
        "待确认",
        "核查中",
        "核实中",
        "待定",
        "暂无",
        "待核定",
        "无法核定",
        "未涉及",
        "正在核实",
    }
)


def is_handed_on(text: str) -> bool:
    """Whether the column of clues says anything but no: then it is to be seen by few."""
    bare = plain(text)
    return names_handing_on(text) or (bare not in STROKES and not NOTHING_HANDED.match(bare))


def names_handing_on(text: str) -> bool:
    """Whether a text says that something goes to those who punish: the discipline commission, the police, the courts."""
    return any(not found["no"] for found in HANDED_TO.finditer(unicodedata.normalize("NFKC", text)))


def households(value: Any) -> tuple[Any, str | None]:
    """3户8人, 约3户, 三户 -> 3; else as any count."""
    bare = plain(value) if isinstance(value, str) else ""
    found = HOUSEHOLDS.match(bare)
    if found:
        return int(found[1]), None
    word = WHOLE_NUMERAL.match(bare)
    return values.count(DIGITS[word[1]] if word else value)


def fen(value: Any, in_ten_thousands: bool = False) -> tuple[Any, str | None]:
    """约5000元, 0.64万元, 每户310元，共9300元, or a bare number under a head that says 万元 -> fen; 待核实 -> 0, as `amount-in-words`."""
    if isinstance(value, str):
        whole = "".join(unicodedata.normalize("NFKC", value).split())
        text = ABOUT.sub("", SUM.sub(r"\1", whole))
        if plain(text) in NO_AMOUNT:
            return text, "amount-in-words"
        bare = TEN_THOUSANDS.sub("", text)
        if bare != text or (in_ten_thousands and not text.endswith("元")):
            return values.money_fen(_ten_thousand(bare))
        return values.money_fen(text)
    return values.money_fen(_ten_thousand(value) if in_ten_thousands else value)


def _ten_thousand(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    try:
        return format((Decimal(str(value).replace(",", "")) * 10_000).normalize(), "f")
    except InvalidOperation:
        return value


def without_phones(text: str) -> tuple[str, list[str]]:
    """(the names, the telephone numbers beside them): 丁建军 13900000000, 马占林（0954-5011111）."""
    half = unicodedata.normalize("NFKC", text)
    phones = PHONE.findall(half)
    names = " ".join(PHONE.sub(" ", half).split()).strip("、,，;；/ ")
    return (re.sub(r"\s*([、,;/])\s*", r"\1", names), phones) if phones and names else (text, [])
