"""Other words, orders, header depths and file kinds give the same roster."""

import csv
import io
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook

from core.models import User
from recipients.roster import lines
from tests.recipients.rosters import ACCOUNT, MONTH, TOWN, family, load, person, sheet_rows, workbook

MA, HAI, SON, LI = person(1, 1970), person(2, 1972), person(3, 2000), person(5, 1965)
TRUTH = [
    (1, "马小明", MA, "户主", True, "C", 3, 48000),
    (1, "海兰", HAI, "配偶", True, "C", 3, 48000),
    (1, "马强", SON, "子", False, "C", 3, 48000),
    (2, "李志福", LI, "户主", True, "A", 1, 38000),
]
FAMILIES = (
    family(1, ("马小明", MA, "户主"), ("海兰", HAI, "配偶"), ("马强", SON, "子*")),
    family(2, ("李志福", LI, "户主"), grade="A"),
)


def listed(scheme: str = "rural_dibao") -> list[tuple]:
    return [
        (x.serial, x.name, x.id_number, x.relation, x.covered, x.grade, x.persons, x.monthly_fen)
        for x in lines(TOWN, MONTH, [scheme])
    ]


def as_xls(rows: list[list[Any]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("花名册")
    for number, row in enumerate(rows):
        for col, value in enumerate(row):
            if value is not None:
                page.write(number, col, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: list[list[Any]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "gb18030", "utf-8-sig"])
def test_file_kinds(officer: User, kind: str) -> None:
    rows = sheet_rows(*FAMILIES)
    data = {"xlsx": lambda: workbook(("花名册", rows)), "xls": lambda: as_xls(rows)}.get(
        kind, lambda: as_csv(rows, kind)
    )()
    load(data, officer, filename=f"花名册.{kind}")
    assert listed() == TRUTH


def merged_two_row_header() -> bytes:
    """Group words over leaf words, columns in another order, household cells merged, numbers full-width, 合计 by formula."""
    book = Workbook()
    page = book.active
    page.title = "农低保"
    page.append(["附件1"])
    page.append(["香水镇农村最低生活保障对象名册"])
    page.append(
        ["编号", "家庭住址", None, "家庭成员", None, None, None, "保障情况", None, None, None, "发放账户", None]
    )
    page.append([None, "行政村", "村民小组", "姓名", "公民身份号码", "家庭关系", "享受低保", "施保类别", "家庭总人口",
                 "享受人数", "户月保障金（元）", "户名", "一卡通账号"])  # fmt: skip
    page.append(
        [1, "丁湾村", "3组", "马小明", f"'{MA}", "户主", "√", "三类", "３", "２人", "４８０.00", "马小明", ACCOUNT]
    )
    page.append([None, None, None, "海 兰", HAI.lower(), "配偶", "√"])
    page.append([None, None, None, "马强", f" {SON} ", "子"])
    page.append([2, "丁湾村", "3组", "李志福", LI, "户主", "√", "A", 1, 1, 380, "李志福", ACCOUNT])
    page.append(["总计", *[None] * 9, "=SUM(K5:K8)"])
    page.append(["制表人：马某", None, None, "审核人：杨某"])
    for area in ("A3:A4", "B3:C3", "D3:G3", "H3:K3", "L3:M3", *[f"{c}5:{c}7" for c in "ABCHIJKLM"]):
        page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_two_row_header_with_merged_households(officer: User) -> None:
    load(merged_two_row_header(), officer)
    assert listed() == TRUTH
    line = next(lines(TOWN, MONTH))
    assert (line.village, line.group, line.account, line.account_holder) == ("丁湾村", "3", ACCOUNT, "马小明")


def test_household_values_repeated_on_each_line(officer: User) -> None:
    head = [
        "户主姓名",
        "户主证件号",
        "家庭成员",
        "身份证号码",
        "与户主关系",
        "是否低保",
        "档次",
        "总人口",
        "保障人口",
        "月补助金额",
        "卡号",
    ]
    rows = [["2021年6月香水镇农村低保花名册"], head]
    for name, ident, relation, paid in (
        ("马小明", MA, "户主", "是"),
        ("海兰", HAI, "配偶", "是"),
        ("马强", SON, "子", "否"),
    ):
        rows.append(["马小明", MA, name, ident, relation, paid, "C", 3, 2, 480, ACCOUNT])
    rows.append(["李志福", LI, "李志福", LI, "户主", "是", "A", 1, 1, 380, ACCOUNT])
    load(workbook(("Sheet1", rows)), officer)
    assert listed() == TRUTH


def test_amounts_per_person_are_added_up(officer: User) -> None:
    head = ["序号", "姓名", "身份证号", "与户主关系", "是否享受", "类别", "人均补助", "村"]
    rows = [["香水镇农村低保花名册"], head]
    rows += [
        [1, "马小明", MA, "户主", "是", "C", 240, "丁湾村"],
        [None, "海兰", HAI, "配偶", "是", "C", 240, "丁湾村"],
        [None, "马强", SON, "子", "否", "C", None, "丁湾村"],
        [2, "李志福", LI, "户主", "是", "A", 380, "丁湾村"],
    ]
    load(workbook(("花名册", rows)), officer)
    assert listed() == TRUTH


def test_several_sheets_with_their_own_schemes(officer: User) -> None:
    urban = sheet_rows(family(1, ("白成", person(7, 1980), "户主")), title="香水镇城市低保花名册")
    tekun = [
        ["特困供养人员花名册"],
        ["序号", "村", "姓名", "身份证号", "供养方式", "自理能力", "月供养金"],
        [1, "丁湾村", "冶老汉", person(9, 1945), "分散", "半护理", 700],
        [2, "丁湾村", "禹老汉", person(11, 1946), "集中", "全自理", 800],
    ]
    sheets = (
        ("农村低保", sheet_rows(*FAMILIES)),
        ("城市低保", urban),
        ("特困", tekun),
        ("说明", [["每月二十五日前上报"]]),
    )
    imp = load(workbook(*sheets), officer)
    assert listed() == TRUTH
    assert [line[1] for line in listed("urban_dibao")] == ["白成"]
    found = [(x.name, x.care_mode, x.care_level, x.monthly_fen, x.persons) for x in lines(TOWN, MONTH, ["tekun"])]
    assert found == [("冶老汉", "home", "partial", 70000, 1), ("禹老汉", "institution", "full", 80000, 1)]
    assert imp.counts["sheet"] == "农村低保、城市低保、特困"
    again = load(workbook(*sheets), officer)
    assert again.counts["events"] == 0


def test_head_only_sheet_lists_heads(officer: User) -> None:
    head = ["序号", "村名", "户主姓名", "身份证号", "家庭人口", "保障人数", "低保类别", "月保障金额", "账号"]
    rows = [["香水镇农村低保花名册"], head, [1, "丁湾村", "马小明", MA, 3, 2, "C类", 480, ACCOUNT]]
    load(workbook(("花名册", rows)), officer)
    assert listed() == [(1, "马小明", MA, "户主", True, "C", 3, 48000)]


def test_old_age_allowance_beside_dibao_keeps_the_household(officer: User) -> None:
    old = [["高龄津贴花名册"], ["序号", "村", "姓名", "身份证号", "月补贴金额"], [1, "丁湾村", "李志福", LI, 270]]
    old[1][4] = "月补助金额"
    load(workbook(("农村低保", sheet_rows(*FAMILIES)), ("高龄津贴", old)), officer)
    assert listed() == TRUTH
    found = [(x.name, x.number, x.monthly_fen) for x in lines(TOWN, MONTH, ["old_age_allowance"])]
    assert found == [("李志福", 2, 27000)]
