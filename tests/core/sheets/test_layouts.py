"""One roster under many layouts must always be the same households."""

import io

import openpyxl
import pytest
import xlwt

from core.sheets.header import find_table, stated_month
from core.sheets.read import read
from core.sheets.synonyms import shipped

from . import people as p
from .people import FLAT, flat_rows, line

PEOPLE = p.truth()
WANTED = p.expected(PEOPLE)


def understood(data, name="花名册.xlsx", sheet=0):
    return p.understood(read(data, name).sheets[sheet])


@pytest.mark.parametrize("name", ["roster-202106", "roster-202106-dirty"])
def test_sample_rosters_parse(name):
    book = read(p.sample(f"{name}.xlsx"), f"{name}.xlsx")
    table = find_table(book.sheets[0], "roster", shipped())
    assert table.header_rows == range(2, 4)
    assert not table.unknown and not table.ignored
    assert len(table.columns) == 23
    assert table.sheet.rows[table.totals[0]][0] == "合计"
    assert table.cell(table.totals[0], "monthly").formula.startswith("SUM(")
    assert stated_month(table.title_lines) == "2021-06"


def test_sample_roster_equals_its_truth():
    every = p.truth(households=10_000)
    assert understood(p.sample("roster-202106.xlsx")) == p.expected(every)
    assert len(every) == 315


def test_two_row_header_with_merged_groups_and_other_words_and_order():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C2"] = "泾源县香水镇2021年6月农村居民最低生活保障对象明细表"
    sheet["C3"] = "填报单位（盖章）：香水镇    2021年6月24日    单位：元"
    top = [
        "顺序号",
        "行政村",
        "户主",
        None,
        "共同生活家庭成员",
        None,
        None,
        None,
        "施保类别",
        "享受\n人数",
        "月补助金额（元）",
        "一卡通",
        None,
    ]
    leaf = [
        None,
        None,
        "姓名",
        "公民身份号码",
        "姓 名",
        "身份证号码",
        "家庭关系",
        "是否享受低保",
        None,
        None,
        None,
        "账号",
        "开户行",
    ]
    for col, (a, b) in enumerate(zip(top, leaf, strict=True), start=3):
        sheet.cell(5, col, a)
        sheet.cell(6, col, b)
        if b is None:
            sheet.merge_cells(start_row=5, end_row=6, start_column=col, end_column=col)
    for area in ("E5:F5", "G5:J5", "N5:O5"):
        sheet.merge_cells(area)
    row = 7
    for number, members in enumerate(p.households(PEOPLE), start=1):
        for index, one in enumerate(members):
            shared = [number, one["village"], members[0]["name"], one["head_id"]]
            own = line(one, ["name", "id", "relation", "covered"])
            tail = line(one, ["grade", "persons", "monthly", "account"])
            values = [*shared, *own, *tail] if index == 0 else [None] * 4 + own
            for col, value in enumerate(values, start=3):
                sheet.cell(row + index, col, value)
        if len(members) > 1:
            for col in [3, 4, 5, 6, 11, 12, 13, 14]:
                sheet.merge_cells(start_row=row, end_row=row + len(members) - 1, start_column=col, end_column=col)
        row += len(members)
    sheet.cell(row, 3, "合  计")
    sheet.cell(row, 13, 9999)
    sheet.cell(row + 2, 3, "制表人：某某      审核人：某某")
    found = read(p.book_bytes(book), "x.xlsx").sheets[0]
    table = find_table(found, "roster", shipped())
    assert table.header_rows == range(4, 6)
    assert [word for _, word in table.unknown] == []
    assert table.stated_totals() == [(row - 1, {"monthly": 9999})]
    assert table.notes == ["制表人：某某      审核人：某某"]
    assert p.understood(found) == WANTED


def test_three_row_header_with_column_numbers_and_blanks_below():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["低保户花名册"])
    sheet.append(["家庭基本情况", None, None, None, None, None, None, "保障情况", None, None, None])
    sheet.append(
        [
            "户号",
            "村居",
            "家庭成员",
            None,
            None,
            None,
            None,
            "档次",
            "保障人口",
            "户月保障金",
            "社会保障卡号",
        ]
    )
    sheet.append([None, None, "姓名", "身份证号", "与户主关系", "是否保障", None, None, None, None, None])
    sheet.append([1, 2, 3, 4, 5, 6, None, 7, 8, 9, 10])
    for area in ("A2:G2", "H2:K2", "C3:F3"):
        sheet.merge_cells(area)
    for number, members in enumerate(p.households(PEOPLE), start=1):
        for index, one in enumerate(members):
            own = line(one, ["name", "id", "relation", "covered"])
            tail = line(one, ["grade", "persons", "monthly", "account"])
            sheet.append([number, one["village"], *own, None, *tail] if index == 0 else [None, None, *own])
    assert understood(p.book_bytes(book)) == WANTED


def test_values_repeated_on_each_line_with_a_number_per_person():
    book = openpyxl.Workbook()
    book.active.append(["序号", *FLAT])
    for number, row in enumerate(flat_rows(), start=1):
        book.active.append([number, *row])
    assert understood(p.book_bytes(book)) == WANTED


def test_second_sheet_holds_the_table_and_a_cover_sheet_does_not():
    book = openpyxl.Workbook()
    book.active.append(["封面：2021年6月社会救助报表"])
    book.active.append(["填表说明", "请认真填写姓名和身份证号"])
    sheet = book.create_sheet("低保 名册")
    for row in [FLAT, *flat_rows()]:
        sheet.append(row)
    data = p.book_bytes(book)
    assert find_table(read(data, "x").sheets[0], "roster", shipped()) is None
    assert understood(data, sheet=1) == WANTED


def test_printed_pages_subtotals_and_sections_are_no_persons():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["香水镇农村低保花名册"])
    sheet.append(["序号", *FLAT])
    rows = flat_rows()
    for number, row in enumerate(rows, start=1):
        if number in (8, 20):
            sheet.append(["本页小计", *[None] * 8, 12, 3456])
            sheet.append(["填表人：马某", None, None, "审核人：杨某"])
            sheet.append([])
            sheet.append(["香水镇农村低保花名册（续表）"])
            sheet.append(["序号", *FLAT])
        sheet.append([number, *row])
    sheet.append(["丁湾村小计", *[None] * 8, 5, 5])
    sheet.append([None, "总计：12户", *[None] * 7, 24, 6912])
    sheet.append(["注：本表一式三份"])
    sheet.append(["以下空白"])
    found = read(p.book_bytes(book), "x").sheets[0]
    table = find_table(found, "roster", shipped())
    assert len(table.body) == len(PEOPLE)
    assert len(table.totals) == 4
    assert table.ignored == []
    assert p.understood(found) == WANTED


def as_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    sheet.write_merge(0, 0, 0, 10, "香水镇2021年6月花名册")
    for index, row in enumerate([FLAT, *flat_rows()], start=1):
        for col, value in enumerate(row):
            sheet.write(index, col, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_text(encoding, separator):
    rows = [["香水镇2021年6月花名册"], FLAT, *flat_rows()]
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("旧表.xls", "xls", as_xls()),
        ("金山.et", "xls", as_xls()),
        ("改名.xlsx", "xls", as_xls()),
        ("a.csv", "csv", as_text("gb18030", ",")),
        ("b.csv", "csv", as_text("utf-8", ",")),
        ("c.csv", "csv", as_text("utf-8-sig", ";")),
        ("d.txt", "csv", as_text("utf-16", "\t")),
        ("e.txt", "csv", as_text("utf-16-le", "\t")),
        ("f.csv", "csv", as_text("gb18030", "\t")),
    ],
)
def test_other_file_kinds_are_the_same_roster(name, kind, data):
    book = read(data, name)
    assert book.kind == kind
    assert p.understood(book.sheets[0]) == WANTED


def test_formula_cells_of_an_old_workbook_are_known():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "姓名")
    sheet.write(3, 2, xlwt.Formula('HYPERLINK("http://x";"点我")'))
    other = book.add_sheet("b")
    other.write(1, 1, xlwt.Formula("1+1"))
    made = io.BytesIO()
    book.save(made)
    found = read(made.getvalue(), "x.xls").sheets
    assert [set(sheet.formulas) for sheet in found] == [{(3, 2)}, {(1, 1)}]
