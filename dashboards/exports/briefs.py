"""The brief as an official paper: text, then a table with bars for each chart, the audit head at its foot."""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cases.exports.official import BODY, HEAD, LATIN, Official, official
from core import months
from core.templatetags.formats import date_cn, datetime_cn

from ..models import Brief
from .pictures import bar_picture

SMALL = Pt(9)


def brief_paper(brief: Brief, *, bureau: str, proof: tuple[str, int, str]) -> bytes:
    """The .docx; WPS and Word open it."""
    plain = official(
        Official(
            title=f"{months.chinese(brief.month)}社会救助动态管理和专项整治工作简报",
            lines=brief.text.splitlines(),
            letterhead=f"{bureau}工作简报",
            unit=bureau,
            date=date_cn(brief.made_at),
        )
    )
    document = Document(io.BytesIO(plain))
    document.add_page_break()
    for chart in brief.charts:
        _chart(document, chart)
    _line(document, foot(brief, proof), BODY, SMALL)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def foot(brief: Brief, proof: tuple[str, int, str]) -> str:
    """The line that proves which brief this is."""
    chain, number, digest = proof
    return f"数据截至 {datetime_cn(brief.counted_at)}　第 {brief.version} 版　审计编号 {chain}-{number}　{digest}"


def most_of(chart: dict[str, Any]) -> int:
    """What the longest bar of a chart stands for."""
    return max((value for row in chart["rows"] for value in row["bars"]), default=0)


def _chart(document: Any, chart: dict[str, Any]) -> None:
    _line(document, chart["title"], HEAD, Pt(14))
    _line(document, f"{chart['unit']}　图示：{'、'.join(chart['drawn'])}", BODY, SMALL)
    head = [*chart["head"], "图示"]
    table = document.add_table(rows=1, cols=len(head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    _fill(table.rows[0].cells, head, HEAD)
    most = most_of(chart)
    for row in chart["rows"]:
        cells = table.add_row().cells
        _fill(cells, [row["label"], *row["cells"]], BODY)
        run = cells[-1].paragraphs[0].add_run()
        run.add_picture(io.BytesIO(bar_picture(row["bars"], most)), width=Mm(26))
    if chart["totals"]:
        _fill(table.add_row().cells, ["合计", *chart["totals"]], HEAD)
    _line(document, chart["says"], BODY, Pt(10.5))


def _fill(cells: Any, texts: list[str], font: str) -> None:
    for cell, text in zip(cells, texts, strict=False):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, font, SMALL)


def _line(document: Any, text: str, font: str, size: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    _run(paragraph, text, font, size)


def _run(paragraph: Any, text: str, font: str, size: Any) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = LATIN, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
