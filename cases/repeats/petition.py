"""What the search for repeats knows of one petition, and how clerks write who petitions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

NOBODY = set("匿名 匿名人 匿名群众 无名 不详 未知 群众 村民 未留名 不愿透露姓名 化名 来电人 举报人".split())
_BETWEEN = re.compile(r"[、,，;；/\n]|(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})|\s+(?=\S{2})")
_AROUND = re.compile(
    r"等?(?:约|共)?[0-9一二三四五六七八九十百两几多数]+(?:余|多)?[人户名家]$|等人?$|(?:女士|先生|同志|老人|大爷|大娘|大妈|本人)$|^(?:来访人|来电人|信访人|代表|委托人|代理人)[:：]?"
)
_FOR = re.compile(r"[(（](?:代|替|受)?(?:其|他|她)?(?P<kin>[^()（）]*)[)）]")
_KIN = re.compile(r"^(?:父亲?|母亲?|丈夫|妻子?|儿子|女儿|子|女|婆婆|公公|奶奶|爷爷|姑姑?|叔叔?|哥哥?|弟弟?|姐姐?|委托)")


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
    """The persons a ledger's name cell speaks of: 「马某等5人」 is 马某, 「马小军（代父亲马占林）」 both, 「匿名」 nobody."""
    principals = [_KIN.sub("", match["kin"]) for match in _FOR.finditer(cell)]
    found = [*principals, *_BETWEEN.split(_FOR.sub("", cell.strip()))]
    return list(dict.fromkeys(name for each in found if (name := clean_name(each))))


def clean_name(name: str) -> str:
    """The name alone, empty when it names nobody: without counts, titles and blanks; names with 某 identify nobody."""
    bare = _AROUND.sub("", re.sub(r"[\s·•.]", "", name))
    if not 2 <= len(bare) <= 12 or bare in NOBODY or "某" in bare or "匿名" in bare:
        return ""
    return bare
