"""A circular or exposure tells of nobody: no ID number, telephone or account, and no name of those its cases concern.

Source: the plan of the bureau (四（四）) asks for typical cases to be made known; 个人信息保护法 allows no personal data in them.
"""

import re
import unicodedata
from collections.abc import Iterable

# The longest first: what one pattern has taken is not told again by the next.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("身份证号码", re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")),
    ("银行账号", re.compile(r"(?<!\d)\d{16,21}(?!\d)")),
    ("身份证号码", re.compile(r"(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")),
    ("电话号码", re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")),
    ("电话号码", re.compile(r"(?<!\d)0\d{9,11}(?!\d)")),
)
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-–—.·]+(?=[\dXx])")
BLANK = re.compile(r"\s+")
SHORTEST_NAME = 2
FIRST, LAST = 3, 2
# A name in the middle of a text, of whoever it may be: runs of Chinese letters this long.
NAME_LENGTHS = (3, 4, 5, 6)
RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff·]+")


def hits(text: str, names: Iterable[str]) -> list[str]:
    """What must not stand in the text, each in words, numbers masked; empty when it may go out. Full-width digits, blanks
    and hyphens inside a number hide nothing, nor do blanks inside a name."""
    plain = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    found: list[str] = []
    for what, pattern in PATTERNS:
        found += [f"{what} {_masked(match[0])}" for match in pattern.finditer(plain)]
        plain = pattern.sub("□", plain)
    solid = BLANK.sub("", plain)
    wanted = {BLANK.sub("", unicodedata.normalize("NFKC", name)) for name in names}
    found += [f"姓名“{name}”" for name in sorted(wanted) if len(name) >= SHORTEST_NAME and name in solid]
    return list(dict.fromkeys(found))


def possible_names(text: str) -> set[str]:
    """Every run of three to six Chinese letters in the text, blanks left out: the names that may stand in it."""
    solid = BLANK.sub("", unicodedata.normalize("NFKC", text))
    runs = RUN.findall(solid)
    return {run[at : at + size] for run in runs for size in NAME_LENGTHS for at in range(len(run) - size + 1)}


def _masked(number: str) -> str:
    return f"{number[:FIRST]}{'*' * (len(number) - FIRST - LAST)}{number[-LAST:]}"
