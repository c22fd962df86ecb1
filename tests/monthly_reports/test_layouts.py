"""Change lists as other bureaus draw them: other words, orders, header depths, forms of dates and numbers, other files."""

import csv
import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine
import xlwt

from core.models import Division
from monthly_reports.examine import Examination, Given, examine
from tests.monthly_reports.months import CHANGES, JULY, TOWN, truth

KIND_WORDS = {
    "add_household": "新增", "add_member": "增员", "end_household": "停保", "remove_member": "减员", "regrade": "调档",
}  # fmt: skip


@pytest.fixture(autouse=True)
def july():
    with time_machine.travel(dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC), tick=False):
        yield


def look(data: bytes, name: str = "变动表.xlsx", **more: Any) -> Examination:
    township = Division.objects.get(code=TOWN)
    return examine(Given(files=[(name, data)], **more), township=township, month=JULY, today=dt.date(2021, 7, 23))


def facts(found: Examination) -> list[tuple]:
    return sorted(
        (line.kind, line.person_id, line.head_id, line.reason, line.effective_month, line.death_date)
        for line in found.filing.lines
    )


def expected() -> list[tuple]:
    rows = truth("changes-202107.truth.csv")
    return sorted((r["kind"], r["id"], r["head"], r["reason"], r["effective"], r["death"]) for r in rows)


def plain_rows() -> list[dict[str, Any]]:
    """The sample's lines as neutral fields."""
    book = openpyxl.load_workbook(CHANGES)
    rows = []
    for page in book:
        head = [cell.value for cell in page[3]]
        for values in page.iter_rows(min_row=4, values_only=True):
            row = dict(zip(head, values, strict=True))
            if row.get("户主身份证号"):
                rows.append(row | {"表": page.title})
    return rows


def combined(style: Any = None) -> list[list[Any]]:
    """One sheet for all, a two-row header, other words, other orders; dates and digits as people type them."""
    truth_rows = {(r["id"], r["kind"]): r for r in truth("changes-202107.truth.csv")}
    top = [
        "行号",
        "家庭情况",
        None,
        None,
        "变动人员",
        None,
        None,
        "变动情况",
        None,
        None,
        None,
        "调整前",
        None,
        None,
        "调整后",
        None,
        None,
    ]
    low = [
        None, "村委会", "户主", "户主公民身份号码", "姓名", "公民身份号码", "称谓", "变更种类", "变更原因", "去世日期", "执行年月",
        "类别", "人数", "月保障金", "类别", "人数", "月保障金",
    ]  # fmt: skip
    table = [["泾源县香水镇农村低保动态管理增减变动情况表（2021年7月）"], ["单位：人、元"], top, low]
    for number, row in enumerate(plain_rows(), start=1):
        ident = row.get("身份证号") or row["户主身份证号"]
        kind = next(k for (i, k) in truth_rows if i == ident)
        told = truth_rows[ident, kind]
        adds = kind.startswith("add")
        death = told["death"].replace("-0", ".").replace("-", ".") if told["death"] else None
        table.append(
            [
                number, row["村"], row["户主姓名"], "'" + row["户主身份证号"],
                row.get("新增人员姓名") or row.get("减少人员姓名"),
                (row.get("身份证号") or "").lower().replace("6404", "６４０４", 1) or None,
                row.get("与户主关系"), KIND_WORDS[kind], told["reason"], death, "2021年8月",
                row.get("原类别") or None, row.get("原保障人数"), row.get("原月金额"),
                row.get("新类别") or (row.get("保障类别") if adds else None),
                row.get("现保障人数") if not adds else row["保障人数"],
                f"{row['月金额']}元" if adds else row.get("现月金额") if kind != "regrade" else row["新月金额"],
            ]
        )  # fmt: skip
    table.append(["制表人：", None, None, None, "审核人：", None, "（公章）"])
    return table


def as_xlsx(rows: list[list[Any]], title: str = "动态变动") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: list[list[Any]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("动态变动")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                page.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: list[list[Any]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["" if v is None else v for v in row] for row in rows])
    return out.getvalue().encode(encoding)


FORMS = {
    "xlsx": lambda rows: as_xlsx(rows),
    "xls": as_xls,
    "utf-8": lambda rows: as_csv(rows, "utf-8-sig"),
    "gb18030": lambda rows: as_csv(rows, "gb18030"),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_combined_sheet_in_other_words_is_the_same_list(june: SimpleNamespace, form: str) -> None:
    found = look(FORMS[form](combined()), f"变动表.{'csv' if 'x' not in form else form}")
    assert [(f.kind, f.cell, f.message) for f in found.errors] == []
    assert facts(found) == expected()
    assert [f.kind for f in found.warnings] == []


def test_a_list_that_only_says_in_and_out_is_understood_from_the_roster(june: SimpleNamespace) -> None:
    """Kinds left to 增加 and 减少: who is whole household and who is member the roster knows."""
    rows = combined()
    for row in rows[4:-1]:
        row[7] = {"新增": "增加", "增员": "增加", "停保": "减少", "减员": "减少", "调档": "调整"}[row[7]]
    found = look(as_xlsx(rows))
    assert facts(found) == expected() and found.errors == []


def test_sheets_named_only_by_their_titles(june: SimpleNamespace) -> None:
    """No 变动类型 column at all: the sheet's name tells the direction."""
    book = openpyxl.load_workbook(CHANGES)
    for page in book:
        for cell in page[3]:
            if cell.value == "变动类型":
                for row in range(3, page.max_row + 1):
                    page.cell(row, cell.column).value = None
    out = io.BytesIO()
    book.save(out)
    found = look(out.getvalue())
    assert facts(found) == expected() and found.errors == []


def test_a_leavers_list_without_the_heads_columns(june: SimpleNamespace) -> None:
    rows: list[list[Any]] = [
        ["香水镇7月份停保人员花名册"],
        ["姓名", "身份证号码", "停保原因", "死亡时间", "停发时间"],
        ["金栋彩", "640498200107211135", "病故", dt.date(2021, 7, 18), "2021.08"],
        ["赛玉", "640499200811126432", "死亡", "20210708", "8月"],
    ]
    found = look(as_xlsx(rows, "停保"))
    assert [f.kind for f in found.errors] == []
    assert [(line.kind, line.head_id, line.scheme) for line in found.filing.lines] == [
        ("remove_member", "640498196708057824", "rural_dibao"),
        ("remove_member", "640499195905246773", "rural_dibao"),
    ]
    assert [o.after.fen for o in found.outcomes if o.after] == [48000, 72000]


def test_household_cells_merged_down_their_members(june: SimpleNamespace) -> None:
    rows: list[list[Any]] = [
        ["香水镇2021年7月农村低保新增名单"],
        [
            "序号",
            "村",
            "户主姓名",
            "户主身份证号",
            "姓名",
            "身份证号",
            "与户主关系",
            "新增原因",
            "保障类别",
            "保障人数",
            "月金额",
            "起发月份",
        ],
        [
            1,
            "丁湾村",
            "丁永虎",
            "640499196503135178",
            "丁永虎",
            "640499196503135178",
            "户主",
            "因灾",
            "C类",
            3,
            720,
            "2021-08",
        ],
        [None, None, None, None, "冶晓斌", "640498197808090685", "配偶", None, None, None, None, None],
        [None, None, None, None, "张建虎", "640498201205010753", "子", None, None, None, None, None],
        ["合计", None, None, None, None, None, None, None, None, 3, 720, None],
    ]
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows, "新增")))
    page = book.active
    for column in "ABCDHIJKL":
        page.merge_cells(f"{column}3:{column}5")
    out = io.BytesIO()
    book.save(out)
    found = look(out.getvalue())
    assert found.errors == [] and [line.kind for line in found.filing.lines] == ["add_household"] * 3
    page["K6"].value = 700
    out = io.BytesIO()
    book.save(out)
    assert [(f.kind, f.cell) for f in look(out.getvalue()).errors] == [("total-differs", "K6")]


def test_a_deaths_form_with_people_must_agree_with_the_list(june: SimpleNamespace) -> None:
    book = openpyxl.load_workbook(CHANGES)
    page = book.create_sheet("死亡人员报告表")
    for row in (
        ["香水镇2021年7月社会救助对象死亡人员月报告表"],
        ["序号", "姓名", "身份证号", "救助类别", "死亡日期", "上报日期", "停发月份"],
        [1, "金栋彩", "640498200107211135", "农村低保", "2021-07-17", "2021-07-23", "2021-08"],
        [2, "赛玉", "640499200811126432", "农村低保", "2021年7月8日", "2021-07-23", "2021-08"],
        [3, "王德", "640498197211278431", "农村低保", "2021-07-09", "2021-07-23", "2021-08"],
    ):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    found = look(out.getvalue())
    assert [(f.code, f.kind, f.cell) for f in found.errors] == [
        ("MR-21", "death-dates-differ", "E3"),
        ("MR-21", "death-not-stopped", "C5"),
    ]
    assert [f.kind for f in found.warnings] == ["death-not-on-form"] and found.dead == 4


def test_ids_stored_as_numbers_and_formulas_are_refused_at_their_cells(june: SimpleNamespace) -> None:
    rows: list[list[Any]] = [
        ["香水镇2021年7月停保名单"],
        ["户主姓名", "户主身份证号", "姓名", "身份证号", "停保原因", "死亡日期", "停发月份", "变动类型"],
        ["苏虎彦", "640498196708057824", "金栋彩", 640498200107211135, "死亡", "2021-07-18", "2021-08", "户内减员"],
        ["苏虎彦", "640498196708057824", "=C3", "640498200107211135", "死亡", "2021-07-32", "2021-08", "户内减员"],
    ]
    found = look(as_xlsx(rows, "停保"))
    assert {(f.kind, f.cell) for f in found.errors} >= {
        ("id-as-number", "D3"),
        ("formula", "C4"),
        ("date-not-date", "F4"),
    }


def test_change_sheets_that_all_say_none_are_a_nil_statement(june: SimpleNamespace) -> None:
    head = ["序号", "户主姓名", "户主身份证号", "姓名", "身份证号", "变动类型", "变动原因", "执行月份"]
    found = look(as_xlsx([["香水镇2021年7月增减名单"], head, ["无"]]))
    assert found.filing.nil_changes and found.changes == "nil" and found.errors == []
    blank = look(as_xlsx([["香水镇2021年7月增减名单"], head]))
    assert not blank.filing.nil_changes and [f.kind for f in blank.warnings] == ["form-empty"]


def test_two_files_with_sheets_of_one_name_keep_their_findings_apart(june: SimpleNamespace) -> None:
    rows = [
        ["香水镇2021年7月停保名单"],
        ["户主姓名", "户主身份证号", "姓名", "身份证号", "停保原因", "死亡日期", "停发月份", "变动类型"],
        ["苏虎彦", "640498196708057824", "金栋彩", "640498200107211135", "死亡", "2021-07-18", "2021-08", "户内减员"],
    ]
    township = Division.objects.get(code=TOWN)
    given = Given(files=[("一.xlsx", as_xlsx(rows, "表")), ("二.xlsx", as_xlsx(rows, "表"))])
    found = examine(given, township=township, month=JULY, today=dt.date(2021, 7, 23))
    assert [(f.kind, f.sheet) for f in found.errors] == [("line-duplicate", "表（二.xlsx）")]
