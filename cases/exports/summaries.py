"""The work summary's files: the annex ledger exactly in its filed form, the county's summary as an official paper."""

import io
from collections.abc import Sequence
from typing import Any

from core import months
from core.sheets.write import Column, Document, write_xlsx
from core.templatetags.formats import date_cn

from ..ledger.filing import COLUMNS
from .entries import KINDS, SHEET, SIGNATURES, TITLE, WIDTHS
from .official import Official, official


def annex(lines: Sequence[Sequence[Any]], *, bureau: str, unit: str, filed_on: Any, footer: str = "") -> bytes:
    """典型问题办理台账 in the form of the rectification ledger; `lines` as `annex_of` gives them."""
    target = io.BytesIO()
    columns = [
        Column(word, KINDS.get(word, "text"), width, total=word in KINDS and word != "序号")
        for word, width in zip(COLUMNS, WIDTHS, strict=True)
    ]
    document = Document(
        f"{bureau}{TITLE}",
        columns,
        [[None if value == "" else value for value in line] for line in lines],
        SHEET,
        f"填报单位：{unit}        填报日期：{date_cn(filed_on)}",
        closing=(SIGNATURES,),
        footer=footer,
    )
    write_xlsx(target, document)
    return target.getvalue()


def combined_paper(
    *, bureau: str, month: str, number: str, text: str, copied_to: str, made_on: Any, annexed: bool
) -> bytes:
    """The county's summary of a month, its figures in place, as a .docx."""
    title = f"{bureau}关于{months.chinese(month)}社会救助领域群众身边腐败和不正之风专项整治工作情况的报告"
    return official(
        Official(
            title=title,
            lines=text.splitlines(),
            letterhead=f"{bureau}文件",
            number=number,
            unit=bureau,
            date=date_cn(made_on),
            copied_to=copied_to,
            printed=f"{bureau}办公室　　　　　　　　{date_cn(made_on)}印发",
            attachments=["典型问题办理台账"] if annexed else [],
        )
    )
