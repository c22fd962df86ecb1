"""Which column of a ledger holds what, told by the values below it, and what its headings say of every row."""

import pytest

from cases.petitions.examining import examine_ledger, no_table, read_ledger_file
from recipients.operations.reference import load_divisions
from tests.cases.petitions.test_other_ledgers import xlsx
from tests.factories_base import COUNTY

pytestmark = pytest.mark.django_db
HEAD = ["编号", "接件时间", "姓名", "信访内容"]
ROW = ["1", "2020-03-01", "马小兰", "要求救助"]


def read(*sheets, name: str = "台账.xlsx"):
    return read_ledger_file(xlsx(*sheets), name)


def row_of(head: list[str], *cells: object, title: str = "台账"):
    """The row of a ledger that has these columns beside the usual ones."""
    (row,) = read([[title], [*HEAD, *head], [*ROW, *cells]]).lines
    return row


def kinds(ledger) -> list[str]:
    load_divisions()
    return [each.kind for each in examine_ledger(ledger, COUNTY[:6]).findings]


# -- accusations -----------------------------------------------------------------------------------------------------------

WHISTLE = [
    ["序号", "举报时间", "举报方式", "举报人", "举报人电话", "被举报人", "被举报人单位及职务", "举报内容", "办理结果"],
    [1, "2021-06-21", "电话", "沙举报", "13948350984", "李占山", "村支部书记", "将已嫁出的女儿仍列入低保户", "转县纪委监委"],
    [2, "2021-06-29", "信件", "匿名", None, "马建设", "民政助理员", "截留孤儿生活费", "正在核查"],
]  # fmt: skip


def test_a_ledger_of_whistle_blowers_is_sealed():
    ledger = read(WHISTLE)
    assert [row.kind for row in ledger.lines] == ["accusation", "accusation"]
    assert kinds(ledger).count("sealed-by-heading") == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("泾源县民政系统问题线索举报受理登记台账", "accusation"),
        ("派驻纪检组信访举报台账", "accusation"),
        ("投诉举报热线台账", ""),
        ("信访台账", ""),
    ],
)
def test_a_title_makes_accusations_unless_it_is_of_all_sorts(title, kind):
    assert row_of(["备注"], "", title=title).kind == kind


def test_whom_a_row_accuses_seals_it_and_a_class_of_its_own_is_believed():
    assert row_of(["被举报人"], "李占山").kind == "accusation"
    assert row_of(["被举报人"], "").kind == ""
    assert row_of(["被举报人", "信访类别"], "李占山", "咨询").kind == "consult"


@pytest.mark.parametrize("word", ["信访类型", "问题类别"])
def test_an_accusation_seals_under_whatever_word_it_stands(word):
    assert row_of([word], "检举控告").kind == "accusation"


def test_among_ways_a_word_for_accusations_seals_its_row():
    ledger = read([[*HEAD, "信访类型"], [*ROW, "来信"], ["2", *ROW[1:], "检举控告"], ["3", *ROW[1:], "来访"]])
    assert [row.kind for row in ledger.lines] == ["", "accusation", ""]


@pytest.mark.parametrize("text", ["实名反映民政助理员索要好处费", "反映村主任虚报冒领五保金，请纪委查处", "请为我保密"])
def test_what_reads_like_an_accusation_is_pointed_out(text):
    assert "accusation-like" in kinds(read([HEAD, [*ROW[:3], text]]))


def test_who_came_by_a_letter_of_accusation_or_asks_for_secrecy_is_pointed_out():
    assert "accusation-like" in kinds(read([[*HEAD, "信访形式"], [*ROW, "举报信"]]))
    assert "accusation-like" in kinds(read([HEAD, [*ROW[:2], "马小兰（要求保密）", ROW[3]]]))
    assert "accusation-like" not in kinds(read([[*HEAD, "信访形式", "信访类别"], [*ROW, "举报信", "求决"]]))


# -- by values -------------------------------------------------------------------------------------------------------------


def test_the_class_is_where_the_classes_stand():
    row = row_of(["受理渠道", "信访类型", "信访类别"], "写信", "检举控告", "临时救助")
    assert (row.channel, row.kind, row.category, row.kept) == ("letter", "accusation", "临时救助", {})
    row = row_of(["信访类型", "信访类别"], "意见建议", "养老服务")
    assert (row.channel, row.kind, row.category) == ("", "advice", "养老服务")


def test_a_class_that_is_one_keeps_its_column():
    row = row_of(["信访类型", "信访类别", "问题类别"], "来访", "求决", "低保")
    assert (row.channel, row.kind, row.category) == ("visit", "demand", "低保")


@pytest.mark.parametrize(
    ("head", "cells", "progress"),
    [
        (["处理意见", "办结情况"], ["转社会救助股研究", "已办结"], "done"),
        (["化解措施", "化解状态"], ["入户复核", "办理中"], "doing"),
        (["化解状态", "化解措施"], ["已化解", "入户复核"], "done"),
        (["是否办结"], ["是"], "done"),
        (["是否办结"], ["否"], "doing"),
    ],
)
def test_the_state_is_where_the_words_for_states_stand_and_no_text_is_lost(head, cells, progress):
    row = row_of(head, *cells)
    assert (row.progress, row.handling) == (progress, "；".join(cells))


def test_a_story_without_a_state_is_over_where_the_answer_says_so():
    assert row_of(["办理情况", "处理结果"], "入户核实，该户不符合条件", "已答复").progress == "done"
    assert row_of(["办理情况", "处理结果"], "正在办理", "已答复").progress == "doing"


def test_the_finding_is_taken_and_every_answer_kept():
    ledger = read([[*HEAD, "处理结果", "是否属实", "答复意见"], [*ROW, "取消2户低保", "部分属实", "已书面答复"]])
    (row,) = ledger.lines
    assert (row.finding, row.found, row.outcome) == ("partly", "部分属实", "取消2户低保；已书面答复")
    assert "column-doubled" not in kinds(ledger)


def test_a_finding_with_more_to_say_keeps_it():
    row = row_of(["办理结果"], "查实，已取消")
    assert (row.finding, row.found, row.outcome) == ("true", "", "查实，已取消")


def test_the_number_of_the_docket_comes_before_the_running_count():
    (row,) = read([["序号", "工单编号", *HEAD[1:]], [1, "GY2101050123", *ROW[1:]]]).lines
    assert row.number == "GY2101050123"


def test_what_another_office_passed_on_came_in_on_that_day():
    head = ["编号", "转办单位", "转办日期", "信访人", "主要信访诉求"]
    (row,) = read(
        [["县信访联席办转办信访事项办理台账"], head, [1, "县信访局", "2020-05-12", "马汉民", "恢复低保"]]
    ).lines
    assert (row.received, row.from_unit, row.channel) == ("2020-05-12T00:00", "县信访局", "transfer")


def test_a_state_nobody_knows_is_pointed_out_unless_it_is_over():
    assert "progress-unknown" in kinds(read([[*HEAD, "办理状态"], [*ROW, "重复件并案"]]))
    assert "progress-unknown" not in kinds(read([[*HEAD, "办理状态", "办结日期"], [*ROW, "重复件并案", "2020-04-01"]]))
    assert "progress-unknown" in kinds(read([[*HEAD, "办理结果"], [*ROW, "转县纪委监委"]]))


# -- what stands above -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "head", "channel"),
    [
        ("群众来访登记簿", HEAD, "visit"),
        ("12345政务服务便民热线工单办理台账", ["编号", "来电时间", "来电人", "诉求内容"], "hotline"),
        ("台账", ["编号", "来访时间", "来访人", "来访诉求"], "visit"),
        ("群众来信来访登记簿", ["编号", "来访时间", "来访人", "来访诉求"], ""),
        ("信访台账", HEAD, ""),
    ],
)
def test_the_way_is_what_the_heading_says(title, head, channel):
    (row,) = read([[title], head, ROW]).lines
    assert row.channel == channel


def test_each_of_two_tables_has_its_own_way():
    first = [["一、来信"], ["序号", "来信时间", "来信人", "来信内容"], ROW]
    second = [["二、来访"], ["序号", "来访人", "来访时间", "来访诉求"], [1, "李成功", "2020-03-05", "要求通电"]]
    assert [row.channel for row in read(first + [[None]] + second).lines] == ["letter", "visit"]


@pytest.mark.parametrize(
    ("title", "day", "received"),
    [
        ("黄花乡2018年信访台账", "3月8日", "2018-03-08T00:00"),
        ("2019年度信访台账", "19.3.5", "2019-03-05T00:00"),
        ("信访台账", "2019年3月5日（星期二）", "2019-03-05T00:00"),
        ("2019年度信访台账", "18.3.5", ""),
        ("2018年以来信访台账", "3月8日", ""),
        ("2018—2020年信访台账", "3月8日", ""),
        ("填报时间：2021年7月15日", "3月8日", ""),
    ],
)
def test_a_day_without_its_year_is_of_the_year_of_its_ledger(title, day, received):
    ledger = read([[title], HEAD, [1, day, *ROW[2:]]])
    assert ledger.lines[0].received == received
    assert ("date-not-date" in {fault.kind for fault in ledger.faults}) == (not received)


def test_what_was_concluded_before_it_came_in_is_of_the_next_year():
    ledger = read([["2018年信访台账"], [*HEAD, "办结时间"], [1, "11月20日", *ROW[2:], "1月10日"]])
    assert ledger.lines[0].concluded_on == "2019-01-10" and "day-next-year" in kinds(ledger)


# -- nothing to take -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([HEAD], "no-line", "没有一行信访件"),
        ([["2021年8月信访台账"], HEAD, ["无"]], "no-line", "没有一行信访件"),
        ([["编号", "姓名", "信访内容"], ["1", "马小兰", "救助"]], "no-ledger", "没有认出“接件时间”"),
        (
            [["编号", "接件时间", "姓名", "联系电话"], ["1", "2020-03-01", "马小兰", ""]],
            "no-ledger",
            "没有认出“信访内容”",
        ),
        ([["甲", "乙"], [1, 2]], "no-ledger", "没有在文件里认出信访台账"),
    ],
)
def test_a_file_with_nothing_to_take_says_what_is_missing(rows, code, said):
    ledger = read(rows)
    assert not ledger.parts and no_table(ledger)[0] == code and said in no_table(ledger)[1]


def test_a_sheet_that_lacks_a_line_or_a_column_is_told_as_such():
    ledger = read([HEAD, ROW], [HEAD], [["编号", "姓名", "信访内容"], ["1", "马小兰", "救助"]])
    load_divisions()
    told = {each.kind: each.hint for each in examine_ledger(ledger, COUNTY[:6]).findings}
    assert "sheet-empty" in told and "接件时间" in told["sheet-skipped"]
