"""Ledgers in the words, orders and forms of other bureaus."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
import xlwt

from cases.intake.meanings import meant
from cases.intake.moments import moment
from cases.petitions.examining import read_ledger_file

pytestmark = pytest.mark.django_db

DONE = "已办 办毕 已结 已了结 已息诉 按期办结 已落实 已归档 信访人撤回 已出具答复意见书 终止 已回复来电人 反馈完毕 已息诉罢访"
HOTLINE = [
    ["12345热线工单台账（2020年）"],
    ["工单号", "派单时间", "诉求人", "来电号码", "诉求类型", "诉求内容", "属地", "承办股室", "办结时间", "回复内容", "是否满意"],
    ["GD01", "2020/3/11 9:15:22", "马小明", "13995440001", "投诉", "低保金未到账", "香水镇沙南村", "救助股", "2020/3/18", "已答复", "满意"],
    ["GD02", "2020/4/5", "匿名", "", "咨询", "咨询高龄津贴", "泾河源镇", "养老股", "2020/4/6", "已解答", "基本满意"],
]  # fmt: skip
REGISTER = [
    ["群众来信来访登记簿"],
    ["序号", "来访日期", "来访人情况", None, None, "来访事由", "接待领导", "处理意见", "处理结果"],
    [None, None, "姓名", "住址", "电话", None, None, None, None],
    [1, "2019.3.4", "马小花", "新民乡先进村", "13995440002", "要求临时救助", "张局长", "转救助股", "已救助2000元"],
    [2, "2019年3月9日上午", "沙有福等3人", "兴盛乡红旗村", None, "反映低保评定", "李局长", "核实", "查无此事"],
]
LETTERS = [
    ["信件编号", "收信日期", "写信人", "写信人地址", "信件来源", "信件主要内容", "办理情况", "反馈时间"],
    ["信001", "2018-06-01", "拜某某", "香水镇车村", "县信访局", "反映低保金发放", "已办结，情况属实", "2018-07-01"],
    ["信002", "二〇一八年八月十二日", "匿名", "", "邮寄来信", "举报村会计", "正在核查", ""],
]
VISITS = [
    ["来访时间", "上访人", "身份证号码", "上访人住址", "上访诉求", "信访形式", "信访事项类别", "是否初访", "答复时间", "答复情况"],
    ["2021-02-03 09:30", "马秀兰", "640498195810196623", "香水镇", "要求纳入低保", "来访", "申诉求决类", "初访", "2021-03-20", "书面答复"],
    ["2021-03-08", "某群众", "", "黄花乡", "村主任套取低保", "网上", "纪检举报类", "初访", "", ""],
]  # fmt: skip


def xlsx(*sheets) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for at, rows in enumerate(sheets):
        page = book.active if at == 0 else book.create_sheet()
        for row in rows:
            page.append(row)
    book.save(target)
    return target.getvalue()


def xls(rows) -> bytes:
    book, target = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("登记表")
    for at, row in enumerate(rows):
        for col, cell in enumerate(row):
            page.write(at, col, cell)
    book.save(target)
    return target.getvalue()


def text(rows) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("gb18030")


def told(data: bytes, name: str = "台账.xlsx"):
    ledger = read_ledger_file(data, name)
    assert not ledger.skipped and not ledger.faults
    return ledger.lines


def test_tickets_of_the_hotline_are_read_from_the_first_on():
    first, second = told(xlsx(HOTLINE))
    assert (first.number, first.received, first.names, first.kind) == ("GD01", "2020-03-11T09:15", ["马小明"], "demand")
    assert (first.text, first.place, first.concluded_on) == ("低保金未到账", "香水镇沙南村", "2020-03-18")
    assert (first.progress, first.responsible, first.call_back) == ("done", "救助股", "满意")
    assert second.anonymous and second.kind == "consult" and second.received == "2020-04-05T00:00"


def test_a_register_under_a_header_of_two_rows_beside_another_sheet():
    rows = told(xlsx(REGISTER, HOTLINE))
    assert [row.number for row in rows] == ["1", "2", "GD01", "GD02"]
    assert (rows[0].names, rows[0].place, rows[0].phones) == (["马小花"], "新民乡先进村", ["13995440002"])
    assert (rows[1].received, rows[1].group_size, rows[1].text) == ("2019-03-09T00:00", 3, "反映低保评定")


def test_letters_in_an_old_workbook():
    first, second = told(xls(LETTERS), "信件.xls")
    assert (first.channel, first.progress, first.concluded_on) == ("transfer", "done", "2018-07-01")
    assert (second.channel, second.progress, second.received) == ("letter", "doing", "2018-08-12T00:00")


def test_visits_as_text_of_an_older_code():
    first, second = told(text(VISITS), "来访.csv")
    assert (first.names, first.ids, first.channel) == (["马秀兰"], ["640498195810196623"], "visit")
    assert (first.kind, first.repeated, first.outcome) == ("demand", "初访", "书面答复")
    assert second.kind == "accusation"  # a class nobody listed still seals it


@pytest.mark.parametrize(
    ("said", "is_"),
    [
        ("二〇一九年十二月三十一日", (2019, 12, 31)),
        ("二○二一年三月八日", (2021, 3, 8)),
        ("2020年十月二十日", None),
        ("2018年5月6日至5月8日", (2018, 5, 6)),
        ("2020/1/9 上午", (2020, 1, 9)),
        ("2019年5月", None),
        ("2019年3月5日", (2019, 3, 5)),
        ("3月8日", None),
    ],
)
def test_days_as_they_are_written(said, is_):
    found, problem = moment(said)
    assert (found, problem) == (dt.datetime(*is_), None) if is_ else problem == "date-not-date"


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        ("petition_kind", "纪检举报类", "accusation"),
        ("petition_kind", "意见建议类", "advice"),
        ("petition_kind", "其他", None),
        ("petition_channel", "市长热线转办", "hotline"),
        ("petition_channel", "县委领导批示", "transfer"),
        ("petition_channel", "托人带话", None),
        ("petition_progress", "已办结，情况属实", "done"),
        ("petition_progress", "未答复", "doing"),
        ("petition_progress", "已转社会救助股", None),
        ("petition_channel", "县信访局转", "transfer"),
        ("petition_channel", "集体上访", "visit"),
        ("petition_channel", "领导下访", "visit"),
        ("petition_channel", "联名信", "letter"),
        ("petition_channel", "来电来访", None),
        ("petition_channel", "信访", None),
        *(("petition_progress", word, "done") for word in DONE.split()),
        *(
            ("petition_progress", word, "doing")
            for word in "正在办结 拟办结 预计8月办结 未办结 待答复 尚未落实".split()
        ),
        *(
            ("petition_progress", word, None)
            for word in "已转乡镇办理 重复件并案 已办结，尚未息诉 申请撤回 基本办结 已办公示".split()
        ),
        ("petition_progress", "不再受理", "refused"),
        *(("petition_finding", word, "true") for word in "属实 经查属实 反映问题属实 查实，已取消".split()),
        *(("petition_finding", word, "partly") for word in "部分失实 大部分属实 经核查，反映的问题部分属实".split()),
        *(("petition_finding", word, "false") for word in "反映问题不属实 经核查不属实 与事实不符".split()),
        ("petition_finding", "属实的已取消，其余不属实", None),
    ],
)
def test_a_word_is_known_by_its_telling_part(kind, word, code):
    assert meant(kind, word) == code
