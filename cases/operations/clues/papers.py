"""The papers in a clue's package, as .docx: 移交单, the entry and the petition as they stood. Fonts by name (GB/T 9704)."""

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from core.templatetags.formats import date_cn, datetime_cn, yuan

from ...models import ClueReferral, Petition, RectificationEntry
from .content import Content

TITLE, BODY, HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Line = tuple[str, str]


def paper(title: str, number: str, lines: Sequence[Line], closing: Sequence[str] = ()) -> bytes:
    """A document of one title, its number, a two-column table, and lines to sign."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    _line(document.add_paragraph(), title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document.add_paragraph(), number, BODY, 14, WD_ALIGN_PARAGRAPH.CENTER)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label, value in lines:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(3.6), Cm(12.2)
        _line(cells[0].paragraphs[0], label, HEAD, 12)
        _line(cells[1].paragraphs[0], value or "—", BODY, 12)
    for text in closing:
        _line(document.add_paragraph(), text, BODY, 14)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _line(paragraph: object, text: str, font: str, size: int, align: object = None) -> None:
    run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if align is not None:
        paragraph.alignment = align  # type: ignore[attr-defined]


def referral_form(clue: ClueReferral, content: Content, *, unit: str, files: int, sent_on: str) -> bytes:
    """问题线索移交单, with places for both signatures and seals."""
    return paper(
        f"{unit}问题线索移交单",
        clue.number,
        [
            ("线索来源", clue.source),
            ("被反映人", content.accused_words),
            ("线索内容", content.text),
            ("涉及救助对象", content.households),
            ("涉及金额（元）", yuan(clue.amount_fen)),
            ("发现方式", content.how_found),
            ("随附材料", f"{files} 份，名称、大小和 SHA-256 见包内“清单.json”"),
            ("移交日期", sent_on),
            ("移交人", clue.handler.display_name),
            ("接收机关", "派驻纪检监察组（县纪委监委）"),
        ],
        (
            "移交单位（公章）：　　　　　　　　接收机关（公章）：",
            "移交人签字：　　　　　　　　　　　接收人签字：",
            "　　　　年　　月　　日　　　　　　　　　　年　　月　　日",
        ),
    )


def entry_paper(entry: RectificationEntry) -> bytes:
    """The entry as it stands when the clue is sent."""
    events = [f"{datetime_cn(e.at)} {e.text}" for e in entry.events.order_by("at")]
    measures = [m.text for m in entry.measures.order_by("at")]
    return paper(
        "整改事项情况",
        entry.number,
        [
            ("任务", entry.get_task_display()),
            ("问题类别", entry.category),
            ("具体问题", entry.description),
            ("涉及村", entry.village),
            ("涉及户数", str(entry.households_count)),
            ("涉及金额（元）", yuan(entry.amount_fen)),
            ("问题来源", entry.get_source_display()),
            ("发现日期", date_cn(entry.found_on)),
            ("原因分析", entry.cause),
            ("整改措施", "\n".join([entry.measures_text, *measures]).strip()),
            ("责任单位", entry.unit),
            ("责任领导", entry.leader),
            ("责任人", entry.person_name),
            ("整改时限", date_cn(entry.deadline)),
            ("应追回（元）", yuan(entry.due_back_fen)),
            ("已追回（元）", yuan(entry.recovered_fen)),
            ("整改结果", entry.result),
            ("状态", entry.get_state_display()),
            ("经过", "\n".join(events)),
        ],
    )


def petition_paper(petition: Petition) -> bytes:
    """An ordinary petition as it stands; a sealed one has no paper in any package."""
    people = "、".join(party.name for party in petition.parties.order_by("pk") if party.name)
    return paper(
        "信访件情况",
        petition.number,
        [
            ("接件时间", datetime_cn(petition.received_at)),
            ("信访类型", petition.get_channel_display()),
            ("信访人", people or ("匿名" if petition.is_anonymous else "")),
            ("问题类别", petition.category),
            ("反映地点", petition.place),
            ("被反映人", "、".join(_name(each) for each in petition.accused)),
            ("被反映单位", petition.accused_unit),
            ("信访内容", petition.text),
            ("答复意见", petition.answer),
        ],
    )


def _name(accused: object) -> str:
    return str(accused.get("name", "")) if isinstance(accused, dict) else str(accused)
