"""The matter of a petition as tokens: concepts where the lexicon knows the words, pairs of characters elsewhere.

What clerks put around a matter (反映…要求查明原因), amounts, times and the names of its own people and place are left out;
words that refer back to an earlier petition (再次、仍未、上次) are noted instead of compared. 同事 means that facts and demands
are basically equal (domain.md §5), not that the same words are used.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .petition import clean_name

HERE = Path(__file__).resolve().parent
REACH = 5  # characters between 没有 and the verb it denies
DENIES = ("没", "未", "不", "没有")
_NUMBER = r"[0-9一二三四五六七八九十百千万两几半多余零〇.]+"
_AMOUNTS = re.compile(
    rf"(?:\d{{2,4}}年)?\d{{1,2}}月(?:\d{{1,2}}[日号])?|{_NUMBER}(?:个?多?月|年|岁|次|趟|元|块钱?|天|周|日|号|亩|户|口|人|名)(?:多|余|左右|以上)?|\d+"
)
RELATIVES = (
    "丈夫 妻子 爱人 媳妇 老伴 母亲 父亲 婆婆 公公 岳父 岳母 儿子 女儿 女婿 孙子 孙女 外孙 姑姑 叔叔 二叔 三叔 叔父 大伯 二伯 伯父 舅舅 哥哥 大哥 二哥 兄长 弟弟 姐姐 "
    "大姐 二姐 妹妹 嫂子 弟媳 奶奶 爷爷 侄子 侄儿 侄女 堂哥 堂兄 堂弟 堂姐 堂妹 表哥 表弟 表姐 表妹 养父 养母 继父 继母"
).split()
# Of one character: they stand before a name as often as the long ones (替父马生贵, 其妻糟海英).
SHORT = tuple("父母夫妻兄弟姐妹哥妈爸娘爷奶爹大叔婶姑舅嫂孙儿子女婆公侄甥婿")
KIN = (*RELATIVES, *SHORT, "代", "替", "帮", "受")
OF_KIN = (*RELATIVES, "家属", "家人", "之妻", "之夫", "之子", "之女", "之母", "之父")
TITLES = (
    "支书 书记 主任 文书 会计 村长 社长 队长 组长 干部 邻居 村民 户主 同村 检举 举报 反映 站长 所长 院长 经办人".split()
)
SURNAMES = set(
    "马王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄"
    "单包司柏宁柯阮桂闵解强柴华车冉房边禹拜冶摆哈海者妥咸赫虎撒沙穆买赛铁蒲贠贡达回丹底定锁喜糟剪纳仇闪木答丑党"
)

SOMEONE = re.compile(rf"[{''.join(sorted(SURNAMES))}]某")


# Somebody says that he comes for one of his own.
_OWN = "父|母|夫|妻|兄|弟|姐|妹|哥|妈|爸|娘|爷|奶|爹|叔|婶|姑|舅|嫂|孙|儿|女|婆|公|侄|老[娘汉人伴父母]"
FOR_KIN = re.compile(
    rf"[代替][其他她我]?(?:{_OWN})|为[其他她我]?(?:{_OWN})|(?:[他她娃](?:妈|大|爸)|侄[儿子女]|儿[子媳]|女[儿婿]|孙[子女])来"
)
# The telephone is somebody else's: 留的是邻居于亮电话.
LENT = re.compile(
    r"(?:邻居|借|村部|村委会|小卖部|商店|别人)[^。，]{0,8}(?:电话|手机|号码)|(?:电话|手机|号码)[^。，]{0,4}(?:是|系|借)[^。，]{0,3}(?:邻居|村|别人)"
)
AGED = re.compile("老汉|老人|老太|老头|大爷|大娘")

_OFFICE = "支部书记|支书|书记|村主任|主任|会计|文书|社长|队长|组长|村长|院长|站长|所长|乡长|镇长|干部|经办人|工作人员"
_OFFICE_FIRST = re.compile(rf"^.*(?:{_OFFICE})([\u4e00-\u9fff]{{2,3}})$")
_OFFICE_LAST = re.compile(rf"^([\u4e00-\u9fff]{{2,3}}(?<!村)(?<!乡)(?<!镇)(?<!院))(?:{_OFFICE})$")
_BY_OFFICE = re.compile(rf"(?<=[村乡镇县办院局])([\u4e00-\u9fff](?:{_OFFICE}))$")


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with the facet it belongs to: benefit, issue, fact, weak or negatable."""

    name: str
    facet: str
    family: str
    label: str
    negated: str


@dataclass(slots=True)
class Wording:
    """What one text says, order lost."""

    benefits: set[str] = field(default_factory=set)
    cues: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    grams: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)  # letters that only the names of benefits have
    refers_back: int = 0  # 1: still unsettled (还没有); 2: told before (再次、上次)

    def add(self, concept: Concept) -> None:
        into = {"benefit": self.benefits, "issue": self.cues, "fact": self.cues, "weak": self.weak}
        into[concept.facet].add(concept.name)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CONCEPTS = {
    row["concept"]: Concept(row["concept"], row["facet"], row["family"], row["label"], row["negated"] or "")
    for row in _rows("lexicon.csv")
}
MEANS = {word: CONCEPTS[row["concept"]] for row in _rows("lexicon.csv") for word in row["words"].split()}
AROUND = {word: row["kind"] for row in _rows("boilerplate.csv") for word in row["words"].split()}
WORDS = {*MEANS, *AROUND}
BEGINS: dict[str, list[int]] = {}  # first character → lengths of words, longest first
for _word in WORDS:
    BEGINS.setdefault(_word[0], []).append(len(_word))
for _lengths in BEGINS.values():
    _lengths[:] = sorted(set(_lengths), reverse=True)


def fold(text: str) -> str:
    """The text with full-width signs made plain and blanks gone."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_chinese(character: str) -> bool:
    """True for the characters that words are made of."""
    return "\u4e00" <= character <= "\u9fff"


@lru_cache(maxsize=4096)
def place(name: str) -> str:
    """A village or township without the word that says which of the two it is: 下寺村委会 is 下寺."""
    bare = re.sub(r"(?:村民委员会|村委会|居民委员会|居委会|社区|行政村|村|乡|镇)$", "", fold(name))
    return bare or fold(name)


def wording(text: str, *, without: Iterable[str] = ()) -> Wording:
    """The tokens of a folded text, `without` the names of people and places it is filed under."""
    for name in sorted({each for each in without if len(each) > 1}, key=len, reverse=True):
        text = text.replace(name, "|")
    found = Wording()
    kept: list[str] = []
    named: list[str] = []  # benefits by their names
    denied, at = -1, 0
    while at < len(text):
        word = _word_at(text, at)
        if not word:
            kept.append(text[at] if is_chinese(text[at]) or text[at].isdigit() else "|")
            at += 1
            continue
        at += len(word)
        if concept := MEANS.get(word):
            named += [word] if concept.facet == "benefit" else []
            denied = _take(found, kept, word, concept, at - len(word) <= denied, denied)
        elif AROUND[word] in ("again", "still", "negation"):
            found.refers_back = max(found.refers_back, {"still": 1, "again": 2}.get(AROUND[word], 0))
            denied = at + REACH if AROUND[word] == "negation" or word.endswith(DENIES) else denied
            kept.append("|")
        else:
            kept.append("|")
    for run in _AMOUNTS.sub("|", "".join(kept)).split("|"):
        found.grams.update(run[i : i + 2] for i in range(len(run) - 1))
        found.letters.update(run)
    found.named.update(*named)
    found.named -= found.letters
    found.letters |= found.named
    return found


def _word_at(text: str, at: int) -> str:
    for length in BEGINS.get(text[at], ()):
        word = text[at : at + length]
        if word in WORDS:
            return word
    return ""


def _take(found: Wording, kept: list[str], word: str, concept: Concept, is_denied: bool, denied: int) -> int:
    """The concept is noted, or what its denial means; its word stays in the text, a benefit's excepted."""
    kept.append("|" if word in AROUND or concept.facet == "benefit" else word)
    if is_denied and concept.negated:
        found.add(CONCEPTS[concept.negated])
        return -1
    if concept.facet != "negatable":
        found.add(concept)
    return denied


def mentioned(text: str, before: Iterable[str], after: Iterable[str] = ()) -> set[str]:
    """What may be names, after a word of `before` (「丈夫伍成贵来」 gives 伍成, 伍成贵, 伍成贵来) or in front of one of `after`
    (「伍成贵的妻子」); the true one proves itself by its equal."""
    if SURNAMES.isdisjoint(text):
        return set()
    found: set[str] = set()
    for word in before:
        for at in _places(text, word):
            start = at + len(word)
            if text[start : start + 1] in SURNAMES:
                found.update(text[start : start + length] for length in (2, 3, 4))
    for word in after:
        for at in _places(text, word):
            end = at - (text[at - 1 : at] == "的")
            found.update(
                text[end - length : end] for length in (2, 3, 4) if text[max(end - length, 0) : end][:1] in SURNAMES
            )
    return {name for name in found if clean_name(name) == name and all(map(is_chinese, name))}


def full_names(found: Iterable[str]) -> set[str]:
    """Of what may be names those that tell one person: of three characters at least, no 冶老汉, and no word the search knows
    (车祸住院 after 丈夫)."""
    return {
        name for name in found if len(name) > 2 and not AGED.search(name) and WORDS.isdisjoint((name[:2], name[:3]))
    }


def accused_name(cell: str) -> str:
    """Who is complained of without his office: 支书冶文林 and 冶文林支书 are 冶文林, 镇民政办拜主任 is 拜主任; of nobody's name
    nothing is left but the office."""
    name = clean_name(cell)
    found = _OFFICE_FIRST.match(name) or _OFFICE_LAST.match(name) or _BY_OFFICE.search(name)
    return found[1] if found and found[1][0] in SURNAMES else name


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
