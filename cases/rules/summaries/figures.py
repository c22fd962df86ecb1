"""The figures of a work summary: what the program knows of a month, and how a text refers to it.

A text never holds a number the program knows: it says 【收到信访】, and the number stands in the facts. So it cannot be
mistyped, and whoever confirms sees which of them have changed since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REFERENCE = re.compile(r"【([^【】\n]{1,12})】")
# A number with a unit the program counts in, typed by hand.
TYPED = re.compile(r"(?<![0-9年月])([0-9０-９][0-9０-９,，.]*\s*(?:万元|元|件|条|户|人次|人|份))")


@dataclass(frozen=True)
class Figure:
    """One figure: its name in the facts, the word that refers to it, its unit ('' for words, 'fen' for money)."""

    name: str
    word: str
    unit: str = ""


FIGURES: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    (
        "动态管理月报告",
        (
            Figure("report", "月报报送"),
            Figure("changes", "增减名单"),
            Figure("death_report", "死亡报告"),
            Figure("households_in", "新增户", "户"),
            Figure("persons_in", "新增人", "人"),
            Figure("households_out", "退出户", "户"),
            Figure("persons_out", "减少人", "人"),
            Figure("deaths", "死亡人", "人"),
            Figure("altered", "变更户", "户"),
        ),
    ),
    (
        "信访事项办理",
        (
            Figure("petitions_in", "收到信访", "件"),
            Figure("petitions_answered", "答复信访", "件"),
            Figure("petitions_open", "在办信访", "件"),
            Figure("petitions_overdue", "超期信访", "件"),
            Figure("consultations", "政策咨询", "人次"),
        ),
    ),
    (
        "问题整改",
        (
            Figure("entries_in", "新立问题", "条"),
            Figure("entries_closed", "销号问题", "条"),
            Figure("entries_rebounded", "反弹问题", "条"),
            Figure("entries_open", "在办问题", "条"),
            Figure("entries_overdue", "逾期问题", "条"),
            Figure("typical", "突出典型", "条"),
            Figure("due_back_fen", "应追回", "fen"),
            Figure("recovered_fen", "已追回", "fen"),
        ),
    ),
    (
        "核查和督办",
        (
            Figure("visits", "入户核查", "户"),
            Figure("visits_wrong", "查出问题", "户"),
            Figure("orders_in", "收到督办", "件"),
            Figure("orders_answered", "答复督办", "件"),
            Figure("orders_waiting", "待答督办", "件"),
        ),
    ),
)
BY_WORD = {figure.word: figure for _, group in FIGURES for figure in group}


def shown(figure: Figure, facts: Mapping[str, Any]) -> str:
    """The figure as it reads in the text: 3, 1240.50, 按时报送; 0 where the facts do not hold it."""
    value = facts.get(figure.name, "未报" if not figure.unit else 0)
    if figure.unit != "fen":
        return str(value)
    return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)


def render(text: str, facts: Mapping[str, Any]) -> str:
    """The text with every reference replaced by its figure; a reference nobody knows stays as it is."""

    def one(found: re.Match[str]) -> str:
        figure = BY_WORD.get(found[1])
        return shown(figure, facts) if figure else found[0]

    return REFERENCE.sub(one, text)


def unknown(text: str) -> list[str]:
    """Words in 【】 that no figure bears, each once, in their order."""
    return list(dict.fromkeys(word for word in REFERENCE.findall(text) if word not in BY_WORD))


def typed(text: str) -> list[str]:
    """Numbers typed by hand in units the program counts in, e.g. 12件; each once."""
    plain = REFERENCE.sub("", text)
    return list(dict.fromkeys(found.strip() for found in TYPED.findall(plain)))


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(word, as it was, as it is) of every figure that differs."""
    return [
        (word, shown(figure, before), shown(figure, after))
        for word, figure in BY_WORD.items()
        if shown(figure, before) != shown(figure, after)
    ]
