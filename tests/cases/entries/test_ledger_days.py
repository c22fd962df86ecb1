"""Days as ledgers word them: the day that is meant, never one that may be another."""

import datetime as dt

import pytest

from cases.intake.worded_days import span_of
from cases.models import RectificationEntry
from tests.cases.entries.books import book, row
from tests.cases.entries.test_import import load, officer  # noqa: F401
from tests.cases.entries.test_other_ledgers import kinds, only

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
D = dt.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021.8", D(2021, 8, 1), D(2021, 8, 31)),
        ("2021-08", D(2021, 8, 1), D(2021, 8, 31)),
        ("2021年8月31日前", D(2021, 8, 31), D(2021, 8, 31)),
        ("2021.8.31前完成", D(2021, 8, 31), D(2021, 8, 31)),
        ("8.31", D(2021, 8, 31), D(2021, 8, 31)),
        ("2021年9月中旬", D(2021, 9, 11), D(2021, 9, 20)),
        ("三季度末", D(2021, 7, 1), D(2021, 9, 30)),
        ("2021年年底前", D(2021, 1, 1), D(2021, 12, 31)),
        ("十二月底", D(2021, 12, 1), D(2021, 12, 31)),
        ("2021.7-2021.9", D(2021, 7, 1), D(2021, 9, 30)),
        ("2021年7月至9月", D(2021, 7, 1), D(2021, 9, 30)),
        ("2021年7月6日-7月8日", D(2021, 7, 6), D(2021, 7, 8)),
        ("2021年8月31日前完成，长期坚持", D(2021, 8, 31), D(2021, 8, 31)),
        ("2021年8月31日前完成并长期坚持", D(2021, 8, 31), D(2021, 8, 31)),
        ("8月底前，并持续推进", D(2021, 8, 1), D(2021, 8, 31)),
        ("2021.7.15已完成", D(2021, 7, 15), D(2021, 7, 15)),
        ("2021年8月5日（星期四）", D(2021, 8, 5), D(2021, 8, 5)),
    ],
)
def test_worded_days_span(text, first, last):
    assert span_of(text, D(2021, 7, 6)) == (first, last)


@pytest.mark.parametrize(
    "text", ["立行立改", "长期坚持", "一个月内", "2021年13月5日", "21.8.5", "每月25日", "2021", "尽快"]
)
def test_words_without_a_day_span_nothing(text):
    assert span_of(text, D(2021, 7, 6)) is None


@pytest.mark.parametrize(
    ("found", "due", "title", "days"),
    [
        ("6月18日", "8月底前", "2021年度整改台账", (D(2021, 6, 18), D(2021, 8, 31))),
        ("21.6.18", "22.1.31", "整改台账（2021年）", (D(2021, 6, 18), D(2022, 1, 31))),
        ("6.18", "8.31", "2021年整改台账　填报日期：2021.8.20", (D(2021, 6, 18), D(2021, 8, 31))),
    ],
)
def test_a_title_tells_the_year_of_its_days(officer, found, due, title, days):  # noqa: F811
    load(officer, book([row(发现日期=found, 整改时限=due)], title=(title,)))
    assert (only().found_on, only().due_on) == days


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ("6月18日", "整改台账"),
        ("6月18日", "2020年至2021年台账"),
        ("19.6.18", "2021年整改台账"),
        ("21.6.18", "整改台账"),
    ],
)
def test_a_day_whose_year_may_be_another_is_an_error(officer, found, title):  # noqa: F811
    _, findings = load(officer, book([row(发现日期=found)], title=(title,)))
    assert ("error", "ZG-05") in kinds(findings)


def test_a_day_of_completion_with_done_behind_it_is_that_day(officer):  # noqa: F811
    load(officer, book([row(完成日期="2021.7.15已完成", 是否销号="是", 整改时限="2021.7.14已完成")]))
    assert (only().done_on, only().due_on) == (D(2021, 7, 15), None)


def test_a_month_is_found_on_its_first_day_and_done_on_its_last(officer):  # noqa: F811
    _, findings = load(
        officer, book([row(发现日期="2021年7月", 完成日期="2021.8", 整改时限=2021.8, 是否销号="已整改完毕")])
    )
    entry = only()
    assert kinds(findings) == {("warning", "ZG-05")}
    assert (entry.found_on, entry.done_on, entry.due_on) == (D(2021, 7, 1), D(2021, 8, 31), D(2021, 8, 31))
    assert entry.note == "发现日期：2021年7月；整改时限：2021.8；完成日期：2021.8" and entry.state == S.LEGACY_CLOSED


@pytest.mark.parametrize("number", [2021.1, 8.3])
def test_a_number_that_may_have_lost_its_nought_is_no_day(officer, number):  # noqa: F811
    _, findings = load(officer, book([row(整改时限=number)]))
    assert ("error", "ZG-05") in kinds(findings)


def test_a_day_of_completion_in_words_is_left_blank(officer):  # noqa: F811
    _, findings = load(officer, book([row(完成日期="整改中")]))
    assert kinds(findings) == {("warning", "ZG-05")} and only().done_on is None and only().note == "完成日期：整改中"
