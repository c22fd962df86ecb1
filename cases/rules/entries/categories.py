"""Which of the plan's tasks (泾民发〔2021〕43号, 二) a problem of the taxonomy falls under, and its usual name."""

from __future__ import annotations

# problem code -> (usual category word, task)
PROBLEMS: dict[str, tuple[str, str]] = {
    "P01": ("人情保", "conduct"),
    "P02": ("关系保", "conduct"),
    "P03": ("错保", "policy"),
    "P04": ("漏保", "policy"),
    "P05": ("拆户保", "conduct"),
    "P06": ("违规保", "conduct"),
    "P07": ("死亡不及时停保", "monthly"),
    "P08": ("不按标施保", "conduct"),
    "P09": ("虚报冒领", "funds"),
    "P10": ("截留私分", "funds"),
    "P11": ("挤占挪用", "funds"),
    "P12": ("作风问题", "conduct"),
    "P13": ("重复享受", "policy"),
    "P14": ("动态管理不到位", "monthly"),
    "P15": ("资金滞拨", "funds"),
    "P16": ("虚假整改", "look_back"),
}
# what an entry without a code is told by: words of its category, then its source
WORDS: tuple[tuple[str, str], ...] = (
    ("养老", "elderly"),
    ("信访", "petitions"),
    ("资金", "funds"),
    ("月报", "monthly"),
    ("零报告", "monthly"),
    ("动态", "monthly"),
    ("回头看", "look_back"),
    ("作风", "conduct"),
    ("腐败", "conduct"),
)
SOURCES = {"petition": "petitions", "look_back": "look_back"}


def task_of(problem: str, category: str = "", source: str = "") -> str:
    """The task; 落实社会救助政策 where nothing tells."""
    if problem in PROBLEMS:
        return PROBLEMS[problem][1]
    for word, task in WORDS:
        if word in category:
            return task
    return SOURCES.get(source, "policy")


def category_of(problem: str) -> str:
    """The usual word of a problem code, e.g. P05 拆户保."""
    return PROBLEMS[problem][0]
