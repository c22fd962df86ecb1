"""Heads who stand only in the head's own columns, the other members beside and below them."""

from typing import Any

import pytest

from recipients.rules import check
from tests.recipients.odd_rosters import RATES, families
from tests.recipients.rosters import context as seen

TITLE = ["泾源县香水镇2021年6月农村低保对象花名册"]
WORDS = ["序号", "村", "组", "户主姓名", "户主身份证号", "成员姓名", "与户主关系", "成员身份证号", "保障类别", "保障人数",
         "月保障金额", "账号"]  # fmt: skip
HEAD_TOLD = [*WORDS[:5], "户主是否享受", *WORDS[5:8], "成员是否享受", *WORDS[8:]]


def said(covered: bool) -> str:
    return "是" if covered else "否"


def sheet(people: list, words: list[str], answers: bool) -> list[list[Any]]:
    """A household's first line has the head in the head's columns and the second person in the members'."""
    rows: list[list[Any]] = [TITLE, words]
    for members in people:
        head, others = members[0], members[1:] or [None]
        for number, one in enumerate(others):
            first = number == 0
            told = [head[key] if first else None for key in ("seq", "village", "group", "head", "head_id")]
            own = [one[key] if one else None for key in ("name", "relation", "id")]
            if answers:
                told.append(said(head["covered"]) if first else None)
                own.append(said(one["covered"]) if one else None)
            rows.append(
                [*told, *own, *[head[key] if first else None for key in ("grade", "count", "monthly", "account")]]
            )
    return rows


def judged(rows: list[list[Any]]) -> tuple[list[tuple], list[str]]:
    """(number, head, name, covered of each person; kinds of error)."""
    context = seen(rows, rates=RATES)
    told = [(f.serial, f.head_id, m.name, m.id, m.covered) for f in context.roster.families for m in f.members]
    return told, [finding.kind for finding in check(context) if finding.blocks]


def people_of(people: list) -> list[tuple]:
    return [
        (one["seq"], one["head_id"], one["name"], one["id"], one["covered"]) for members in people for one in members
    ]


def all_covered() -> list:
    people = families()
    for members in people:
        for one in members:
            one |= {"covered": True, "count": len(members)}
    return people


def test_answers_of_their_own_tell_of_head_and_members() -> None:
    people = families()
    for at, members in enumerate(people[:4]):  # some heads are not covered, their members are
        if len(members) > 1 and at % 2:
            members[0]["covered"], members[1]["covered"] = False, True
        for one in members:
            one["count"] = sum(other["covered"] for other in members)
    assert judged(sheet(people, HEAD_TOLD, answers=True)) == (people_of(people), [])


def test_one_more_covered_than_lines_is_the_head() -> None:
    people = all_covered()
    assert judged(sheet(people, WORDS, answers=False)) == (people_of(people), [])


def test_as_many_covered_as_lines_of_others_leaves_the_head_out() -> None:
    people = all_covered()
    for members in people:
        if len(members) > 1:
            members[0]["covered"] = False
            for one in members:
                one["count"] = len(members) - 1
    assert judged(sheet(people, WORDS, answers=False))[1] == ["covered-unknown"]
    people = [members for members in people if len(members) > 1]
    rows = [[*row[:5], *row[6:]] if len(row) > 1 else row for row in sheet(people, HEAD_TOLD, answers=True)]
    assert judged(rows) == (people_of(people), [])


@pytest.mark.parametrize("count", [None, 9])
def test_a_head_no_number_leaves_room_for_is_an_error(count: int | None) -> None:
    people = [members for members in all_covered() if len(members) > 1][:1]
    for one in people[0]:
        one["count"] = count
    assert judged(sheet(people, WORDS, answers=False))[1] == ["head-unlisted"]


def test_a_household_counted_without_its_head_is_only_asked_about() -> None:
    people = [members for members in all_covered() if len(members) > 1][:1]
    for one in people[0]:
        one["count"] = len(people[0]) - 1
    title, words, first, *rest = sheet(people, WORDS, answers=False)
    rows = [title, [*words, "家庭人口"], [*first, len(people[0]) - 1], *[[*row, None] for row in rest]]
    told, errors = judged(rows)
    assert len(told) == len(people[0]) - 1 and errors == []


def test_a_head_misspelt_in_the_heads_columns_is_nobody_new() -> None:
    people = [members for members in all_covered() if len(members) > 1][:1]
    rows = sheet(people, WORDS, answers=False)
    rows[2][3] = rows[2][5]
    told, errors = judged(rows)
    assert len(told) == len(people[0]) - 1 and errors == []


def test_a_spouse_in_columns_of_its_own_is_not_all_the_members() -> None:
    words = [*WORDS[:5], "配偶姓名", "配偶身份证号", *WORDS[8:]]
    rows = [[*row[:6], *row[7:]] if len(row) > 1 else row for row in sheet(all_covered(), WORDS, answers=False)]
    rows = [TITLE, words, *[row for row in rows[2:] if row[0]]]
    assert "ids-unread" in judged(rows)[1]


@pytest.mark.parametrize("gap", [[], [None]])
def test_households_side_by_side_are_all_read(gap: list[None]) -> None:
    """Where nothing says that the header begins anew, it is an error: the right half must not vanish."""
    words = ["序号", "户主姓名", "身份证号", "类别", "人数", "金额"]
    keys = ("seq", "head", "head_id", "grade", "count", "monthly")
    lines = [[members[0][key] for key in keys] for members in families()]
    half = len(lines) // 2

    def beside(words: list[str], since: int) -> list[list[Any]]:
        pairs = zip(lines[:half], lines[half : 2 * half], strict=True)
        return [TITLE, [*words, *gap, *words], *[[*left[since:], *gap, *right[since:]] for left, right in pairs]]

    told, errors = judged(beside(words, 0))
    assert sorted(name for _, _, name, _, _ in told) == sorted(line[1] for line in lines[: 2 * half])
    assert "two-up" not in errors
    assert "two-up" in judged(beside(["姓名", *words[2:]], 1))[1]
