"""Tables side by side, tabs of other months, and lists that leave the head or the year to be understood."""

import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine

from core.models import Division
from monthly_reports.examine import Examination, Given, examine
from tests.monthly_reports.months import CHANGES, JULY, TOWN
from tests.monthly_reports.test_layouts import as_xlsx, expected, facts, look

NEW = ["序号", "村", "户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "新增原因", "保障类别", "保障人数", "月金额", "起发月份"]  # fmt: skip
GONE = ["序号", "村", "户主姓名", "户主身份证号", "姓名", "身份证号", "停保原因", "停发月份", "死亡日期"]
HEAD = ["丁永虎", "640499196503135178"]
WIFE = ["冶晓斌", "640498197808090685"]
DEAD = ["苏虎彦", "640498196708057824", "金栋彩", "640498200107211135"]


@pytest.fixture(autouse=True)
def july():
    with time_machine.travel(dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC), tick=False):
        yield


def newcomers(*, blank_head: bool = False) -> list[list[Any]]:
    told = ["因灾", "C类", 2, 480, "2021-08"]
    first = [None, None, None] if blank_head else [*HEAD, "户主"]
    return [[1, "丁湾村", *HEAD, *first, *told], [None] * 4 + [*WIFE, "配偶"] + [None] * 5]


def kinds(found: Examination) -> list[tuple]:
    return sorted((line.kind, line.person_id, line.relation) for line in found.filing.lines)


@pytest.mark.parametrize("gap", [[], [None]])
def test_leavers_beside_newcomers_are_read_too(june: SimpleNamespace, gap: list[None]) -> None:
    """What stands on the right half of a sheet must not vanish."""
    wide = len(NEW) + len(gap)
    rows = [
        ["香水镇2021年7月农村低保增减人员名单"],
        ["新增人员", *[None] * (wide - 1), "减少人员"],
        [*NEW, *gap, *GONE],
        [*newcomers()[0], *gap, 1, "新旗村", *DEAD, "死亡", "2021-08", "2021-07-18"],
        newcomers()[1],
    ]
    found = look(as_xlsx(rows))
    assert found.errors == [] and kinds(found) == [
        ("add_household", WIFE[1], "配偶"),
        ("add_household", HEAD[1], "户主"),
        ("remove_member", DEAD[3], ""),
    ]
    broken = [
        *rows[:3],
        [*newcomers()[0], *gap, 1, "新旗村", *DEAD[:3], 640498200107211135, "死亡", "2021-08"],
        rows[4],
    ]
    at = openpyxl.utils.get_column_letter(wide + 6)
    assert [(f.kind, f.cell) for f in look(as_xlsx(broken)).errors if f.kind == "id-as-number"] == [
        ("id-as-number", f"{at}4")
    ]


def test_a_group_of_columns_that_repeats_its_words_is_one_table(june: SimpleNamespace) -> None:
    """户主 and 变动人员 over the same words are two people of one line."""
    rows = [
        ["香水镇2021年7月农村低保停保名单"],
        ["序号", "户主", None, "退出人员", None, "停保原因", "停发月份", "死亡日期"],
        [None, "姓名", "身份证号", "姓名", "身份证号"],
        [1, *DEAD, "死亡", "2021-08", "7月18日"],
    ]
    found = look(as_xlsx(rows, "停保"))
    assert found.errors == [] and kinds(found) == [("remove_member", DEAD[3], "")]
    assert found.filing.lines[0].death_date == "2021-07-18"


def test_a_tab_of_another_month_is_left_out_and_told(june: SimpleNamespace) -> None:
    book = openpyxl.load_workbook(CHANGES)
    old = book.create_sheet("6月新增", 0)
    for row in [["香水镇2021年6月农村低保新增名单"], NEW, *newcomers()]:
        old.append(row)
    out = io.BytesIO()
    book.save(out)
    found = look(out.getvalue())
    assert facts(found) == expected() and found.errors == []
    assert [(f.kind, f.sheet) for f in found.warnings] == [("sheet-of-another-month", "6月新增")]
    del book["6月新增"]
    for page in book:
        page["A1"] = str(page["A1"].value).replace("7月", "6月")
    out = io.BytesIO()
    book.save(out)
    alone = look(out.getvalue())  # no sheet of July: perhaps only the title was not changed
    assert facts(alone) == expected() and "title-month" in {f.kind for f in alone.warnings}


def test_a_new_household_may_show_its_head_in_the_heads_columns_alone(june: SimpleNamespace) -> None:
    rows = [["香水镇2021年7月农村低保新增名单"], NEW, *newcomers(blank_head=True)]
    found = look(as_xlsx(rows, "新增"))
    assert found.errors == [] and kinds(found) == [
        ("add_household", WIFE[1], "配偶"),
        ("add_household", HEAD[1], "户主"),
    ]


def test_a_list_of_new_heads_changes_the_heads(june: SimpleNamespace) -> None:
    head = ["序号", "村", "原户主姓名", "原户主身份证号", "现户主姓名", "现户主身份证号", "变更原因", "执行月份"]
    rows = [["香水镇2021年7月农村低保户主变更名单"], head, [1, "新旗村", *DEAD, "原户主外出", "2021-08"]]
    found = look(as_xlsx(rows, "户主变更"))
    assert [(line.kind, line.head_id, line.id_number) for line in found.filing.lines] == [
        ("change_head", DEAD[1], DEAD[3])
    ]


@pytest.mark.parametrize(("typed", "day"), [("7月18日", "2021-07-18"), ("12月30日", "2020-12-30"), ("7月32日", "")])
def test_a_day_without_its_year_is_the_last_there_was(june: SimpleNamespace, typed: str, day: str) -> None:
    rows = [
        ["香水镇2021年7月社会救助对象死亡人员月报告表"],
        ["序号", "姓名", "身份证号", "救助类别", "死亡日期", "停发月份"],
        [1, DEAD[2], DEAD[3], "农村低保", typed, "2021-08"],
    ]
    found = look(as_xlsx(rows, "死亡人员报告表"))
    assert [death.death_date for death in found.filing.deaths] == [day]


def test_a_letter_that_says_nobody_died_is_shown_the_way(june: SimpleNamespace) -> None:
    rows = [["香水镇2021年7月死亡人员零报告"], ["经核实，我镇2021年7月份无救助对象死亡。"]]
    given = Given(files=[("零报告.xlsx", as_xlsx(rows))])
    found = examine(given, township=Division.objects.get(code=TOWN), month=JULY, today=dt.date(2021, 7, 23))
    assert [f.kind for f in found.errors] == ["no-table"] and "本月无死亡" in found.errors[0].hint
