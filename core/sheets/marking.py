"""Mark a workbook with findings; runs in the child process."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.model import Sheet, position
from core.sheets.parse import parse
from core.sheets.rebuild import rebuild

LIST_TITLE = "问题清单"
LIST_HEADING = "检查发现的问题（请在原表中改正后重新上传，本页不用上传）"
LIST_COLUMNS = ("顺序", "工作表", "单元格", "轻重", "问题", "怎么改", "规则代码")
LIST_WIDTHS = (6, 16, 10, 8, 48, 48, 12)
SEVERITY = {"error": "错误", "warning": "提醒"}
FILL = {"error": "FFFF9999", "warning": "FFFFE08A"}
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Above this openpyxl would take minutes; the same cells are then written anew.
KEEP_STYLES_UP_TO = 250_000

WITHHELD = "（按规定不在标注件里显示，请看自己的原表）"

Marks = dict[str, dict[tuple[int, int], list[dict[str, str]]]]


def mark(
    data: bytes, findings: list[dict[str, str]], limits: Limits, withheld: Sequence[tuple[str, int]] = ()
) -> bytes:
    """Return the marked .xlsx of a readable file, `withheld` rows left out; raises Unreadable."""
    read = parse(data, limits)
    sheets = [
        Sheet(
            item["title"],
            item["rows"],
            item["merges"],
            {(row, col): text for row, col, text in item["formulas"]},
            item["hidden"],
        )
        for item in read["sheets"]
    ]
    if withheld:
        sheets = without(sheets, withheld)
    marks = by_cell(findings, {sheet.title: sheet for sheet in sheets})
    lines = list_lines(findings)
    cells = sum(len(sheet.rows) * sheet.width for sheet in sheets)
    if read["kind"] == "xlsx" and not withheld and cells <= KEEP_STYLES_UP_TO:
        try:
            return _mark_own(data, marks, lines)
        except (MemoryError, Unreadable):
            raise
        except Exception:  # noqa: S110 - a file that one parser reads may still defeat the other
            pass
    return rebuild(sheets, marks, lines)


def without(sheets: list[Sheet], withheld: Sequence[tuple[str, int]]) -> list[Sheet]:
    """Return the sheets named there with nothing in those rows, and nothing merged into them from above."""
    gone: dict[str, set[int]] = defaultdict(set)
    for title, row in withheld:
        gone[title].add(row)
    return [_blanked(sheet, gone[sheet.title]) for sheet in sheets if sheet.title in gone]


def _blanked(sheet: Sheet, gone: set[int]) -> Sheet:
    into = [merge for merge in sheet.merges if any(merge[0] <= row <= merge[2] for row in gone)]
    spots = {(row, col) for row in gone for col in range(sheet.width)} | {(merge[0], merge[1]) for merge in into}
    rows = [
        [None if (row, col) in spots else value for col, value in enumerate(line)]
        for row, line in enumerate(sheet.rows)
    ]
    for row in gone & set(range(len(rows))):
        rows[row][:1] = [WITHHELD]
    formulas = {spot: text for spot, text in sheet.formulas.items() if spot not in spots}
    merges = [merge for merge in sheet.merges if merge not in into]
    return Sheet(sheet.title, rows, merges, formulas, sheet.hidden)


def by_cell(findings: list[dict[str, str]], sheets: dict[str, Sheet]) -> Marks:
    """Group findings by sheet and by the top-left cell of the place they name."""
    marks: Marks = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        sheet = sheets.get(finding["sheet"])
        if sheet is None or not finding["cell"]:
            continue
        try:
            at = position(finding["cell"].split(":")[0])
        except ValueError:
            continue
        marks[sheet.title][sheet.top_left(*at)].append(finding)
    return marks


def list_lines(findings: list[dict[str, str]]) -> list[tuple[Any, ...]]:
    """Return the rows of the list of problems."""
    return [
        (
            number,
            clean(finding["sheet"]),
            finding["cell"],
            SEVERITY.get(finding["severity"], finding["severity"]),
            clean(finding["message"]),
            clean(finding["hint"]),
            finding["code"],
        )
        for number, finding in enumerate(findings, start=1)
    ]


def severity_of(found: list[dict[str, str]]) -> str:
    """Return 'error' when one of the findings of a cell is an error."""
    return "error" if any(item["severity"] == "error" for item in found) else "warning"


def comment_of(found: list[dict[str, str]]) -> str:
    """Return the comment of a cell: each sentence and what to do."""
    said = (f"{item['message']}。{item['hint']}".replace("。。", "。") for item in found)
    return clean("\n".join(dict.fromkeys(said)))[:2000]


def clean(text: str) -> str:
    """Return text without the characters XML cannot hold."""
    return ILLEGAL.sub("", text)


def _mark_own(data: bytes, marks: Marks, lines: list[tuple[Any, ...]]) -> bytes:
    """Fill and comment the cells of the file itself, its look unchanged."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    from core.sheets.neutralise import neutralise

    book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False, keep_vba=False)
    neutralise(book)
    for sheet in book.worksheets:
        for (row, col), found in marks.get(sheet.title, {}).items():
            cell = sheet.cell(row + 1, col + 1)
            colour = FILL[severity_of(found)]
            cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
            comment = Comment(comment_of(found), "检查")
            comment.width, comment.height = 320, 120
            cell.comment = comment
    _list(book, lines)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _list(book: Any, lines: list[tuple[Any, ...]]) -> None:
    from openpyxl.styles import Alignment, Font

    for sheet in list(book.worksheets):
        if sheet.title.startswith(LIST_TITLE) and sheet["A1"].value == LIST_HEADING:
            book.remove(sheet)
    sheet = book.create_sheet(LIST_TITLE, 0)
    for number, line in enumerate(((LIST_HEADING,), LIST_COLUMNS, *lines), start=1):
        for col, value in enumerate(line, start=1):
            cell = sheet.cell(number, col, value)
            cell.alignment = Alignment(wrap_text=number > 2, vertical="top")
            cell.font = Font(bold=number <= 2)
            if isinstance(value, str):
                cell.data_type = "s"
    for col, width in enumerate(LIST_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[col]].width = width
    sheet.freeze_panes = "A3"
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
