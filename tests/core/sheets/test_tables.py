"""Headers, households and asides: what belongs to whom in a table."""

import pytest

from core.sheets.groups import groups
from core.sheets.header import (
    find_table,
    find_tables,
    stated_month,
    stated_township,
    stated_unit,
)
from core.sheets.model import Sheet
from core.sheets.read import read
from core.sheets.synonyms import shipped

from . import people as p


def test_village_headings_between_lines_become_sections():
    rows = [
        ["姓名", "身份证号", "与户主关系", "月保障金额"],
        ["丁湾村", None, None, None],
        ["王德", "640498197211278431", "户主", 480],
        ["丙塬村"],
        ["赛国", "640498197709130637", "户主", 620],
    ]
    table = find_table(Sheet("a", rows), "roster", shipped())
    assert table.body == [2, 4]
    assert table.sections == {2: "丁湾村", 4: "丙塬村"}


def test_group_words_without_merges_reach_over_the_blanks():
    rows = [
        ["序号", "户主", None, "家庭成员", None, None, "变更前", None, "变更后", None],
        [
            None,
            "姓名",
            "身份证号",
            "姓名",
            "身份证号",
            "与户主关系",
            "人数",
            "金额",
            "人数",
            "金额",
        ],
        [1, "王德", "640498197211278431", "者志福", "640499198603274465", "配偶", 2, 480, 1, 240],
    ]
    table = find_table(Sheet("变更", rows), "changes", shipped())
    assert {name: col for name, col in table.columns.items() if col} == {
        "head_name": 1,
        "head_id": 2,
        "name": 3,
        "id_number": 4,
        "relation": 5,
        "old_count": 6,
        "old_monthly": 7,
        "new_count": 8,
        "new_monthly": 9,
    }


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            ["户主姓名", "身份证号", "家庭成员姓名", "身份证号", "关系"],
            ["head_name", "head_id", "name", "id_number", "relation"],
        ),
        (
            ["姓名", "身份证号", "家庭成员姓名", "家庭成员身份证号", "关系"],
            ["head_name", "head_id", "name", "id_number", "relation"],
        ),
        (
            ["户主姓名", "成员姓名", "与户主关系", "公民身份号码"],
            ["head_name", "name", "relation", "id_number"],
        ),
        (
            ["户主姓名", "身份证号", "保障人数", "月保障金"],
            ["head_name", "head_id", "covered_count", "monthly"],
        ),
        (
            ["姓名（户主）", "身份证号（户主）", "姓名", "身份证号"],
            ["head_name", "head_id", "name", "id_number"],
        ),
        (
            ["姓名", "身份证号", "月保障金额（人均）", "月保障金额（元/月）"],
            ["name", "id_number", "per_person", "monthly"],
        ),
        (
            ["1.姓名*", "2.身份证号（必填）", "３、低保类别", "月补助\n金额(元)"],
            ["name", "id_number", "grade", "monthly"],
        ),
    ],
)
def test_bare_words_find_their_person(words, wanted):
    table = find_table(Sheet("a", [words]), "roster", shipped())
    assert list(table.columns) == wanted


def test_two_tables_in_one_sheet_are_two():
    rows = [
        ["新增人员名单"],
        ["户主姓名", "户主身份证号", "姓名", "身份证号", "变动原因"],
        ["王德", "640498197211278431", "王德", "640498197211278431", "因病"],
        ["减少人员名单"],
        ["姓名", "身份证号", "停保原因", "死亡时间", "停发月份"],
        ["者志福", "640499198603274465", "死亡", "2021.7.3", "2021-08"],
    ]
    first, second = find_tables(Sheet("动态", rows), "changes", shipped())
    assert (first.body, second.body) == ([2], [5])
    assert second.columns["death_date"] == 3


def test_nil_report_says_where_it_says_so():
    sheet = read(p.sample("deaths-nil-202107.xlsx"), "x").sheets[0]
    table = find_table(sheet, "deaths", shipped())
    assert (table.body, table.nil_cell) == ([], (3, 0))
    assert stated_unit(["填报单位：新民乡人民政府   填报日期：2021年7月2日"]) == "新民乡人民政府"
    assert stated_township(table.title_lines, ["香水镇", "新民乡"]) == "新民乡"
    assert stated_month(["填报日期：2021年7月2日"]) is None


@pytest.mark.parametrize(("sheet", "rows", "kinds"), [(0, 8, 2), (1, 9, 2), (2, 3, 1)])
def test_sample_change_list_is_understood(sheet, rows, kinds):
    found = read(p.sample("changes-202107.xlsx"), "x").sheets[sheet]
    table = find_table(found, "changes", shipped())
    assert len(table.body) == rows
    assert not table.unknown
    words = shipped()
    told = {words.value("change_kind", r["change_kind"]) for _, r in table.records()}
    assert None not in told and len(told) == kinds
    assert all(words.value("change_reason", r["reason"]) for _, r in table.records())


def test_a_household_without_its_number_still_stands_by_its_head():
    rows = [
        ["序号", "户主身份证号", "姓名", "身份证号", "与户主关系"],
        [1, "640498197211278431", "王德", "640498197211278431", "户主"],
        [None, None, "者志福", "640499198603274465", "妻子"],
        [None, "640498197709130637", "赛国", "640498197709130637", "本人"],
        [3, "640498195504246274", "马晓玉", "640498195504246274", "户主"],
    ]
    table = find_table(Sheet("a", rows), "roster", shipped())
    assert groups(table) == [[1, 2], [3], [4]]


def test_only_relations_tell_households_apart():
    rows = [
        ["姓名", "身份证号", "与户主关系"],
        ["王德", "640498197211278431", "户主"],
        ["者志福", "640499198603274465", "妻"],
        ["赛国", "640498197709130637", "户主"],
    ]
    assert groups(find_table(Sheet("a", rows), "roster", shipped())) == [[1, 2], [3]]


def test_merged_cell_names_its_top_left():
    sheet = read(p.sample("roster-202106.xlsx"), "x").sheets[0]
    table = find_table(sheet, "roster", shipped())
    cell = table.cell(5, "monthly")
    assert (cell.value, cell.address, cell.merged_from) == (480, "R5", "R5")
    assert table.cell(4, "monthly").merged_from is None


def test_a_household_whose_head_is_not_listed_keeps_its_own_number():
    rows = [
        ["序号", "姓名", "身份证号", "与户主关系"],
        [1, "王德", "640498197211278431", "户主"],
        [None, "者志福", "640499198603274465", "配偶"],
        [2, "伍花虎", "640499197111114022", "配偶"],
        [None, "拜福国", "640499200208083095", "子"],
        [3, "赛国", "640498197709130637", "户主"],
    ]
    table = find_table(Sheet("a", rows), "roster", shipped())
    assert groups(table) == [[1, 2], [3, 4], [5]]


def test_cells_merged_sideways_do_not_lend_their_value_to_the_next_field():
    rows = [
        ["姓名", "身份证号", "致贫原因", "备注"],
        ["王德", "640498197211278431", "因病", None],
        ["者志福", "640499198603274465", None, None],
    ]
    table = find_table(Sheet("a", rows, merges=[(1, 2, 2, 3)]), "roster", shipped())
    assert table.cell(2, "hardship").value == "因病"
    assert table.cell(2, "hardship").address == "C2"
    assert table.cell(2, "note") == (None, "C2", None, "C2")
    assert [table.value(row, "note") for row in (1, 2)] == [None, None]
    assert [table.value(row, "hardship") for row in (1, 2)] == ["因病", "因病"]


@pytest.mark.parametrize(
    ("line", "head", "counted"),
    [
        ("单位：万元", "涉及金额", True),
        ("填报单位：泾源县民政局　　金额单位：万元", "涉及金额", True),
        ("（单位：户、万元）", "涉及金额", True),
        ("困难群众救助资金问题台账（万元）", "涉及金额", True),
        ("单位：户、元", "涉及金额", False),
        ("单位：元、万元", "涉及金额", False),
        ("单位：万元", "涉及金额（元）", False),
        ("单位：元", "涉及金额（万元）", True),
        ("涉及资金5万元的问题台账", "涉及金额", False),
    ],
)
def test_money_counts_in_what_its_word_or_the_line_of_units_says(line, head, counted):
    rows = [[line], ["序号", "问题类别", "具体问题", head], [1, "错保", "某户超标。", 42]]
    table = find_table(Sheet("a", rows), "rectification", shipped())
    assert table.in_ten_thousands("amount") is counted
