"""Three tables one below the other on one sheet, heads beside the members, and names with marks."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from core.sheets.header import find_tables
from core.sheets.model import Sheet
from core.sheets.synonyms import shipped
from monthly_reports.examine import Examination
from tests.monthly_reports.test_layouts import as_xlsx, look
from tests.recipients.rosters import person

NEW = ["序号", "低保类别", "村", "户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "原因", "类别", "保障人数", "月金额", "起发月份"]  # fmt: skip
GONE = [
    "序号", "低保类别", "户主姓名", "户主身份证号", "姓名", "身份证号", "原因", "原保障人数", "现保障人数", "原月保障金额", "现月保障金额",
    "停发月份", "死亡日期",
]  # fmt: skip
OTHER = ["序号", "低保类别", "户主姓名", "户主身份证号", "原因", "变更前", None, "变更后", None, "执行月份"]
UNDER = [None, None, None, None, None, "类别", "月保障金额", "类别", "月保障金额", None]
FOOT = ["填表人：马某", None, "审核人：王某", None, "2021年7月23日"]
HEAD, WIFE, SON = ("丁永虎", person(101, 1965)), ("冶晓斌", person(202, 1978)), ("丁小虎", person(303, 2012))
DEAD = ["苏虎彦", "640498196708057824", "金栋彩", "640498200107211135"]
ILL = ["禹虎武", "640498196704106377"]


@pytest.fixture(autouse=True)
def july():
    with time_machine.travel(dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC), tick=False):
        yield


def newcomers(*people: tuple[str, str, str], count: int = 2) -> list[list[Any]]:
    told = ["因灾", "C类", count, 240 * count, "2021-08"]
    return [[n, "农村低保", "丁湾村", *HEAD, *one, *told] for n, one in enumerate(people, 1)]


def stacked() -> list[list[Any]]:
    return [
        ["香水镇2021年7月农村低保新增名单"],
        NEW,
        *newcomers((*HEAD, "户主"), (*WIFE, "配偶")),
        FOOT,
        [],
        ["香水镇2021年7月农村低保退出名单"],
        GONE,
        [1, "农村低保", *DEAD, "死亡", 3, 2, 720, 480, "2021-08", "2021-07-18"],
        FOOT,
        ["香水镇2021年7月农村低保变更名单"],
        ["填报单位：香水镇"],
        OTHER,
        UNDER,
        [1, "农村低保", *ILL, "病情加重", "C类", 480, "A类", 760, "2021-08"],
        FOOT,
    ]


def lines(found: Examination) -> list[tuple[str, str, str]]:
    return sorted((line.kind, line.person_id, line.scheme) for line in found.filing.lines)


def test_short_tables_one_below_the_other_are_all_read(june: SimpleNamespace) -> None:
    """The first table must not vanish because the next, three rows below, has more columns."""
    found = look(as_xlsx(stacked()))
    assert found.errors == []
    assert lines(found) == sorted(
        (kind, ident, "rural_dibao")
        for kind, ident in (
            ("add_household", HEAD[1]), ("add_household", WIFE[1]), ("remove_member", DEAD[3]), ("regrade", ILL[1]),
        )
    )  # fmt: skip


def test_a_table_below_another_has_its_own_title_and_not_the_footer_above(june: SimpleNamespace) -> None:
    rows = stacked()
    rows[4:4] = [["注：以上新增人员自8月起享受。"]]
    width = max(map(len, rows))
    sheet = Sheet("变动", [row + [None] * (width - len(row)) for row in rows])
    titles = [table.title_lines for table in find_tables(sheet, "changes", shipped())]
    assert [len(title) for title in titles] == [1, 1, 2]
    assert [title[0][-4:] for title in titles] == ["新增名单", "退出名单", "变更名单"]


def test_a_footer_between_does_not_hide_what_a_column_holds(june: SimpleNamespace) -> None:
    """低保类别 over 农村低保 is the scheme, though 填表人 stands below it."""
    foot = [None, *FOOT]
    rows = [["香水镇2021年7月新增名单"], NEW, *newcomers((*HEAD, "户主"), (*WIFE, "配偶")), foot]
    found = look(as_xlsx(rows))
    assert found.errors == [] and {line.grade_after for line in found.filing.lines} == {"C"}


def test_a_new_head_beside_the_lines_of_the_members_comes_too(june: SimpleNamespace) -> None:
    rows = [["香水镇2021年7月农村低保新增名单"], NEW, *newcomers((*WIFE, "配偶"), (*SON, "子"), count=3)]
    found = look(as_xlsx(rows))
    assert found.errors == []
    assert lines(found) == sorted(("add_household", one[1], "rural_dibao") for one in (HEAD, WIFE, SON))
    assert [(one.kind, one.cell) for one in found.warnings if one.kind == "head-added"] == [("head-added", "D3")]
    assert found.outcomes[0].after is not None and found.outcomes[0].after.fen == 72000


def test_a_new_head_who_is_not_counted_is_not_added(june: SimpleNamespace) -> None:
    rows = [["香水镇2021年7月农村低保新增名单"], NEW, *newcomers((*WIFE, "配偶"), (*SON, "子"), count=2)]
    found = look(as_xlsx(rows))
    assert found.errors == [] and {line.person_id for line in found.filing.lines} == {WIFE[1], SON[1]}
    assert "head-not-listed" in {one.kind for one in found.warnings}


@pytest.mark.parametrize("mark", ["{}（残疾）", "▲{}", "☆{}", "{}*", "{}（备注：外出务工）"])
def test_marks_beside_names_are_left_out_and_told(june: SimpleNamespace, mark: str) -> None:
    marked = (mark.format(WIFE[0]), WIFE[1], "配偶")
    rows = [["香水镇2021年7月农村低保新增名单"], NEW, *newcomers((*HEAD, "户主"), marked)]
    found = look(as_xlsx(rows))
    assert found.errors == [] and [line.name for line in found.filing.lines] == [HEAD[0], WIFE[0]]
    assert ("name-marked", "F4") in [(one.kind, one.cell) for one in found.warnings]


def test_a_mark_that_somebody_died_is_told_by_the_reason_or_refused(june: SimpleNamespace) -> None:
    dead = [*DEAD[:2], "金栋彩（已故）", DEAD[3]]
    rows = [["香水镇2021年7月农村低保退出名单"], GONE]
    line = [1, "农村低保", *dead, "死亡", 3, 2, 720, 480, "2021-08", "2021-07-18"]
    found = look(as_xlsx([*rows, line]))
    assert found.errors == [] and found.filing.lines[0].name == "金栋彩"
    line[6:7], line[-1] = ["就业"], None
    assert [one.kind for one in look(as_xlsx([*rows, line])).errors] == ["name-dead"]


def test_a_word_for_schemes_over_kinds_of_change_is_the_kind(june: SimpleNamespace) -> None:
    head = ["业务类型" if word == "低保类别" else word for word in NEW]
    lines_ = newcomers((*HEAD, "户主"), (*WIFE, "配偶"))
    for line in lines_:
        line[:2] = [None, "整户新增"]
    found = look(as_xlsx([["香水镇2021年7月农村低保动态管理名单"], [None, *head[1:]], *lines_]))
    assert found.errors == [] and {line.kind for line in found.filing.lines} == {"add_household"}


def test_newcomers_within_one_rows_cells_are_people_of_their_own(june: SimpleNamespace) -> None:
    row = newcomers((f"{HEAD[0]}\n{WIFE[0]}", f"{HEAD[1]}\n{WIFE[1]}", "户主\n配偶"))
    found = look(as_xlsx([["香水镇2021年7月农村低保新增名单"], NEW, *row, ["合计", *[None] * 9, 2, 480]]))
    assert found.errors == [] and [line.person_id for line in found.filing.lines] == [HEAD[1], WIFE[1]]
    assert {line.row for line in found.filing.lines} == {3}


def test_amounts_of_a_change_list_in_ten_thousands_are_yuan_and_told(june: SimpleNamespace) -> None:
    rows = [["香水镇2021年7月农村低保变更名单"], ["单位：万元"], OTHER, UNDER]
    found = look(as_xlsx([*rows, [1, "农村低保", *ILL, "病情加重", "C类", 0.048, "A类", 0.076, "2021-08"]]))
    assert found.errors == [] and (found.filing.lines[0].fen_before, found.filing.lines[0].fen_after) == (48000, 76000)
    assert "amount-converted" in {one.kind for one in found.warnings}


@pytest.mark.parametrize(("unit", "word"), [("单位：元/年", "月金额"), ("填报单位：香水镇", "金额（元/季）")])
def test_amounts_of_a_year_or_quarter_are_refused(june: SimpleNamespace, unit: str, word: str) -> None:
    head = [word if each == "月金额" else each for each in NEW]
    rows = [["香水镇2021年7月农村低保新增名单"], [unit], head, *newcomers((*HEAD, "户主"), (*WIFE, "配偶"))]
    assert [one.kind for one in look(as_xlsx(rows)).errors] == ["amount-not-monthly"]
