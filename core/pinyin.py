"""Pinyin initials of Chinese names, for search: 马小云 -> MXY. Surnames are read as surnames (单 shan, 仇 qiu)."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters read otherwise at the head of a name; initials only.
SURNAMES = {
    "单": "S", "解": "X", "查": "Z", "曾": "Z", "仇": "Q", "朴": "P", "区": "O", "盖": "G", "任": "R", "华": "H",
    "纪": "J", "缪": "M", "宁": "N", "尉": "W", "冼": "X", "洗": "X", "员": "Y", "乐": "Y", "翟": "Z", "覃": "Q",
    "种": "C", "重": "C", "秘": "B", "逄": "P", "黑": "H", "折": "S", "盛": "S", "召": "S", "撒": "S", "哈": "H",
    "不": "F", "繁": "P", "瞿": "Q", "燕": "Y", "应": "Y", "柏": "B", "隗": "K", "冯": "F", "阚": "K", "车": "C",
    "祭": "Z", "能": "N", "那": "N", "叶": "Y", "俞": "Y", "於": "Y", "郗": "X", "晟": "C", "乜": "N", "曲": "Q",
    "者": "Z", "穆": "M", "禹": "Y", "冶": "Y", "拜": "B", "买": "M", "苏": "S", "赛": "S", "铁": "T", "伍": "W",
}  # fmt: skip
COMPOUND = {"尉迟": "YC", "万俟": "MQ", "澹台": "TT", "长孙": "ZS", "单于": "CY", "宰父": "ZF", "令狐": "LH"}


@lru_cache(maxsize=20_000)
def _initial(character: str) -> str:
    if character.isascii():
        return character.upper() if character.isalnum() else ""
    found = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    letter = found[0][:1].upper() if found else ""
    return letter if letter.isascii() else ""


def initials(name: str) -> str:
    """The initials of a name in upper case, at most 50; what has no reading is left out."""
    if not name:
        return ""
    compound = COMPOUND.get(name[:2])
    if compound:
        return (compound + "".join(map(_initial, name[2:])))[:50]
    first = SURNAMES.get(name[0]) or _initial(name[0])
    return (first + "".join(map(_initial, name[1:])))[:50]
