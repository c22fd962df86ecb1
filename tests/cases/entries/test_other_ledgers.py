"""Ledgers as other bureaus keep them: other words, headings in between, days, money and answers in words."""

import datetime as dt
import io
import json
from typing import Any

import openpyxl
import pytest

from cases.models import RectificationEntry
from core.models import Division
from tests.cases.entries.books import WORDS, book, row
from tests.cases.entries.test_import import TOWNS, load, officer  # noqa: F401
from tests.factories_base import COUNTY

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
D = dt.date
OTHER = (
    "顺序 问题归类 问题表述 乡镇（单位） 村组 户数（户） 涉及金额/元 问题发现渠道 检查时间 问题根源 整改举措 责任主体 包抓领导 "
    "整改负责人 整改完成期限 推进情况 销号时间 是否办结 问题线索移交情况 其他说明"
).split()


def only(**given: Any) -> RectificationEntry:
    return RectificationEntry.objects.get(**given)


def kinds(findings: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(finding["severity"], finding["code"]) for finding in findings}


def test_words_nobody_listed_are_the_same_ledger(officer):  # noqa: F811
    load(officer, book([row()]))
    imp, findings = load(officer, book([row()], OTHER))
    assert (imp.state, imp.counts["same"], imp.counts["new"], findings) == ("committed", 1, 0, [])


def test_a_column_of_persons_is_told_not_dropped_unseen(officer):  # noqa: F811
    _, findings = load(officer, book([[*row(), "马某", "13900000000"]], [*WORDS, "户主姓名", "联系电话"]))
    assert [finding["cell"] for finding in findings] == ["U2", "V2"] and kinds(findings) == {("warning", "ZG-01")}


def test_headings_in_between_tell_township_and_category(officer):  # noqa: F811
    def without(word: str, line: list[Any]) -> list[Any]:
        return [value for head, value in zip(WORDS, line, strict=True) if head != word]

    heads = without("涉及乡镇", WORDS)
    rows = [["一、香水镇"], without("涉及乡镇", row()), ["（二）新民乡（1条）"], without("涉及乡镇", row(序号=2))]
    load(officer, book(rows, heads))
    assert [entry.division_code for entry in RectificationEntry.objects.order_by("number")] == [
        TOWNS["香水镇"],
        TOWNS["新民乡"],
    ]
    heads = without("问题类别", WORDS)
    rows = [["一", "漏保问题"], without("问题类别", row(具体问题="一户未纳入。")), ["合计", None, 2]]
    imp, findings = load(officer, book(rows, heads))
    entry = only(description="一户未纳入。")
    assert findings == [] and (entry.category, entry.problem, imp.counts["rows"]) == ("漏保", "P04", 1)


def test_a_ledger_without_kinds_of_problem_comes_in_with_one_warning(officer):  # noqa: F811
    heads = [word for word in WORDS if word != "问题类别"]
    lines = [[value for word, value in zip(WORDS, row(序号=n), strict=True) if word != "问题类别"] for n in (1, 2)]
    _, findings = load(officer, book(lines, heads))
    assert [entry.category for entry in RectificationEntry.objects.all()] == ["其他", "其他"]
    assert [(each["severity"], each["kind"]) for each in findings] == [("warning", "category-untold")]


def test_a_heading_that_says_only_that_it_is_a_kind_still_tells_the_problem(officer):  # noqa: F811
    heads = [word for word in WORDS if word != "问题类别"]
    line = [value for word, value in zip(WORDS, row(), strict=True) if word != "问题类别"]
    load(officer, book([["（一）优亲厚友方面"], line], heads))
    assert (only().category, only().problem) == ("优亲厚友", "P02")


def test_three_rows_of_header_with_merged_groups(officer):  # noqa: F811
    heads = (
        ["序号", "问题情况", None, None, None, None, None, None, None, "整改情况", *[None] * 8, "移交线索", "备注"],
        [None, "类别", "内容", "地点", None, "户数", "金额（元）", "来源", "发现时间", "原因", "措施", "责任", None, None,
         "时限", "进展", "完成时间", "销号", None, None],
        [None, None, None, "乡镇", "村", *[None] * 6, "单位", "领导", "人", *[None] * 6],
    )  # fmt: skip
    load(officer, book([row()], *heads))
    entry = only()
    assert (entry.description, entry.unit, entry.person_name, entry.due_on) == (
        "某户存款超标。",
        "香水镇",
        "伍斌林",
        D(2021, 8, 5),
    )


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已销号（2021.8.20）", S.LEGACY_CLOSED),
        ("基本完成", S.WORKING),
        ("长期坚持", S.WORKING),
        ("申请销号中", S.WORKING),
    ],
)
def test_an_answer_in_a_sentence_is_understood(officer, word, state):  # noqa: F811
    load(officer, book([row(是否销号=word)]))
    assert only().state == state


@pytest.mark.parametrize(
    ("word", "restricted"),
    [
        ("已移交县纪委监委", True), ("是，2条", True), ("2021年8月12日已移交县纪委监委第三监督检查室办理", True),
        ("待移交", True), ("未按期报送，7月已移交县纪委", True), ("否", False), ("未移交", False), ("不涉及", False), ("/", False), ("无", False),
    ],
)  # fmt: skip
def test_whatever_tells_of_a_clue_is_restricted(officer, word, restricted):  # noqa: F811
    load(officer, book([row(移交线索=word)]))
    assert only().is_restricted is restricted
    assert (word in only().note) == (len(word) > 20)


@pytest.mark.parametrize(
    ("head", "word", "restricted"),
    [
        ("是否移交纪检机关", "已移交（6月20日移交县纪委）", True), ("移送司法", "是", True), ("移送司法", "否", False),
        ("追责问责情况", "已移交县纪委监委", True), ("追责问责情况", "批评教育1人", False),
        ("追责问责情况", "未移交县纪委", False), ("其他情况", "县纪委移交的问题线索", False),
        ("其他情况", "已移送公安机关", True), ("其他情况", "因不符合条件移交县纪委", True),
        ("其他情况", "无问题线索移交县纪委", False),
    ],
)  # fmt: skip
def test_a_clue_handed_on_is_restricted_wherever_it_is_told(officer, head, word, restricted):  # noqa: F811
    heads = [each for each in WORDS if each not in ("移交线索", "备注")]
    line = [value for each, value in zip(WORDS, row(), strict=True) if each not in ("移交线索", "备注")]
    load(officer, book([[*line, word]], [*heads, head]))
    assert only().is_restricted is restricted


@pytest.mark.parametrize("column", ["整改进展", "备注"])
def test_a_clue_told_beside_a_no_is_restricted_and_told(officer, column):  # noqa: F811
    _, findings = load(officer, book([row(**{column: "问题线索已移送县纪委监委"})]))
    assert only().is_restricted and [each["kind"] for each in findings] == ["referred-elsewhere"]


def test_a_second_column_of_clues_counts(officer):  # noqa: F811
    _, findings = load(officer, book([[*row(), "是"]], [*WORDS, "是否移交纪检机关"]))
    assert only().is_restricted and only().note == "是否移交纪检机关：是"
    assert [each["kind"] for each in findings] == ["column-unread", "referred-elsewhere"]


@pytest.mark.parametrize(
    ("money", "homes", "fen", "count"),
    [
        ("0.64万元", "3户8人", 640000, 3),
        ("约5000元", "约2户", 500000, 2),
        ("12万", "三户", 12000000, 3),
        ("每户每月310元，共9300元", 3, 930000, 3),
        ("3户，合计1,240元", 3, 124000, 3),
    ],
)
def test_money_and_households_in_words(officer, money, homes, fen, count):  # noqa: F811
    _, findings = load(officer, book([row(涉及户数=homes, **{"涉及金额（元）": money})]))
    assert findings == [] and (only().amount_fen, only().households_count) == (fen, count)


@pytest.mark.parametrize("word", ["待核实", "待核"])
def test_an_amount_not_yet_known_is_nothing_with_the_words_kept(officer, word):  # noqa: F811
    _, findings = load(officer, book([row(**{"涉及金额（元）": word})]))
    assert kinds(findings) == {("warning", "ZG-04")} and (only().amount_fen, only().note) == (0, f"涉及金额：{word}")


@pytest.mark.parametrize("word", ["2万余元", "5600元/年", "每户每月310元", "共9300元，每户310元"])
def test_an_amount_that_may_be_another_is_an_error(officer, word):  # noqa: F811
    _, findings = load(officer, book([row(**{"涉及金额（元）": word})]))
    assert ("error", "ZG-04") in kinds(findings)


@pytest.mark.parametrize(
    ("told", "name", "note"),
    [
        ("丁建军 13900000000", "丁建军", "责任人电话：13900000000"),
        ("丁建军（0954-5011111）", "丁建军", "责任人电话：0954-5011111"),
        ("丁建军13900000000、马占林 13900000001", "丁建军、马占林", "责任人电话：13900000000、13900000001"),
        ("丁建军", "丁建军", ""),
    ],
)
def test_a_telephone_beside_a_name_is_noted(officer, told, name, note):  # noqa: F811
    load(officer, book([row(责任人=told)], [word.replace("责任人", "责任人及联系电话") for word in WORDS]))
    assert (only().person_name, only().note) == (name, note)


@pytest.mark.parametrize(
    ("told", "town", "village"),
    [
        ("香水镇人民政府", "香水镇", ""), ("泾源县新民乡", "新民乡", ""), ("香水镇下桥村", "香水镇", "下桥村"),
        ("新民乡/先进村", "新民乡", "先进村"), ("香水镇、园子村、下桥村", "香水镇", "园子村、下桥村"),
        ("香水镇园子村等3个村", "香水镇", "园子村等3个村"),
    ],
)  # fmt: skip
def test_a_township_with_more_around_it(officer, told, town, village):  # noqa: F811
    load(officer, book([row(涉及乡镇=told, 涉及村=None)]))
    assert (only().division_code, only().village) == (TOWNS[town], village)


@pytest.mark.parametrize(
    "told",
    "各乡镇 各乡（镇） 全县7个乡镇 局机关 民政局机关 县民政局社会救助股 泾源县民政局养老服务股 县敬老院 社会救助中心".split(),
)
def test_every_township_and_the_bureau_are_the_county(officer, told):  # noqa: F811
    Division.objects.filter(pk=COUNTY).update(name="泾源县")
    _, findings = load(officer, book([row(涉及乡镇=told)]))
    assert (only().division_code, findings) == (COUNTY, [])


@pytest.mark.parametrize("told", ["香水镇、新民乡", "香水镇等3个乡镇", "香水、黄花", "香水镇、新民乡等乡镇"])
def test_several_townships_are_the_countys_with_their_names_told(officer, told):  # noqa: F811
    _, findings = load(officer, book([row(涉及乡镇=told)]))
    assert (only().division_code, only().note) == (COUNTY, f"涉及乡镇：{told}")
    assert [(each["severity"], each["kind"]) for each in findings] == [("warning", "townships-several")]
    assert told in findings[0]["message"]


@pytest.mark.parametrize("told", ["香水镇、某单位", "隆德县民政局", "县医保局", "香水镇园子村、黄花乡羊槽村", "敬老院"])
def test_a_place_that_may_be_elsewhere_is_an_error(officer, told):  # noqa: F811
    _, findings = load(officer, book([row(涉及乡镇=told)]))
    assert ("error", "ZG-02") in kinds(findings)


def test_the_columns_of_a_place_and_of_an_audit_are_known(officer):  # noqa: F811
    words = {"涉及乡镇": "涉及乡镇、村", "发现日期": "查出时间", "具体问题": "审计查出问题"}
    load(officer, book([row(涉及乡镇="香水镇园子村", 涉及村=None)], [words.get(word, word) for word in WORDS]))
    assert (only().division_code, only().village, only().found_on) == (TOWNS["香水镇"], "园子村", D(2021, 7, 6))


def test_progress_tells_what_no_column_does(officer):  # noqa: F811
    heads = [word for word in WORDS if word != "是否销号"]
    line = [
        value
        for word, value in zip(WORDS, row(整改进展="已销号", 完成日期="2021-08-01"), strict=True)
        if word != "是否销号"
    ]
    imp, findings = load(officer, book([line], heads))
    assert only().state == S.LEGACY_CLOSED and findings == [] and json.loads(imp.staged)["new"] == [0]


def test_a_line_of_units_counts_the_money_in_ten_thousands(officer):  # noqa: F811
    heads = [word.replace("（元）", "") for word in WORDS]
    lines = [row(**{"涉及金额（元）": 42}), row(序号=2, 具体问题="另一户。", **{"涉及金额（元）": "5800元"})]
    load(officer, book(lines, heads, title=("整改台账", "填报单位：泾源县民政局　金额单位：万元")))
    assert [entry.amount_fen for entry in RectificationEntry.objects.order_by("number")] == [42_000_000, 580_000]


def test_an_empty_sheet_beside_a_ledger_is_told(officer):  # noqa: F811
    made = openpyxl.load_workbook(io.BytesIO(book([row()])))
    made.copy_worksheet(made.active).delete_rows(3)
    target = io.BytesIO()
    made.save(target)
    imp, findings = load(officer, target.getvalue())
    assert imp.state == "committed" and [each["kind"] for each in findings] == ["sheet-empty"]
