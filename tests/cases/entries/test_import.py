"""The annex ledger comes in exactly; whatever is wrong is told by cell; the same file twice changes nothing."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.management import call_command

from cases.forms.entries import PlanForm, ProgressForm
from cases.models import LedgerImport, RectificationEntry
from cases.operations import entries as op
from cases.operations.entries.importing import import_ledger_file
from core.models import User
from core.permissions import Role
from core.refusal import NotPermitted, Refused
from tests.cases.entries.books import WORDS, book, row, sample, sample_rows
from tests.factories_base import COUNTY, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
TOWNS = {
    "香水镇": "640424100000",
    "泾河源镇": "640424101000",
    "六盘山镇": "640424102000",
    "新民乡": "640424200000",
    "兴盛乡": "640424201000",
    "黄花乡": "640424202000",
    "大湾乡": "640424203000",
}


@pytest.fixture
def officer() -> User:
    DivisionFactory(code=COUNTY)
    for name, code in TOWNS.items():
        DivisionFactory(code=code, name=name)
    return UserFactory(role=Role.BUREAU_OFFICER)


def load(officer: User, data: bytes) -> tuple[LedgerImport, list[dict[str, str]]]:
    return import_ledger_file(by=officer, data=data, filename="整改台账.xlsx", warning_reason="已核对")


def day(value: Any) -> Any:
    return value.isoformat() if value else None


def as_row(entry: RectificationEntry) -> list[Any]:
    """The entry in the columns of the ledger."""
    yuan = entry.amount_fen / 100
    return [
        int(entry.ledger_number), entry.category, entry.description,
        next(name for name, code in TOWNS.items() if code == entry.division_code), entry.village,
        entry.households_count, int(yuan) if yuan.is_integer() else yuan, entry.get_source_display(), day(entry.found_on),
        entry.cause, entry.measures_text, entry.unit, entry.leader, entry.person_name, day(entry.due_on), entry.progress,
        day(entry.done_on), "是" if entry.state == S.LEGACY_CLOSED else "否", entry.referred_text, entry.note or None,
    ]  # fmt: skip


def test_the_sample_comes_in_exactly(officer):
    imp, findings = load(officer, sample())
    entries = list(RectificationEntry.objects.order_by("number"))
    assert imp.state == "committed" and findings == []
    assert [as_row(entry) for entry in entries] == sample_rows()
    assert [entry.number for entry in entries] == [f"ZG2021-{number:04d}" for number in range(1, 19)]
    states = [entry.state for entry in entries]
    assert (states.count(S.LEGACY_CLOSED), states.count(S.WORKING)) == (8, 10)
    assert all(entry.closed_at is None and entry.source_upload_id and entry.source_row for entry in entries)
    assert RectificationEntry.objects.legacy().count() == 8
    assert {entry.problem for entry in entries if entry.category == "死亡不及时停保"} == {"P07"}


def test_the_same_file_twice_changes_nothing(officer):
    load(officer, sample())
    before = list(RectificationEntry.objects.order_by("pk").values())
    imp, findings = load(officer, sample())
    assert (imp.counts["new"], imp.counts["same"], findings) == (0, 18, [])
    assert list(RectificationEntry.objects.order_by("pk").values()) == before


def test_a_line_that_stands_is_not_changed_by_a_newer_file(officer):
    load(officer, book([row()]))
    imp, findings = load(
        officer,
        book([row(整改进展="已完成", 是否销号="是", 完成日期="2021-08-01"), row(序号=2, 具体问题="另一户漏保。")]),
    )
    assert imp.counts["new"] == 1 and [finding["code"] for finding in findings] == ["ZG-11"]
    assert RectificationEntry.objects.get(description="某户存款超标。").state == S.WORKING


def test_equal_lines_are_as_many_entries(officer):
    data = book([row(), row(序号=2)])
    load(officer, data)
    load(officer, data)
    assert RectificationEntry.objects.count() == 2


def test_other_words_other_order_and_two_header_rows(officer):
    heads = (
        ["编号", "问题情况", None, "问题所在", None, None, "资金", "整改", None, None, None, None, "办结", None],
        ["", "问题类型", "存在的问题", "所属乡镇", "户数", "所在村", "涉及金额（万元）", "责任单位", "责任人", "措施",
         "原因剖析", "整改期限", "办结时间", "是否销号"],
    )  # fmt: skip
    lines = [
        [
            1,
            "漏保",
            "一户重病未纳入。",
            "香水",
            "3户",
            "庚梁村",
            0.639,
            "香水镇",
            "伍斌林",
            "纳入低保",
            "摸排不细",
            "2021.8.5",
            "2021年7月19日",
            "已销号",
        ]
    ]
    heads = tuple([*head, word] for head, word in zip(heads, ("发现", "发现时间"), strict=True))
    imp, findings = load(
        officer, book([[*line, "20210706"] for line in lines], *heads, title=("某县整改台账", "2021年"))
    )
    assert imp.state == "committed", findings
    entry = RectificationEntry.objects.get()
    assert (entry.amount_fen, entry.households_count, entry.division_code) == (639000, 3, TOWNS["香水镇"])
    assert (day(entry.found_on), day(entry.due_on), day(entry.done_on)) == ("2021-07-06", "2021-08-05", "2021-07-19")
    assert entry.state == S.LEGACY_CLOSED and entry.cause == "摸排不细"


def test_a_township_without_a_column_is_told_by_the_unit_line(officer):
    heads = [word for word in WORDS if word != "涉及乡镇"]
    line = [value for word, value in zip(WORDS, row(), strict=True) if word != "涉及乡镇"]
    load(officer, book([line], heads, title=("整改台账", "填报单位：新民乡    2021年7月")))
    assert RectificationEntry.objects.get().division_code == TOWNS["新民乡"]


@pytest.mark.parametrize("lines", [[], [["无"]], [[1, None, "本月无新增问题"]]])
def test_a_header_without_a_line_is_told_as_that(officer, lines):
    imp, _ = load(officer, book(lines))
    assert (imp.state, imp.counts) == ("unreadable", {"unreadable": "no-line"}) and "没有一条问题" in imp.message


def test_a_ledger_without_its_problem_is_told_what_it_lacks(officer):
    kept = [word for word in WORDS if word not in ("具体问题", "问题类别")]
    imp, _ = load(officer, book([[1] * len(kept)], kept))
    assert imp.counts == {"unreadable": "no-problem-column"} and "“具体问题”" in imp.message
    for heads in ["序号", "乡镇", "备注"], ["编号", "来访时间", "来访人", "反映问题", "办理情况", "办结日期"]:
        imp, _ = load(officer, book([["无"]], heads))
        assert imp.counts == {"unreadable": "no-ledger"}


def test_closing_lines_are_no_problems(officer):
    rows = [row(), ["合计", None, None, None, None, 2, 500.5], ["填表人：", None, "审核人：", None, "负责人："]]
    imp, _ = load(officer, book(rows))
    assert imp.counts["rows"] == 1


@pytest.mark.parametrize(
    ("given", "code", "cell"),
    [
        ({"涉及乡镇": "东山镇"}, "ZG-02", "D3"),
        ({"涉及乡镇": None}, "ZG-02", "D3"),
        ({"问题类别": None}, "ZG-03", "B3"),
        ({"具体问题": None}, "ZG-03", "C3"),
        ({"涉及金额（元）": "三百"}, "ZG-04", "G3"),
        ({"涉及户数": "若干"}, "ZG-04", "F3"),
        ({"发现日期": "七月初"}, "ZG-05", "I3"),
        ({"发现日期": None}, "ZG-05", "I3"),
        ({"整改时限": "2021年13月5日"}, "ZG-05", "O3"),
        ({"是否销号": "待定"}, "ZG-07", "R3"),
        ({"责任领导": "张" * 60}, "ZG-09", "M3"),
        ({"整改措施": "=A1&B1"}, "ZG-10", "K3"),
    ],
)
def test_an_error_is_told_by_its_cell_and_nothing_comes_in(officer, given, code, cell):
    imp, findings = load(officer, book([row(**given), row(序号=2)]))
    errors = [(finding["code"], finding["cell"]) for finding in findings if finding["severity"] == "error"]
    assert imp.state == "invalid" and errors == [(code, cell)]
    assert not RectificationEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"完成日期": "2021-07-01", "是否销号": "是"}, "ZG-06"),
        ({"整改时限": "2021-07-01"}, "ZG-06"),
        ({"是否销号": "是"}, "ZG-07"),
        ({"完成日期": "2021-07-20"}, "ZG-07"),
        ({"问题来源": "村民大会"}, "ZG-08"),
        ({"整改时限": "立行立改"}, "ZG-05"),
        ({"整改时限": "尽快"}, "ZG-05"),
        ({"整改时限": "8月底前"}, "ZG-05"),
    ],
)
def test_a_contradiction_is_a_warning(officer, given, code):
    imp, findings = load(officer, book([row(**given)]))
    assert imp.state == "committed" and {(f["code"], f["severity"]) for f in findings} == {(code, "warning")}


def test_a_long_story_comes_in_whole_and_can_be_carried_on(officer):
    told, done = "入户核查后重新计算收入。" * 400, "逐户核对，" * 200
    load(officer, book([row(整改进展=told, 整改措施=done, 原因分析=done, 备注=done, 整改时限="8月底前")]))
    entry = RectificationEntry.objects.get()
    assert (entry.progress, entry.measures_text, entry.cause) == (told, done, done)
    assert entry.note == f"{done}；整改时限：8月底前"
    form = ProgressForm({"progress": told}, entry=entry)
    assert form.is_valid(), form.errors
    op.report_progress(entry, by=officer, version=entry.version, progress=told)
    assert entry.events.filter(step="work").get().text == f"进展：{told}".rstrip()
    assert PlanForm({"measures_text": done, "cause": done}, entry=entry).is_valid()


def test_unusual_words_are_kept(officer):
    load(officer, book([row(问题来源="村民大会", 整改时限="立行立改", 涉及户数="/", 备注="见附件")]))
    entry = RectificationEntry.objects.get()
    assert (entry.source, entry.source_word, entry.state) == ("import", "村民大会", S.LISTED)
    assert entry.note == "见附件；整改时限：立行立改" and entry.households_count == 0


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("8月底前", (2021, 8, 31)),
        ("2021年9月底", (2021, 9, 30)),
        ("9月15日前", (2021, 9, 15)),
        ("10月份", (2021, 10, 31)),
        ("2022年2月底前完成", (2022, 2, 28)),
        ("3月底前", (2022, 3, 31)),  # found in July: the next March
        ("一个月内", None),
        ("长期坚持", None),
    ],
)
def test_a_deadline_in_words_is_the_last_day_it_means(officer, words, day):
    load(officer, book([row(整改时限=words)]))
    entry = RectificationEntry.objects.get()
    assert entry.due_on == (dt.date(*day) if day else None)
    assert f"整改时限：{words}" in entry.note


@pytest.mark.parametrize(
    ("word", "state"), [("整改中", S.WORKING), ("未办结", S.WORKING), ("已整改到位", S.LEGACY_CLOSED)]
)
def test_whether_it_is_struck_off_is_understood_in_other_words(officer, word, state):
    load(officer, book([row(是否销号=word)]))
    assert RectificationEntry.objects.get().state == state


def test_what_was_referred_as_a_clue_is_restricted(officer):
    load(officer, book([row(移交线索="是")]))
    entry = RectificationEntry.objects.get()
    township = UserFactory(role=Role.TOWNSHIP_ASSISTANT)
    assert entry.is_restricted and entry not in RectificationEntry.objects.visible_to(township)


def test_warnings_want_a_reason_and_townships_import_nothing(officer):
    imp = op.check_ledger_import(op.stage_ledger_import(by=officer, data=book([row(是否销号="是")]), filename="a.xlsx"))
    with pytest.raises(Refused, match="提醒"):
        op.commit_ledger_import(imp, by=officer, version=imp.version)
    with pytest.raises(NotPermitted):
        op.stage_ledger_import(by=UserFactory(role=Role.TOWNSHIP_ASSISTANT), data=b"x", filename="a.xlsx")


def command(capsys: Any, path: Any, by: str) -> tuple[int, dict[str, Any]]:
    code = 0
    try:
        call_command("import_ledger", str(path), "--by", by, "--json")
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(capsys.readouterr().out)


def test_the_command_answers_in_json(officer, tmp_path, capsys):
    file = tmp_path / "整改.xlsx"
    file.write_bytes(sample())
    code, answer = command(capsys, file, officer.username)
    assert code == 0
    assert (answer["state"], answer["rows"], answer["entries"], answer["closed_legacy"]) == ("committed", 18, 18, 8)
    code, answer = command(capsys, file, officer.username)
    assert (code, answer["entries"], answer["findings"]) == (0, 0, [])
    file.write_bytes(book([row(涉及乡镇="东山镇")]))
    code, answer = command(capsys, file, officer.username)
    assert (code, answer["state"], answer["findings"][0]["code"]) == (1, "invalid", "ZG-02")
    file.write_bytes(b"not a workbook")
    assert command(capsys, file, officer.username)[0] == 2
    file.write_bytes(book([["a", "b"]], ["甲", "乙"]))
    assert command(capsys, file, officer.username)[0] == 2
    assert command(capsys, file, "nobody")[0] == 1
