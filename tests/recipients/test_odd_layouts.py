"""Rosters as other townships draw them, in words nobody listed beforehand, are the same roster."""

import csv
import io

import openpyxl
import pytest
import xlwt

from core.sheets.model import Sheet, Workbook
from core.sheets.read import read as read_file
from recipients.intake.reading import read_roster
from recipients.rules import Context, check
from tests.recipients.odd_layouts import LAYOUTS
from tests.recipients.odd_rosters import RATES, WORDS, Layout, families, given, read, wanted

PEOPLE = families()
BY_VILLAGE = sorted(PEOPLE, key=lambda members: members[0]["village"])


def judged(book: Workbook) -> tuple[list, list, list]:
    """(what was read, errors, kinds of warning)."""
    roster = read(book)
    found = check(Context(roster, "2021-06", "香水镇", ("香水镇", "新民乡"), {"丁湾"}, RATES))
    errors = [(finding.kind, finding.cell) for finding in found if finding.blocks]
    return given(roster), errors, [finding.kind for finding in found if not finding.blocks]


@pytest.mark.parametrize("name", [name for name, (_, note) in LAYOUTS.items() if not note])
def test_odd_layout_is_the_same_roster(name: str) -> None:
    got, errors, _ = judged(LAYOUTS[name][0].workbook(PEOPLE))
    assert errors == []
    assert got == wanted(PEOPLE)


def test_numbers_that_start_again_on_each_sheet_and_a_village_only_in_its_name() -> None:
    got, errors, warnings = judged(LAYOUTS["a-sheet-for-each-village"][0].workbook(PEOPLE))
    assert errors == [] and "village-missing" not in warnings
    assert sorted(line[1:] for line in got) == sorted(line[1:] for line in wanted(PEOPLE))
    assert sorted({line[0] for line in got}) == list(range(1, len(PEOPLE) + 1))


def test_sections_that_name_the_village() -> None:
    layout = LAYOUTS["sections-by-village"][0]
    seen: set[str] = set()

    def before(members: list) -> list[list[str]]:
        village = members[0]["village"]
        told = [] if village in seen else [[village]]
        seen.add(village)
        return told

    layout.before = before
    got, errors, _ = judged(layout.workbook(BY_VILLAGE))
    assert errors == [] and got == wanted(BY_VILLAGE)


def test_self_for_the_head_keeps_the_rest() -> None:
    roster = read(LAYOUTS["no-head-columns-and-self"][0].workbook(PEOPLE))
    assert given(roster, without=("relation",)) == wanted(PEOPLE, without=("relation",))
    assert all(family.head is not None for family in roster.families)


def test_household_cells_that_stand_once_are_enough_to_tell_households_apart() -> None:
    got, errors, _ = judged(LAYOUTS["no-key-but-what-stands-once"][0].workbook(PEOPLE))
    roster = read(LAYOUTS["no-key-but-what-stands-once"][0].workbook(PEOPLE))
    assert errors == [] and len(got) == len(wanted(PEOPLE))
    assert given(roster, without=("relation",)) == wanted(PEOPLE, without=("relation",))


def test_a_standard_that_is_the_households_amount_is_not_multiplied() -> None:
    columns = LAYOUTS["whether-or-not"][0].columns.replace("户月保障金额=monthly", "保障标准=monthly")
    got, errors, _ = judged(Layout(columns, say=LAYOUTS["whether-or-not"][0].say).workbook(PEOPLE))
    assert errors == [] and got == wanted(PEOPLE)


def test_a_group_word_over_several_columns_is_no_word_for_one_of_them() -> None:
    layout = Layout(
        "序号=seq 村=village 组=group 成员|姓名=name 成员|身份证号=id 成员|关系=relation 成员|是否在保=covered"
        " 享受低保情况|何档=grade 享受低保情况|人数=count 享受低保情况|月金额=monthly 账号=account"
    )
    got, errors, _ = judged(layout.workbook(PEOPLE))
    assert errors == [] and got == wanted(PEOPLE)


def test_guessed_columns_are_told_and_competing_ones_are_not_guessed() -> None:
    layout = LAYOUTS["words-nobody-knows"][0]
    roster = read(layout.workbook(PEOPLE))
    told = {(word, field) for _, word, field in roster.parts[0].table.guessed}
    assert {("亲缘", "relation"), ("层次", "grade"), ("在册", "covered")} <= told
    twice = Layout(layout.columns + " 档位=grade")
    table = read(twice.workbook(PEOPLE)).parts[0].table
    assert "grade" not in table.columns and {word for _, word in table.unknown} == {"层次", "档位"}


def test_nobody_is_taken_as_covered_where_the_sheet_does_not_say_who() -> None:
    columns = LAYOUTS["whether-or-not"][0].columns.replace(" 享受与否=covered", "")
    _, errors, _ = judged(Layout(columns).workbook(PEOPLE))
    assert errors == [("covered-unknown", "H5")]


def test_a_title_for_each_village_names_the_village_of_the_rows_below() -> None:
    layout = Layout(
        LAYOUTS["only-ticks"][0].columns.replace("所在村组=place", "组=group"), say=LAYOUTS["only-ticks"][0].say
    )
    rows, merges = [], []
    for village in dict.fromkeys(members[0]["village"] for members in BY_VILLAGE):
        layout.title = [[f"泾源县香水镇{village}农村低保对象花名册"], ["2021年6月"]]
        sheet = layout.workbook([members for members in BY_VILLAGE if members[0]["village"] == village]).sheets[0]
        rows += [*sheet.rows, [None]]
    got, errors, _ = judged(Workbook("名册.xlsx", "xlsx", [Sheet("名册", rows, merges)]))
    assert errors == [] and got == wanted(BY_VILLAGE)


def test_a_village_written_only_beside_its_first_household() -> None:
    layout = Layout(LAYOUTS["an-amount-on-each-line"][0].columns.replace("村=village", "村=first"))
    seen: set[str] = set()
    for members in (people := [[dict(one) for one in members] for members in BY_VILLAGE]):
        village = members[0]["village"]
        members[0]["first"] = None if village in seen else village
        seen.add(village)
    got, errors, warnings = judged(layout.workbook(people))
    assert errors == [] and got == wanted(people) and "village-missing" not in warnings


def test_where_nothing_else_tells_the_first_line_is_the_head() -> None:
    columns = "序号=seq 村=village 组=group 姓名=name 性别=code 身份证号=id 是否享受=covered 类别=grade 人数=count 月金额=monthly 卡号=account"
    for members in (people := families()):
        for one in members:
            one["code"] = 1 if one["sex"] == "男" else 2
    roster = read(Layout(columns).workbook(people))
    assert given(roster, without=("relation",)) == wanted(people, without=("relation",))
    assert not check(Context(roster, "2021-06", "香水镇", ("香水镇",), {"丁湾"}, RATES))[0].blocks


def test_of_a_sheet_for_each_month_only_the_asked_one_is_read() -> None:
    layout = LAYOUTS["born-and-aged"][0]
    may, june = (layout.workbook(people).sheets[0] for people in (PEOPLE[:5], PEOPLE))
    may.title, june.title = "5月", "2021年6月"
    roster = read_roster(Workbook("名册.xlsx", "xlsx", [may, june]), WORDS, RATES, "2021-06")
    assert given(roster) == wanted(PEOPLE) and roster.skipped == ["5月"]
    assert len(read_roster(Workbook("名册.xlsx", "xlsx", [may, june]), WORDS, RATES, "2021-08").parts) == 2


def as_xls(rows: list[list]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("花名册")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                page.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: list[list]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["" if v is None else v for v in row] for row in rows])
    return out.getvalue().encode("gb18030")


def as_xlsx(rows: list[list]) -> bytes:
    """With a hidden column and row, styled blanks below, and a summary sheet before."""
    book = openpyxl.Workbook()
    book.active.title = "汇总表"
    for row in (["香水镇汇总表"], ["村", "户数", "人数", "月金额"], ["丁湾村", 3, 8, 1760], ["合计", 12, 24, 6080]):
        book.active.append(row)
    page = book.create_sheet("名册")
    for row in rows:
        page.append(row)
    page.column_dimensions["B"].hidden = page.row_dimensions[5].hidden = True
    for row in range(len(rows) + 1, len(rows) + 40):
        page.cell(row, 3).border = openpyxl.styles.Border(left=openpyxl.styles.Side(style="thin"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "write"), [("名册.xls", as_xls), ("名册.csv", as_csv), ("名册.xlsx", as_xlsx)])
@pytest.mark.parametrize("layout", ["true-and-false", "born-and-aged", "blank-rows-between-households"])
def test_odd_layouts_in_other_kinds_of_file(layout: str, name: str, write) -> None:
    sheet = LAYOUTS[layout][0].workbook(PEOPLE).sheets[0]
    got, errors, _ = judged(read_file(write(sheet.rows), name))
    assert errors == [] and got == wanted(PEOPLE)


def test_who_is_marked_as_the_head_beside_the_name_is_the_head() -> None:
    rows = [
        ["香水镇2021年6月农村低保花名册", *[None] * 5],
        ["序号", "村", "姓名", "身份证号", "类别", "月保障金额"],
        [1, "丁湾村", "者志福", "640499198603274465", "C类", 480],
        [None, None, "王德（户主）", "640498197211278431", None, None],
    ]
    (family,) = read(Workbook("名册.xlsx", "xlsx", [Sheet("Sheet1", rows)])).families
    assert (family.head_name, family.head_id) == ("王德", "640498197211278431")
