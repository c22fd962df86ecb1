"""Column words nobody listed, read by their parts: whose (户主, 成员, 原 …), how (月, 核定 …), what (姓名, 金额 …).

The thing itself stands last in a Chinese column word. What stands before it must be
made of modifiers the dictionary knows, otherwise the word stays unknown: 配偶身份证号
is nobody's of ours, 年保障金额 is no month's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from core.sheets.words import BRACKETS, plain

LONGEST = 24
EACH = re.compile(r"人均|每人|个人|[元/]人(?!口|数)|/人")
MARKS = re.compile(r"(?:\(?打[√V勾]\)?|\(?填?是[/或]?否\)?|码)$")
RELIEF = r"(?:农村|城市|城镇|城乡|社会|最低生活|当前|目前|现|享受|保障|低保|救助|特困|施保|享保|在保|纳入|待遇|对象|人员|人口|成员|政策|范围|名单)"
COVERED = re.compile(
    rf"(?:是否|是不是|有无)(?:属于|属|为|已|被|在)?{RELIEF}+(?:金|户)?\Z"
    rf"|{RELIEF}+(?:与否|否|√|标识|标志|标记)\Z"
)
# An account may be called after any bank or card, but not every number on a card is an account.
NO_ACCOUNT = re.compile(r"户口|残疾|医保|医疗|身份|证号|档案|合同|低保证|电表|水表|手机|电话|门牌")
FREE = frozenset({"account"})
# What may follow a bare deed: 停保 before 身份证号 or 年月, but 调整金额 is no monthly amount.
AFTER_DEEDS = frozenset(
    {"any_name", "any_id", "name", "id_number", "relation", "reason", "effective_month", "change_kind", "seq"}
)
GROUP_END = re.compile(r"(?:基本|享受|保障|低保|救助|登记|个人|家庭)*(?:情况|信息|资料|数据|明细|内容|待遇)+\Z")
ROLES = frozenset({"head", "member", "old", "new", "account", "new_head"})
# A leaf word under a group word: 户主 over 姓名 is the head's name.
UNDER: dict[str, dict[str, str]] = {
    "head": {
        "any_name": "head_name",
        "any_id": "head_id",
        "name": "head_name",
        "id_number": "head_id",
        "sex": "head_sex",
        "birth_date": "head_birth_date",
        "age": "head_age",
        "ethnicity": "head_ethnicity",
        "health": "head_health",
        "labour": "head_labour",
    },
    "member": {"any_name": "name", "any_id": "id_number"},
    "old": {
        "grade": "old_grade",
        "covered_count": "old_count",
        "monthly": "old_monthly",
        "household_size": "old_size",
        "per_person": "old_per_person",
        "care_level": "old_care",
        "care_mode": "old_care",
    },
    "new": {
        "grade": "new_grade",
        "covered_count": "new_count",
        "monthly": "new_monthly",
        "household_size": "new_size",
        "per_person": "new_per_person",
        "care_level": "new_care",
        "care_mode": "new_care",
    },
    "account": {"any_name": "account_holder", "name": "account_holder", "any_id": "holder_id"},
    "new_head": {"any_name": "new_head_name", "any_id": "new_head_id"},
}
HEADS_OWN = {own: general for general, own in UNDER["head"].items() if own not in ("head_name", "head_id")}


def composed(
    form: str, word: object, exact: Callable[[str], str | None], modifiers: Mapping[str, frozenset[str]]
) -> str | None:
    """Return the field of a column word by its parts, None when a part is unknown.

    `exact` looks a key up as it stands; `modifiers` gives for each modifier what it
    does: an owner (head, member, old, new …), 'each', 'covered' or 'plain'.
    """
    text = unicodedata.normalize("NFKC", str(word)).upper().replace("帐", "账")
    each = bool(EACH.search(text))
    for cand in dict.fromkeys((plain(text), plain(BRACKETS.sub("", text)))):
        key = MARKS.sub("", cand)
        if not 2 <= len(key) <= LONGEST:
            continue
        found = _read(form, key, exact, modifiers, each)
        if found:
            return found
    return None


def _read(
    form: str,
    key: str,
    exact: Callable[[str], str | None],
    modifiers: Mapping[str, frozenset[str]],
    each: bool,
) -> str | None:
    for start in range(len(key)):
        rest = key[start:]
        parts = segments(key[:start], modifiers) if start else ()
        if len(rest) == 1 and not (parts and {"old", "new"} & frozenset().union(*parts)):
            continue
        if COVERED.match(rest) and parts is not None:
            return "covered"
        field = exact(rest)
        if field is None:
            continue
        if parts is not None:
            return settled(form, field, parts, each)
        if field in FREE and not NO_ACCOUNT.search(key):
            return field
    return None


def segments(prefix: str, modifiers: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...] | None:
    """Cut a prefix into known modifiers, the longest first; None when something is left."""
    if not prefix:
        return ()
    for end in range(min(len(prefix), 10), 0, -1):
        does = modifiers.get(prefix[:end])
        if does is not None:
            rest = segments(prefix[end:], modifiers)
            if rest is not None:
                return (does, *rest)
    return None


def owner(word: str, modifiers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return what a group word nobody listed does to the words under it: 变动前享受情况 is old and covered."""
    key = plain(BRACKETS.sub("", word))
    parts = segments(GROUP_END.sub("", key), modifiers)
    does: frozenset[str] = frozenset().union(*parts) if parts else frozenset()
    if not does & ROLES:
        return frozenset()
    return does | {"covered"} if re.search("享受|保障|低保", key) else does


def settled(form: str, field: str, parts: tuple[frozenset[str], ...], each: bool = False) -> str | None:
    """Return what a field becomes under the modifiers before it."""
    does: frozenset[str] = frozenset().union(*parts)
    if "deed" in does and not {"old", "new"} & does and field not in AFTER_DEEDS:
        return None
    if field == "effective_month" and "death" in does:
        return "death_date"
    if field == "household_size" and "covered" in does:
        field = "covered_count"
    if field == "monthly" and (each or "each" in does):
        field = "per_person"
    if "old" in does and form == "roster":
        return None
    for role in ("new_head", "old", "new", "account", "head", "member"):
        if role in does and not (role == "new" and form != "changes"):
            field = UNDER[role].get(field, field)
    return field
