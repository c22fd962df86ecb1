"""The people of a row: names, identity and telephone numbers, from whichever cell they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.sheets import values

from ..repeats import BRACKETS, FOR, names_nobody, split_names

ANONYMOUS = re.compile(r"匿名|无名|未留名|不愿透露|不详|未署名")
MANY = re.compile(r"等?(?:约|共)?(\d{1,4})(?:余|多)?[人名户]")
BETWEEN = re.compile(r"[、,，;；/\n]+|\s{2,}")
NOBODY = {"", "无", "/", "-", "—"}
MASK = re.compile(r"[*＊×•●]{3,}")
PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}[- ]?[2-9]\d{6,7})(?!\d)")
ID = re.compile(r"(?<!\d)(\d{17}[\dXx])(?![\dA-Za-z])")
LABEL = re.compile(r"(?:联系|手机|本人|家庭)*(?:电话|手机号?码?|联系方式|身份证号?码?|证件号码?)[:：]?")
EMPTY = re.compile(r"[(（]\s*[)）]")
HYPHENS = str.maketrans(dict.fromkeys("—－–‐", "-"))
LONGEST = 50


@dataclass
class Cell:
    """What a name cell says. `aside` are its brackets that speak of no other person."""

    names: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    anonymous: bool = False
    many: int = 0
    aside: str = ""
    ids: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


def people_in(cell: str) -> Cell:
    """The people of a name cell, and the numbers that stand among them."""
    half = _half(cell)
    bare = LABEL.sub(" ", PHONE.sub(" ", ID.sub(" ", half))) if PHONE.search(half) or ID.search(half) else cell
    told = Cell(names=split_names(bare), ids=ID.findall(half), phones=[_digits(each) for each in PHONE.findall(half)])
    beside = [each.strip(" ,，、;；:：") for each in BRACKETS.findall(bare)]
    for_another = any(FOR.match(each) for each in beside)
    told.aside = "、".join(each for each in beside if each and not FOR.match(each))
    told.anonymous = bool(ANONYMOUS.search(cell)) or (not told.names and names_nobody(bare))
    if for_another and len(told.names) > 1:
        told.agents = told.names[1:]
    if not told.names and not told.anonymous and bare.strip() not in NOBODY:
        told.names = [EMPTY.sub("", bare).strip()[:LONGEST]]  # 李先生: as it stands, though nobody is known by it
    many = MANY.search(bare)
    told.many = int(many[1]) if many else 0
    return told


def ids_in(value: Any, read: Callable[[Any], tuple[Any, str | None]], fault: Callable[[str], None]) -> list[str]:
    """The identity numbers of a cell that may hold one for each name, a label before it or nothing at all."""
    found = []
    for part in _parts(value, fault):
        inside = ID.findall(_half(part)) if isinstance(part, str) else []
        if isinstance(part, str) and not any(each.isdigit() for each in part):
            continue  # 无证, 未提供
        for each in inside or [part]:
            number, problem = read(each)
            if problem:
                fault("id-old" if problem == "id-old-form" else problem)
            elif number:
                found.append(number)
    return found


def phones_in(value: Any, fault: Callable[[str], None]) -> list[str]:
    """The telephone numbers of a cell, without labels and remarks; one that looks wrong is kept as typed and told."""
    found = []
    for part in _parts(value, fault):
        number, problem = values.phone(part)
        inside = [_digits(each) for each in PHONE.findall(_half(part))] if problem and isinstance(part, str) else []
        if inside:
            found += inside
            continue
        if problem and not any(each.isdigit() for each in str(part)):
            continue
        if problem:
            fault(problem)
        if number:
            found.append(number[:20])
    return list(dict.fromkeys(found))


def _parts(value: Any, fault: Callable[[str], None]) -> Iterator[Any]:
    """The filled parts of a cell; a masked one is told and left out."""
    for part in BETWEEN.split(value) if isinstance(value, str) else [value]:
        if part is None or (isinstance(part, str) and part.strip() in NOBODY):
            continue
        if isinstance(part, str) and MASK.search(part):
            fault("number-masked")
            continue
        yield part


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(HYPHENS)


def _digits(number: str) -> str:
    return number.replace("-", "").replace(" ", "")
