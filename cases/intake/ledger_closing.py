"""Whether the words of a ledger say that a line is struck off: only plain words close it, whatever is doubtful stays open."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from core.sheets import values

STRIKING_OFF = "销号"
# What keeps a line open without a question: 未销号, 正在推进, 拟销号, 预计8月完成.
NOT_YET = re.compile(
    "未|待(?!定)|尚|不|没|正在|推进|持续|长期|部分|基本|阶段|陆续|拟|申请|预计|预期|计划|力争|争取|即将"
    "|整改中|办理中|进行中"
)
NOES = frozenset({"否", "非", "错", "×", "✗", "✘", "X", "N", "NO", "0", "FALSE"})
UNDECIDED = frozenset({"待定", "不详", "不清楚"})
BETWEEN = re.compile(r"[\n,，。;；、:：!！()\[\]【】]+")
DAY = r"(?:(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?|\d{4}年\d{1,2}月份?)"
_ALREADY = "(?:(?:该|此|本)?(?:问题|事项|整改|工作)*(?:现|均|都|全部|全)?已经?(?:全部|全面)?(?:按期|按时|如期|按要求)?)"
_SINCE = rf"(?:{_ALREADY}(?:于)?(?:{DAY})?|{DAY}{_ALREADY})"
_DONE = "(?:(?:完成|办结|结案|完结|完毕|到位)|(?:整改|办理|处理|落实)(?:完成|完毕|到位|结束)|整改落实到位|完成整改(?:任务)?)"
_DONE_SINCE = "(?:整改|解决|化解|落实|纠正|了结)"
_AND = "(?:并|并已|且已|已)?(?:予以|准予|同意|对账)?"
_STRUCK = "(?:销号|核销)(?:完毕|完成|了)?"
STRUCK_OFF = re.compile(rf"{_SINCE}(?:{_DONE}|整改)?{_AND}{_STRUCK}|{_DONE}{_AND}{_STRUCK}")
DECIDED = re.compile(rf"(?:同意|准予|批准|予以|对账)?销号(?:完毕|完成|了)?(?:{DAY})?")
FINISHED = re.compile(rf"{_SINCE}(?:{_DONE}|{_DONE_SINCE})|(?:全部|全面)?{_DONE}|完")
YES = re.compile(rf"(?:是|是的|√|✓|✔|Y|YES|对|TRUE|1)(?:{DAY})?")
CLOSING = (STRUCK_OFF, DECIDED, FINISHED, YES)
# What speaks against an end that the last clause tells.
AGAINST = re.compile("反弹|退回|撤销|重新|剩余|其余|其中|除|另|又|仍|继续|应|需|须|建议")
# What may stand beside a plain word without making it less plain.
ASIDE = re.compile(
    rf"(?:(?:销号|完成|办结|整改)?(?:日期|时间|于)?{DAY})|立行立改|即知即改|边查边改|见附件|附后"
    r"|(?:已)?(?:提交|上传|附)?(?:相关|有关)?佐证(?:材料|资料)?(?:齐全|附后)?|(?:经)?验收(?:合格|通过)"
    r"|(?:已)?(?:全部|共|合计)?追[回缴](?:多发|违规|违纪)?(?:资金|金额|款项|低保金|救助金)?\d[\d.]*万?元"
)


def closing(text: str) -> tuple[bool | None, str | None]:
    """(whether it is struck off, the kind of doubt): 已销号, 整改完毕并销号, 是（2021.7.15） are; 未销号, 整改中 are not. Anything
    else is open with `closed-doubtful`; where the words themselves leave it open, (None, `closed-unknown`)."""
    parts = _parts(text)
    telling = [part for part in parts if not ASIDE.fullmatch(part)]
    if telling and all(any(shape.fullmatch(part) for shape in CLOSING) for part in telling):
        return True, None
    if UNDECIDED & {*parts}:
        return None, "closed-unknown"
    if NOES & {*parts} or is_not_yet(text):
        return False, None
    return False, "closed-doubtful"


def ends_struck_off(text: str) -> bool:
    """Whether a story ends with the line struck off and says nothing against it: 已取消低保，追回资金1280元，已销号。"""
    *before, last = _parts(text) or [""]
    ended = last == STRIKING_OFF or STRUCK_OFF.fullmatch(last)
    return bool(ended) and not AGAINST.search("，".join(before)) and not is_not_yet("，".join(before))


def is_day(value: Any) -> bool:
    """Whether a cell holds one day and nothing else: 2021-07-25, 7月25日; not 8月底前."""
    return values.date(value)[1] is None or bool(re.fullmatch(DAY, "".join(_parts(str(value)))))


def is_not_yet(text: str) -> bool:
    """Whether words say plainly that the work goes on."""
    return bool(NOT_YET.search(text))


def _parts(text: str) -> list[str]:
    """The clauses, without spaces, in half width."""
    half = unicodedata.normalize("NFKC", text).upper()
    return [bare for part in BETWEEN.split(half) if (bare := "".join(part.split()))]
