"""A township's filed lists as a workbook."""

import io
from collections.abc import Sequence
from typing import Any

from core import months
from core.sheets.write import Column, Document, write_xlsx

from ..models import ChangeLine
from .forms_filed import DEATHS, FORMS, by_form, death, full, is_death

SIGNATURES = "民政助理员（签字）：            核查员（签字）：            乡镇分管领导（签字）：            （公章）"


def change_list(
    lines: Sequence[ChangeLine], *, township: str, month: str, filed_on: Any, nil: Sequence[str], footer: str
) -> bytes:
    """A township's filed lists in full: 新增, 减少, 变更 and the deaths, each as it is handed in on paper."""
    target = io.BytesIO()
    write_xlsx(target, *_lists(lines, township, month, filed_on=filed_on, nil=nil, footer=footer))
    return target.getvalue()


def _lists(
    lines: Sequence[ChangeLine], unit: str, month: str, *, filed_on: Any, nil: Sequence[str], footer: str
) -> list[Document]:
    parts = by_form(lines)
    dead = [line for line in lines if is_death(line)]
    unit_line = f"填报单位：{unit}        填报日期：{filed_on.year}年{filed_on.month}月{filed_on.day}日"
    documents = [
        Document(
            f"{unit}{months.chinese(month)}社会救助对象动态管理{word}{'人员' if word != '变更' else ''}名单",
            columns,
            [build(number, line, full, full) for number, line in enumerate(parts[word], 1)] or [_nothing(columns)],
            word,
            unit_line,
            closing=[*nil, SIGNATURES],
            footer=footer,
        )
        for word, columns, build in FORMS
    ]
    documents.append(
        Document(
            f"{unit}{months.chinese(month)}社会救助对象死亡人员月报告表",
            DEATHS,
            [death(number, line, full, filed_on) for number, line in enumerate(dead, 1)] or [_nothing(DEATHS)],
            "死亡人员报告表",
            "（实行零报告制度，无死亡人员也须上报）",
            closing=[*nil, SIGNATURES],
            footer=footer,
        )
    )
    return documents


def _nothing(columns: Sequence[Column]) -> list[Any]:
    """The row 无 of a form without entries: an empty form is still a filed one."""
    return [None, "无", *([None] * (len(columns) - 2))]
