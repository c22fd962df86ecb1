"""What a household is paid, however the sheet says it: each person's own, parts and their sum, repeated or not."""

from typing import Any

import pytest

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
    people = [[{**one, "own": one["own"] or blank} for one in members] for members in families()]
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
