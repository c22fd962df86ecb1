"""What the program writes never acts: no formula, link or risky lead, anywhere."""

import csv
import io
import random
from datetime import date

import openpyxl

from core.sheets.findings import Finding, one_error_per_cell
from core.sheets.read import read
from core.sheets.write import Column, Document, csv_lines, safe_text, write_csv, write_xlsx

from . import people as p
from .people import EVIL, formulas_in

COLUMNS = [
    Column("序号", "number", 6, merged=True),
    Column("户主姓名", merged=True),
    Column("姓名"),
    Column("身份证号", width=22),
    Column("月保障金额", "money", total=True, merged=True),
    Column("日期", "date"),
]
LINES = [
    (1, "王德", "王德", "640498197211278431", 48050, date(2021, 7, 3)),
    (1, "王德", "者志福", "640499198603274465", 48050, None),
    (2, "=1+1", "@x", "000123", 24000, None),
]


def document(**more):
    return Document("香水镇2021年6月花名册", COLUMNS, iter(LINES), sheet="花名册[1]", **more)


def test_document_as_filed():
    made = io.BytesIO()
    written = write_xlsx(
        made,
        document(unit_line="填报单位：香水镇    单位：元", group=0,
                 closing=["填表人：      （公章）"],
                 footer="版本 1 & 哈希", watermark="某某 2021-07-24"),
    )  # fmt: skip
    assert written == 3
    book = openpyxl.load_workbook(io.BytesIO(made.getvalue()))
    sheet = book["花名册1"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "香水镇2021年6月花名册" and rows[1][0].startswith("填报单位")
    assert rows[2] == tuple(column.word for column in COLUMNS)
    assert rows[3][:5] == (1, "王德", "王德", "640498197211278431", 480.5)
    assert rows[4] == (None, None, "者志福", "640499198603274465", None, None)
    assert rows[5][:5] == (2, "=1+1", "@x", "000123", 240)
    assert rows[6] == ("合计", None, None, None, 720.5, None)
    assert rows[7][0] == "填表人：      （公章）"
    assert {str(area) for area in sheet.merged_cells.ranges} == {
        "A1:F1",
        "A2:F2",
        "A8:F8",
        "A4:A5",
        "B4:B5",
        "E4:E5",
    }
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "A4"
    assert sheet["D4"].number_format == "@" and sheet["D4"].border.left.style == "thin"
    assert "某某 2021-07-24" in sheet.oddHeader.center.text
    assert formulas_in(made.getvalue()) == []


def test_document_reads_back_as_it_was():
    made = io.BytesIO()
    people = p.truth()
    words = [
        "序号",
        "村",
        "户主身份证号",
        "姓名",
        "身份证号",
        "与户主关系",
        "是否享受",
        "保障类别",
        "家庭人口",
        "月保障金额",
        "银行账号",
    ]
    keys = [
        "household",
        "village",
        "head_id",
        "name",
        "id",
        "relation",
        "covered",
        "grade",
        "persons",
        "monthly",
        "account",
    ]
    shared = {"household", "village", "head_id", "grade", "persons", "monthly", "account"}
    kinds = {"persons": "number", "monthly": "money"}
    columns = [
        Column(word, kinds.get(key, "text"), merged=key in shared) for word, key in zip(words, keys, strict=True)
    ]
    rows = [
        [int(one[key]) * (100 if key == "monthly" else 1) if key in kinds
         else {"True": "是", "False": "否"}.get(one[key], one[key]) for key in keys]
        for one in people
    ]  # fmt: skip
    write_xlsx(made, Document("花名册", columns, rows, group=0, closing=["填表人："]))
    assert p.understood(read(made.getvalue(), "x.xlsx").sheets[0]) == p.expected(people)


def test_formula_round_trip_through_every_writer():
    chance = random.Random(7)
    payloads = EVIL + [
        chance.choice("=+-@\t\r|%＝") + "".join(chance.choices("A1+SUM()!'\"|,=中\x01\x0b", k=8)) for _ in range(500)
    ]
    made = io.BytesIO()
    columns = [Column("甲"), Column("乙", "number"), Column("丙", "money"), Column("丁", "date")]
    write_xlsx(made, Document("=1", columns, ([x] * 4 for x in payloads), sheet="=1", closing=["=2"]))
    assert formulas_in(made.getvalue()) == []
    text = "".join(csv_lines(["=甲"], ([x] for x in payloads)))
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not row[0].lstrip(" \u3000").startswith(tuple("=+-@\t\r\n＝＋－＠|%")), row


def test_csv_keeps_numbers_and_ids_as_they_are():
    made = io.StringIO()
    write_csv(made, ["a", "b"], [["640498197211278431", -5], [None, 1.5]], bom=False)
    assert made.getvalue() == "a,b\r\n640498197211278431,-5\r\n,1.5\r\n"
    assert next(csv_lines(["a"], [])).startswith("\ufeff")
    assert (safe_text("-5"), safe_text(-5), safe_text("王德")) == ("'-5", -5, "王德")


def test_one_error_per_cell():
    form = Finding("A", "error", "id-form", "s", "I7", "一")
    check = Finding("B", "error", "id-checksum", "s", "I7", "二")
    warning = Finding("C", "warning", "age", "s", "I7", "三")
    other = Finding("D", "warning", "age", "s", "I8", "四")
    whole = Finding("E", "error", "total", "", "", "五")
    assert one_error_per_cell([warning, form, check, other, other, whole, whole]) == [
        form,
        other,
        whole,
    ]
    assert form.as_dict() == {
        "code": "A",
        "severity": "error",
        "kind": "id-form",
        "sheet": "s",
        "cell": "I7",
        "message": "一",
        "hint": "",
    }
