"""What the search for repeats knows of one petition, and how clerks write who petitions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

NOBODY = set(
    "匿名 匿名人 匿名群众 无名 不详 未知 群众 村民 未留名 不愿透露姓名 化名 来电人 举报人 来访人 来信人 信访人 反映人 投诉人 诉求人 本人 "
    "残疾人 老年人 贫困户 低保户 五保户 特困户 农户 男性 女性".split()
)
# Words that hide who it is, whole crowds, counts and masked characters.
_NOBODY = re.compile(
    r"匿名|佚名|无名|化名|保密|透露|未留|没留|未署|未提供|未登记|不详|未知|不明|拒绝|知情|^网民|^网友|^热心"
    r"|(?:群众|村民|居民|市民|网民|网友|百姓|人士|住户|业主|残疾人|低保户|五保户|贫困户)$|^.{1,3}族$"
    r"|[0-9*＊×●?？]|[\u4e00-\u9fff][Xx]"
)
_UNSURE = re.compile(r"某|^.氏$")  # 马某, 马氏: somebody, but nobody can be known by it
_BETWEEN = re.compile(r"[、,，;；/\n]|(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})|\s+(?=\S{2})")
_AROUND = re.compile(
    r"等?(?:约|共)?[0-9一二三四五六七八九十百两几多数]+(?:余|多)?[人户名家]$|等人?$|(?:女士|先生|同志|老人|大爷|大娘|大妈|本人)$"
    r"|(?:村民|群众|居民)?代表$|^(?:来访人|来电人|信访人|(?:村民|群众|居民)?代表|委托人|代理人)[:：]?"
)
BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
FOR = re.compile(r"^(?:代|替|受)(?!表|理|办|签)(?:其|他|她)?")
LEADS = re.compile(r"等\D{0,2}\d+\D{0,2}[人户名]|等人?$|^代表[:：]?")
_ASKED = re.compile(r"(?:的)?(?:委托|反映|申请|来访|信访|咨询|投诉)$")
_KIN = re.compile(r"^(?:父亲?|母亲?|丈夫|妻子?|儿子|女儿|子|女|婆婆|公公|奶奶|爷爷|姑姑?|叔叔?|哥哥?|弟弟?|姐姐?|委托)")
_OF = re.compile(r"^.{2,4}之(?:子|女|妻|夫|母|父|孙|兄|弟|姐|妹)(?=.{2,4}$)")


@dataclass(slots=True)
class Petition:
    """One petition: `id_keys` and `phone_keys` are compared only for equality, so blind indexes serve as well as plain numbers."""

    number: int | str
    received: date
    text: str
    names: list[str] = field(default_factory=list)
    id_keys: list[str] = field(default_factory=list)
    phone_keys: list[str] = field(default_factory=list)
    village: str = ""
    township: str = ""
    accused: list[str] = field(default_factory=list)
    kind: str = ""
    anonymous: bool = False


def split_names(cell: str) -> list[str]:
    """The persons a ledger's name cell speaks of: 「马某等5人」 is 马某, 「马小军（代父亲马占林）」 both, 「匿名」 nobody. A bracket that
    does not say for whom he speaks tells about him, not of another: 「张玉莲（残疾人）」 is 张玉莲, but of 「全体村民（马占林等30人）」 it
    names who leads them."""
    inside = BRACKETS.findall(cell)
    spoken_for = [_KIN.sub("", _ASKED.sub("", FOR.sub("", each))) for each in inside if FOR.match(each)]
    leading = [part for each in inside if LEADS.search(each) for part in _BETWEEN.split(each)]
    return _named([*spoken_for, *_parts(cell)]) or _named(leading)


def names_nobody(cell: str) -> bool:
    """Some part of the cell says that whoever it was gave no name: 佚名, 热心市民, 二组群众, 要求保密, 马**."""
    parts = [_bare(each) for each in (*_parts(cell), *BRACKETS.findall(cell)) if each.strip()]
    return any(not each or each in NOBODY or _NOBODY.search(each) for each in parts)


def clean_name(name: str) -> str:
    """The name alone, empty when it names nobody: without counts, titles and blanks; names with 某 identify nobody."""
    bare = _OF.sub("", _bare(name))
    if not 2 <= len(bare) <= 12 or bare in NOBODY or _NOBODY.search(bare) or _UNSURE.search(bare):
        return ""
    return bare


def _named(found: list[str]) -> list[str]:
    return list(dict.fromkeys(name for each in found if (name := clean_name(each))))


def _parts(cell: str) -> list[str]:
    return _BETWEEN.split(BRACKETS.sub("", cell.strip()))


def _bare(name: str) -> str:
    return _AROUND.sub("", re.sub(r"[\s·•.]", "", name))
