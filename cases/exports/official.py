"""Papers in the form of GB/T 9704 as .docx, which WPS and Word open: margins, fonts by name, letterhead, title, body, 抄报.

Nothing is embedded: 方正小标宋简体, 仿宋_GB2312, 黑体 and 楷体_GB2312 are the office's own fonts.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, HEAD, SECOND, LATIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
ERHAO, SANHAO, SIHAO, HEAD_SIZE, LINE = Pt(22), Pt(16), Pt(14), Pt(36), Pt(28)
RED = RGBColor(0xE0, 0x00, 0x00)
FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]{1,3}、")
SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]{1,3}）")
# XML cannot hold these; pasted text may.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Official:
    """One paper: `letterhead` in red above the line ('' for none), `lines` of the body, who signs and when, 抄报 and where it
    was printed ('' for none)."""

    title: str
    lines: Sequence[str]
    letterhead: str = ""
    number: str = ""
    addressee: str = ""
    unit: str = ""
    date: str = ""
    copied_to: str = ""
    printed: str = ""
    attachments: Sequence[str] = ()


def official(paper: Official) -> bytes:
    """The paper as a .docx file."""
    document = Document()
    _set_page(document)
    if paper.letterhead:
        _text(document, paper.letterhead, TITLE, HEAD_SIZE, centre=True, red=True, exact=False)
        _rule(_text(document, paper.number or " ", BODY, SANHAO, centre=True), "bottom", "E00000", 18)
    _text(document, "", BODY, SANHAO)
    _text(document, paper.title, TITLE, ERHAO, centre=True, exact=False)
    _text(document, "", BODY, SANHAO)
    if paper.addressee:
        _text(document, f"{paper.addressee}：", BODY, SANHAO)
    for line in paper.lines:
        _body(document, line)
    _attachments(document, paper.attachments)
    if paper.unit or paper.date:
        _text(document, "", BODY, SANHAO)
        for line in (paper.unit, paper.date):
            _text(document, f"{line}　　", BODY, SANHAO, right=True)
    _imprint(document, paper)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, SANHAO
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", None, " —"):
        run = _run(foot, part or "", "宋体", SIHAO)
        if part is None:
            _field(run, "PAGE")


def _field(run: Any, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _body(document: Any, line: str) -> None:
    """A line of the body: 一、 in 黑体, （一） in 楷体 up to its full stop, the rest in 仿宋; two characters in."""
    plain = line.strip()
    if not plain:
        return
    if FIRST_LEVEL.match(plain) and len(plain) <= 40:
        _text(document, plain, HEAD, SANHAO, indent=True)
        return
    head, rest = "", plain
    if SECOND_LEVEL.match(plain):
        head, stop, rest = plain.partition("。")
        head += stop
    paragraph = _text(document, head, SECOND, SANHAO, indent=True)
    if rest:
        _run(paragraph, rest, BODY, SANHAO)


def _attachments(document: Any, names: Iterable[str]) -> None:
    """A line below the body; one stands without a number, several are numbered (GB/T 9704-2012, 7.3.4)."""
    named = list(names)
    if named:
        _text(document, "", BODY, SANHAO)
    for number, name in enumerate(named, 1):
        lead = "附件：" if number == 1 else "　　　"
        _text(document, f"{lead}{number}. {name}" if named[1:] else f"{lead}{name}", BODY, SANHAO, indent=True)


def _imprint(document: Any, paper: Official) -> None:
    """版记: 抄报 and 印发 between rules at the end."""
    lines = [line for line in ((f"抄报：{paper.copied_to}。" if paper.copied_to else ""), paper.printed) if line]
    if not lines:
        return
    _text(document, "", BODY, SANHAO)
    for place, line in enumerate(lines):
        paragraph = _text(document, f"　{line}", BODY, SIHAO)
        if place == 0:
            _rule(paragraph, "top", "000000", 6)
        if place == len(lines) - 1:
            _rule(paragraph, "bottom", "000000", 6)


def _text(
    document: Any,
    text: str,
    font: str,
    size: Any,
    *,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
    red: bool = False,
    exact: bool = True,
) -> Any:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    if exact:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        layout.first_line_indent = size * 2
    run = _run(paragraph, text, font, size)
    if red:
        run.font.color.rgb = RED
    return paragraph


def _run(paragraph: Any, text: str, font: str, size: Any) -> Any:
    run = paragraph.add_run(CONTROL.sub("", text))
    run.font.name, run.font.size = LATIN, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _rule(paragraph: Any, side: str, colour: str, eighths: int) -> None:
    """A line along one side of the paragraph, `eighths` of a point thick."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
