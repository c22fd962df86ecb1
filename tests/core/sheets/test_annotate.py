"""The marked copy: the clerk's own workbook, every finding at its cell, nothing active."""

import io
import json
import re
import zipfile
from datetime import date

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from core.sheets.annotate import annotated_copy
from core.sheets.findings import Finding
from core.sheets.read import Unreadable, read

from . import people as p
from .people import EVIL, formulas_in
from .test_broken import CHINESE, SOURCES, mutated

ROSTER = p.sample("roster-202106-dirty.xlsx")
DEFECTS = json.loads(p.sample("roster-202106-dirty.defects.json"))
FINDINGS = [Finding("R-01", "error", one["kind"], "花名册", one["cell"], "=这里有错", "请改正") for one in DEFECTS] + [
    Finding("R-02", "warning", "age", "花名册", "R12", "年龄不合常理", "请核对"),
    Finding("R-03", "warning", "sheet", "", "", "合计与明细不符", "请核对"),
]


def active_parts(data):
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    wrong = re.compile(r"vbaProject|externalLink|drawings/drawing|charts|embeddings|activeX|queryTable|connections")
    return [name for name in names if wrong.search(name)]


def test_annotated_copy_is_the_clerks_own_workbook_with_marks():
    made = annotated_copy(ROSTER, "花名册.xlsx", FINDINGS)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["问题清单", "花名册"]
    sheet = book["花名册"]
    for one in DEFECTS:
        cell = sheet[one["cell"]]
        assert cell.fill.start_color.rgb == "FFFF9999"
        assert cell.comment.text == "=这里有错。请改正"
    assert sheet["R12"].comment is None  # told at the merged area's top-left cell
    assert sheet["R11"].comment.text == "年龄不合常理。请核对"
    assert sheet["R11"].fill.start_color.rgb == "FFFFE08A"
    assert sheet["G17"].value == '=HYPERLINK("http://x","点我")'
    assert sheet["G17"].data_type == "s" and sheet["R113"].data_type == "s"
    own = openpyxl.load_workbook(io.BytesIO(ROSTER)).active
    assert sheet["A1"].font.name == own["A1"].font.name
    assert len(sheet.merged_cells.ranges) == len(own.merged_cells.ranges)
    listed = list(book["问题清单"].iter_rows(min_row=3, values_only=True))
    assert len(listed) == len(FINDINGS)
    assert listed[0][1:4] == ("花名册", "I7", "错误") and listed[-1][1:5] == (
        None,
        None,
        "提醒",
        "合计与明细不符",
    )
    assert formulas_in(made) == []


def test_the_marked_copy_can_be_mended_and_sent_again():
    made = annotated_copy(ROSTER, "花名册.xlsx", FINDINGS)
    again = read(made, "x.xlsx").sheets
    before = read(ROSTER, "x.xlsx").sheets[0]
    assert again[1].formulas == {}
    formula_cells = set(before.formulas)
    for row, line in enumerate(before.rows):
        for col, value in enumerate(line):
            if (row, col) not in formula_cells:
                assert again[1].rows[row][col] == value
    twice = annotated_copy(made, "x.xlsx", FINDINGS[:1])
    assert openpyxl.load_workbook(io.BytesIO(twice)).sheetnames == ["问题清单", "花名册"]


def hostile():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "=1+1"
    sheet["A2"].hyperlink = "http://x.example/"
    sheet["A2"] = "链接"
    sheet["A3"] = "=SUM([1]Sheet1!A1)"
    sheet["A4"] = 3
    sheet["A4"].comment = Comment("原有批注", "某某")
    sheet["A5"] = openpyxl.worksheet.formula.ArrayFormula("A5:A6", "=SUM(A1:A4*2)")
    for row, text in enumerate(EVIL, start=8):
        sheet.cell(row, 1, text).data_type = "s"
    book.defined_names["evil"] = DefinedName("evil", attr_text="cmd|'/c calc'!A0")
    check = DataValidation("list", formula1="=INDIRECT(A1)")
    check.add("B1")
    sheet.add_data_validation(check)
    rule = FormulaRule(["HYPERLINK(A1)"], fill=PatternFill("solid", start_color="FF0000"))
    sheet.conditional_formatting.add("A1:A9", rule)
    return p.book_bytes(book)


def test_nothing_in_a_marked_copy_can_act():
    made = annotated_copy(hostile(), "x.xlsx", [Finding("R", "error", "formula", "Sheet", "A1", "错", "")])
    assert formulas_in(made) == [] and active_parts(made) == []
    package = zipfile.ZipFile(io.BytesIO(made))
    text = b"".join(package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels")))
    for word in (
        b"<f>",
        b"<f ",
        b"definedName ",
        b"dataValidation ",
        b"cfRule",
        b"<hyperlink",
        b'TargetMode="External"',
    ):
        assert word not in text, word
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Sheet"]
    assert sheet["A4"].comment.text == "原有批注"
    assert sheet["A5"].value == "=SUM(A1:A4*2)"
    assert [sheet.cell(row, 1).value for row in range(8, 8 + len(EVIL))][:3] == EVIL[:3]


def old_book():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表/1"[:1])
    sheet.write_merge(0, 1, 0, 0, "合并")
    sheet.write(2, 1, "=1+1")
    sheet.write(3, 1, xlwt.Formula("1+1"))
    sheet.write(4, 1, date(2021, 7, 3), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sheet"),
    [("a.xls", old_book(), "表"), ("b.et", old_book(), "表"),
     ("c.csv", "姓名,x\n合并,=1+1\n王德,=cmd|' /C calc'!A0\n".encode("gb18030"), "Sheet1")],
)  # fmt: skip
def test_other_kinds_become_a_new_workbook_of_the_same_cells(name, data, sheet):
    before = read(data, name).sheets[0]
    made = annotated_copy(data, name, [Finding("R", "error", "x", sheet, "A2", "错", "改")])
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["问题清单", sheet]
    after = read(made, "x.xlsx").sheets[1]
    # a formula without a kept value stands as nothing; all other cells are the same
    assert after.rows == before.rows and after.merges == before.merges
    assert formulas_in(made) == []
    marked = book[sheet]["A1" if before.merges else "A2"]
    assert marked.comment.text == "错。改" and marked.fill.start_color.rgb == "FFFF9999"


def test_broken_workbooks_are_marked_or_refused():
    sources = [p.sample(name) for name in SOURCES]
    told = [Finding("R", "error", "x", title, "B5", "错", "改") for title in ("花名册", "新增")]
    answers = []
    for seed in range(5000, 5060):
        try:
            made = annotated_copy(mutated(seed, sources), "x.xlsx", told)
        except Unreadable as refused:
            assert CHINESE.search(refused.message)
            answers.append(0)
        else:
            assert zipfile.is_zipfile(io.BytesIO(made))
            answers.append(1)
    assert {0, 1} == set(answers)


def test_withheld_rows_are_blank_with_what_is_merged_into_them_and_other_sheets_are_left_out():
    book = openpyxl.Workbook()
    page = book.active
    page.title = "台账"
    for row in (["编号", "内容", "地点"], [1, "甲", "共有"], [2, "乙", None], [3, "丙", None], [4, "丁", "沙南"]):
        page.append(row)
    page.merge_cells("C2:C4")
    page["B5"] = "=A5+1"
    book.create_sheet("另一张").append(["别的"])
    target = io.BytesIO()
    book.save(target)
    made = openpyxl.load_workbook(io.BytesIO(annotated_copy(target.getvalue(), "a.xlsx", [], withheld=[("台账", 2)])))
    assert made.sheetnames == ["问题清单", "台账"]
    said = [[cell for cell in row if cell is not None] for row in made["台账"].values]
    assert said[1] == [1, "甲"] and said[3] == [3, "丙"] and said[4] == [4, "=A5+1", "沙南"]
    assert len(said[2]) == 1 and said[2][0].startswith("（按规定不在")
