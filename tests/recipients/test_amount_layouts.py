"""What a household is paid, however the sheet says it: each person's own, parts and their sum, repeated or not."""

from typing import Any

import pytest

from core.sheets.model import Sheet, Workbook
from recipients.rules import Context, check
from recipients.rules.total_adds_up import total_adds_up
from tests.recipients.odd_rosters import RATES, Layout, families, given, read, wanted
from tests.recipients.rosters import cells

PEOPLE = families()
OWN = "户序号=seq 村=village 组=group 姓名=name 与户主关系=relation 身份证号=id {}类别=grade {}=own 惠农卡号=account"


def judged(columns: str, people: list = PEOPLE, **changes: Any) -> tuple[list, list, Context]:
    """(what was read, errors, what the rules saw)."""
    roster = read(Layout(columns, **changes).workbook(people))
    context = Context(roster, "2021-06", "香水镇", ("香水镇", "新民乡"), {"丁湾"}, RATES)
    return given(roster), [(finding.kind, finding.cell) for finding in check(context) if finding.blocks], context


@pytest.mark.parametrize("word", ["个人月补助金额（元）", "个人月保障金额", "人均补助金额"])
@pytest.mark.parametrize("blank", [None, 0])
def test_of_each_persons_own_amounts_those_without_one_are_not_covered(word: str, blank: int | None) -> None:
    people = [[{**one, "own": one["own"] or blank} for one in members] for members in PEOPLE]
    assert any(not one["covered"] for members in people for one in members)
    got, errors, _ = judged(OWN.format("", word), people)
    assert errors == [] and got == wanted(people)


def test_each_persons_own_amounts_may_differ() -> None:
    people = families()
    for members in people:
        paid = [one for one in members if one["covered"]]
        for extra, one in enumerate(paid):
            one["own"] += extra * 10
        for one in members:
            one["monthly"] = sum(other["own"] for other in paid)
    for covered in ("", "是否享受=covered "):
        got, errors, _ = judged(OWN.format(covered, "个人月补助金额"), people)
        assert errors == [] and got == wanted(people)


@pytest.mark.parametrize("covered", ["", "是否享受=covered "])
def test_the_total_of_each_persons_own_amounts_is_compared(covered: str) -> None:
    total = sum(members[0]["monthly"] for members in PEOPLE)
    columns = OWN.format(covered, "个人月补助金额")
    at = 8 if covered else 7
    for stated, expected in ((total, []), (total + 100, ["total-differs"])):
        foot = [["合计", *[None] * (at - 1), stated]]
        assert [kind for _, kind in cells(total_adds_up(judged(columns, foot=foot)[2]))] == expected


def test_the_total_of_a_standard_is_nobodys() -> None:
    columns = OWN.format("是否享受=covered ", "保障标准").replace("=own", "=each")
    got, errors, context = judged(columns, foot=[["合计", *[None] * 7, 3600]])
    assert errors == [] and got == wanted(PEOPLE) and cells(total_adds_up(context)) == []


SEVERAL = (
    "序号=seq 村=village 组=group 户主姓名=head 姓名=name 与户主关系=relation 身份证号=id 是否享受=covered 类别=grade"
    " 保障人数=count {} 账号=account"
)


def with_parts(**more: int) -> list:
    """Every third household is paid `extra` beside its class's amount: `base`, `extra` and `monthly`, their sum."""
    people = families()
    for number, members in enumerate(people):
        for one in members:
            one |= {"base": one["monthly"], "extra": more.get("extra", 50) if number % 3 == 0 else 0}
            one["monthly"] += one["extra"]
    for one in (one for members in people for one in members[1:]):
        one |= {"base": None, "extra": None, "monthly": None}
    return people


def paid(people: list) -> list[int]:
    return [members[0]["monthly"] * 100 for members in people]


@pytest.mark.parametrize(
    "words",
    [
        "低保金=base 分类施保金=extra 月保障金合计=monthly",
        "保障金额=base 特殊人群增发=extra 合计金额=monthly",
        "月补差=base 提标=extra 月实际发放=monthly",
        "月保障金额（元）|低保金=base 月保障金额（元）|分类施保金=extra 月保障金额（元）|小计=monthly",
        "月供养金=base 护理费=extra 月发放总额=monthly",
    ],
)
def test_of_several_amounts_their_sum_is_the_months(words: str) -> None:
    people = with_parts()
    roster = read(Layout(SEVERAL.format(words)).workbook(people))
    assert [family.monthly for family in roster.families] == paid(people)
    assert roster.parts[0].table.doubled == []


@pytest.mark.parametrize(
    "words",
    [
        "月保障金=base 物价补贴=extra 合计=monthly",
        "月保障金=base 补发上月=extra 实发=monthly",
        "月补差=base 家庭月收入=extra 保障线=monthly",
        "月保障金=base 本月减少=extra 上月保障金=monthly",
    ],
)
def test_what_is_no_part_of_the_months_aid_is_not_added(words: str) -> None:
    people = with_parts()
    roster = read(Layout(SEVERAL.format(words)).workbook(people))
    assert [family.monthly for family in roster.families] == [members[0]["base"] * 100 for members in people]


def test_a_sum_that_does_not_add_up_in_a_line_is_told_there() -> None:
    people = with_parts()
    people[1][0]["monthly"] += 7
    _, errors, _ = judged(SEVERAL.format("低保金=base 分类施保金=extra 月保障金合计=monthly"), people)
    row = 3 + len(people[0])
    assert errors == [("sum-differs", f"M{row}")]


EACH = "序号=seq 村=village 组=group 户主姓名=head 姓名=name 与户主关系=relation 身份证号=id 是否享受=covered 类别=grade 保障金=own 账号=account"


@pytest.mark.parametrize("each_line_its_own", [True, False])
def test_the_stated_total_tells_whether_equal_amounts_are_said_again(each_line_its_own: bool) -> None:
    people = families()
    for members in people:
        count = sum(one["covered"] for one in members)
        for one in members:
            one |= {"own": 300 if one["covered"] else None, "monthly": 300 * count if each_line_its_own else 300}
    total = sum(members[0]["monthly"] for members in people)
    got, errors, _ = judged(EACH, people, foot=[["合计", *[None] * 8, total]])
    assert errors == [] and got == wanted(people)


def test_an_amount_merged_over_two_households_is_told() -> None:
    book = Layout(SEVERAL.format("月保障金额=monthly")).workbook(PEOPLE)
    last = 2 + len(PEOPLE[0]) + len(PEOPLE[1]) - 1
    book.sheets[0].rows[2 + len(PEOPLE[0])][10] = None
    book = Workbook(book.name, book.kind, [Sheet("Sheet1", book.sheets[0].rows, [(2, 10, last, 10)])])
    found = [(f.kind, f.cell) for f in check(Context(read(book), "2021-06", "香水镇", (), {"丁湾"}, RATES)) if f.blocks]
    assert found == [("amount-shared", "K3")]
