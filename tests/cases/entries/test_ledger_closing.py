"""Only plain words strike a line of an imported ledger off; whatever is doubtful stays open and is told."""

import datetime as dt
from typing import Any

import pytest

from cases.models import RectificationEntry
from tests.cases.entries.books import WORDS, book, row
from tests.cases.entries.test_import import load, officer  # noqa: F401

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
WORD = WORDS.index("是否销号")


def under(head: str) -> list[str]:
    """The header with 是否销号 under another name."""
    return [*WORDS[:WORD], head, *WORDS[WORD + 1 :]]


def told(officer: Any, words: str, *heads: list[str], **given: Any) -> tuple[list[str], list[tuple[str, str]]]:  # noqa: F811
    """The states of one line for each word, and the findings as (severity, kind)."""
    rows = [row(序号=n, 具体问题=f"第{n}户。", 是否销号=word, **given) for n, word in enumerate(words.split())]
    _, findings = load(officer, book(rows, *heads))
    entries = RectificationEntry.objects.order_by("number")
    return [entry.state for entry in entries], [(each["severity"], each["kind"]) for each in findings]


def test_plain_words_close(officer):  # noqa: F811
    words = (
        "是 √ Y 1 是（2021.7.15） 是，已提交佐证 已销号 销号 已于7月20日销号 同意销号 准予销号 销号完毕 已核销 对账销号 "
        "已完成 已整改 已整改到位 已办结 已化解 整改完毕并销号 立行立改，已完成 问题已按要求整改到位 全部整改到位 已完成整改，追回资金1280元。"
    )
    states, findings = told(officer, words, 完成日期="2021-07-15")
    assert {*states} == {S.LEGACY_CLOSED} and findings == []


def test_plain_noes_stay_open_without_a_word(officer):  # noqa: F811
    words = (
        "否 × 未销号 整改中 拟销号 已完成未销号 整改完成，待验收 预计8月完成 计划9月底前销号 力争年底完成 是（部分）"
    )
    states, findings = told(officer, words)
    assert {*states} == {S.WORKING} and findings == []


def test_whatever_is_doubtful_stays_open_and_is_told(officer):  # noqa: F811
    words = (
        "完成80% 100% 完成2/3 已制定整改方案 已启动整改 已反弹 已退回 已立案 已约谈 销号中 已提交销号材料 完成3户，剩余2户 "
        "已撤销销号 已逾期 建议销号 应销号 销号后反弹 已送审 已移交 已纳入 保障 ○ 是/否 已销号（后反弹） 9月底前销号 "
        "立行立改 延期 销号?"
    )
    states, findings = told(officer, words)
    assert {*states} == {S.WORKING} and findings == [("warning", "closed-doubtful")] * len(words.split())
    assert RectificationEntry.objects.get(ledger_number="0").note == "销号：完成80%"


def test_a_doubtful_word_is_told_with_its_column_and_itself(officer):  # noqa: F811
    _, findings = load(officer, book([row(是否销号="立行立改")], under("整改状态")))
    assert [each["message"] for each in findings] == [
        "“整改状态”写的是“立行立改”，说不准是否已经销号，先按没有销号入账，原文记入备注。"
    ]


def test_a_day_under_striking_off_is_that_day(officer):  # noqa: F811
    states, findings = told(officer, "2021-07-20 2021年7月22日", under("销号情况"), 完成日期="2021-07-15")
    assert {*states} == {S.LEGACY_CLOSED} and findings == []
    assert RectificationEntry.objects.get(ledger_number="1").note == "销号：2021-07-22"


@pytest.mark.parametrize(("head", "day"), [("整改状态", dt.date(2021, 7, 20)), ("销号", dt.date(2999, 7, 20))])
def test_a_day_elsewhere_or_to_come_closes_nothing(officer, head, day):  # noqa: F811
    _, findings = load(officer, book([row(是否销号=day)], under(head)))
    assert RectificationEntry.objects.get().state == S.WORKING
    assert [each["kind"] for each in findings] == ["closed-doubtful"]


def test_a_column_of_another_name_is_not_said_to_strike_off(officer):  # noqa: F811
    _, findings = load(officer, book([row(是否销号="已化解")], under("整改状态")))
    assert RectificationEntry.objects.get().state == S.LEGACY_CLOSED
    assert [each["message"] for each in findings] == [
        "“整改状态”写的是已完成，将作为历史销号（待复核）入账，但没有完成日期。"
    ]


def without_closing(**given: Any) -> tuple[list[str], list[Any]]:
    """Header and line of a ledger that has no 是否销号."""
    line = row(**given)
    return [*WORDS[:WORD], *WORDS[WORD + 1 :]], [*line[:WORD], *line[WORD + 1 :]]


@pytest.mark.parametrize(
    ("progress", "state", "found"),
    [
        ("已销号", S.LEGACY_CLOSED, []),
        ("7月20日已销号", S.LEGACY_CLOSED, []),
        ("已整改完毕，追回资金1280元，已销号。", S.LEGACY_CLOSED, []),
        ("已取消低保并追回1280元，已销号", S.LEGACY_CLOSED, []),
        ("已整改到位", S.WORKING, ["done-not-closed"]),
        ("已办结", S.WORKING, ["done-not-closed"]),
        ("3户中已销号", S.WORKING, ["done-not-closed"]),
        ("其余2户正在核查，1户已销号", S.WORKING, ["done-not-closed"]),
        ("群众再次反映，除1户外，已销号", S.WORKING, ["done-not-closed"]),
        ("建议销号", S.WORKING, ["done-not-closed"]),
    ],
)
def test_a_ledger_without_the_column_closes_by_the_end_of_its_story(officer, progress, state, found):  # noqa: F811
    head, line = without_closing(整改进展=progress, 完成日期="2021-07-20")
    _, findings = load(officer, book([line], head))
    assert RectificationEntry.objects.get().state == state and [each["kind"] for each in findings] == found


def test_done_by_its_story_alone_is_told(officer):  # noqa: F811
    head, line = without_closing(整改进展="已整改到位")
    _, findings = load(officer, book([line], head))
    assert [each["message"] for each in findings] == ["整改进展写的是已完成但没有销号，将作为整改中入账。"]


@pytest.mark.parametrize(
    ("day", "progress", "state"),
    [
        ("2021-07-25", "已完成", S.LEGACY_CLOSED),
        ("7月25日", "已完成", S.LEGACY_CLOSED),
        ("8月底前", "已完成", S.WORKING),
        ("2099-07-25", "已完成", S.WORKING),
        ("2021-07-25", "正在核查", S.WORKING),
        (None, "已完成", S.WORKING),
    ],
)
def test_a_day_of_striking_off_closes_where_no_column_does(officer, day, progress, state):  # noqa: F811
    head, line = without_closing(整改进展=progress, 完成日期="2021-07-20")
    _, findings = load(officer, book([[*line, day]], [*head, "销号时间"]))
    entry = RectificationEntry.objects.get()
    assert entry.state == state and entry.done_on == dt.date(2021, 7, 20)
    assert ("done-not-closed" in [each["kind"] for each in findings]) is (state == S.WORKING)
    assert "column-unread" not in [each["kind"] for each in findings]


def test_a_day_of_striking_off_alone_is_that_of_completion(officer):  # noqa: F811
    head, line = without_closing(整改进展="已完成", 完成日期="2021-07-20")
    _, findings = load(officer, book([line], ["销号时间" if word == "完成日期" else word for word in head]))
    entry = RectificationEntry.objects.get()
    assert (entry.state, entry.done_on, findings) == (S.LEGACY_CLOSED, dt.date(2021, 7, 20), [])


def test_a_no_outweighs_a_day_of_striking_off(officer):  # noqa: F811
    _, findings = load(officer, book([[*row(是否销号="否"), "2021-07-25"]], [*WORDS, "销号日期"]))
    assert RectificationEntry.objects.get().state == S.WORKING
    assert [each["kind"] for each in findings] == ["done-not-closed"]
