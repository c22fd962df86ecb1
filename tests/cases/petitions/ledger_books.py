"""Ledgers of petitions as workbooks, in the sample's words or in other ones."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

SAMPLE = Path(__file__).parents[2] / "data" / "petitions-2018-2021.xlsx"
HEAD = (
    "编号", "信访类型", "接件时间", "姓名", "身份证号", "联系方式", "反映问题地点", "被反映人", "信访内容", "问题类别", "受理日期",
    "办理情况", "办结日期", "办理结果", "是否重复信访", "备注",
)  # fmt: skip


def sample_rows() -> list[tuple[Any, ...]]:
    """The rows of the sample as openpyxl reads them."""
    sheet = openpyxl.load_workbook(SAMPLE).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=4, values_only=True))


def line(number: Any = 1, **told: Any) -> list[Any]:
    """A sound row; `told` by column word replaces its cells."""
    values: dict[str, Any] = dict.fromkeys(HEAD) | {
        "编号": number, "信访类型": "来信", "接件时间": "2020-03-01 09:05", "姓名": "马小兰", "反映问题地点": "香水镇沙南村",
        "信访内容": "低保金未到账。", "问题类别": "低保", "受理日期": "2020-03-05", "办理情况": "已调查核实并答复",
        "办结日期": "2020-04-01", "办理结果": "属实",
    } | told  # fmt: skip
    return [values[word] for word in HEAD]


def book(rows: Iterable[Sequence[Any]], head: Sequence[Any] = HEAD, *, above: Sequence[Sequence[Any]] = ()) -> bytes:
    """A workbook with a title, `above` and `head` over the rows."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in ([["信访台账"]], above, [head], rows):
        for cells in row:
            sheet.append(list(cells))
    target = BytesIO()
    made.save(target)
    return target.getvalue()
