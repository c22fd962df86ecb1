"""Ledger workbooks as clerks keep them."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

SAMPLE = Path(__file__).parents[2] / "data" / "rectification-ledger.xlsx"
WORDS = "序号 问题类别 具体问题 涉及乡镇 涉及村 涉及户数 涉及金额（元） 问题来源 发现日期 原因分析 整改措施 责任单位 责任领导 责任人 整改时限 整改进展 完成日期 是否销号 移交线索 备注".split()


def sample() -> bytes:
    return SAMPLE.read_bytes()


def sample_rows() -> list[list[Any]]:
    """The 18 rows of the sample as they stand in it."""
    sheet = openpyxl.load_workbook(SAMPLE).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def book(rows: Sequence[Sequence[Any]], *heads: Sequence[Any], title: Sequence[str] = ("工作台账",)) -> bytes:
    """A workbook: title lines, one or more header rows, lines."""
    made = openpyxl.Workbook()
    sheet = made.active
    for line in title:
        sheet.append([line])
    for head in heads or (WORDS,):
        sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def row(**given: Any) -> list[Any]:
    """One line under WORDS."""
    values = dict(
        zip(
            WORDS,
            [
                1, "错保", "某户存款超标。", "香水镇", "庚梁村", 2, 500.5, "抽查", "2021-07-06", "核对不严", "停发并追回",
                "香水镇", "张梅生", "伍斌林", "2021-08-05", "整改中", None, "否", "否", None,
            ],
            strict=True,
        )
    )  # fmt: skip
    return list((values | given).values())
