"""Whose line it is: households written apart, numbers that begin again, heads named only by name."""

import random

import pytest

from recipients.rules import Context, check
from tests.recipients.odd_rosters import RATES, Layout, families, given, read, wanted
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, person, sheet_rows

PEOPLE = families()
BY_RELATION = "{} 村=village 组=group {}姓名=name 与户主关系=relation 身份证号=id 是否享受=covered 类别=grade 保障人数=count 月保障金额=monthly 账号=account"


def kinds(columns: str, people: list) -> tuple[list, list]:
    """(what was read, kinds of error)."""
    roster = read(Layout(columns, way="repeat").workbook(people))
    found = check(Context(roster, "2021-06", "香水镇", ("香水镇",), {"丁湾"}, RATES))
    return given(roster, without=("seq",)), [finding.kind for finding in found if finding.blocks]


def scattered() -> list:
    """Every person alone, in no order; `line` counts the lines."""
    people = [[{**one, "house": f"HX{one['seq']:04}"}] for members in PEOPLE for one in members]
    random.Random(5).shuffle(people)
    for number, (one,) in enumerate(people, 1):
        one["line"] = number
    return people


def persons(lines: list[tuple]) -> list[tuple]:
    return sorted(line[1:] for line in lines)


@pytest.mark.parametrize(
    ("number", "head"),
    [
        ("户编号=seq", ""),
        ("户编号=seq", "户主姓名=head "),
        ("序号=line 家庭编号=house", "户主姓名=head "),
        ("序号=line", "户主姓名=head 户主身份证号=head_id "),
    ],
)
def test_lines_of_one_household_that_stand_apart_belong_together(number: str, head: str) -> None:
    got, errors = kinds(BY_RELATION.format(number, head), scattered())
    assert errors == [] and persons(got) == persons(wanted(PEOPLE))


@pytest.mark.parametrize("number", ["户编号=seq", "序号=line 家庭编号=house"])
def test_lines_apart_of_households_without_a_head_are_an_error(number: str) -> None:
    people = [[one] for (one,) in scattered() if one["id"] != PEOPLE[0][0]["id"]]
    assert len(PEOPLE[0]) > 1 and "number-differs" in kinds(BY_RELATION.format(number, ""), people)[1]


def test_a_household_apart_without_relations_is_an_error() -> None:
    columns = BY_RELATION.format("序号=line", "户主姓名=head 户主身份证号=head_id ").replace("与户主关系=relation ", "")
    several = [[one] for one in (*PEOPLE[0], *PEOPLE[1][1:], {**PEOPLE[0][0], "name": "马某某", "id": person(77)})]
    for number, (one,) in enumerate(several, 1):
        one["line"] = number
    assert len(PEOPLE[1]) > 1 and "household-apart" in kinds(columns, several)[1]


def test_lines_that_name_different_heads_are_no_household() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[4][HEAD.index("户主身份证号")] = person(77)
    assert ("F5", "heads-differ") in cells(check(context(rows)))


def test_numbers_that_begin_again_in_each_village_are_other_households() -> None:
    people = [[{**one, "seq": 1} for one in members] for members in PEOPLE]
    villages = dict.fromkeys(members[0]["village"] for members in people)
    firsts = [next(members for members in people if members[0]["village"] == village) for village in villages]
    columns = "序号=seq 村=village 组=group 姓名=name 身份证号=id 是否享受=covered 类别=grade 保障人数=count 月保障金额=monthly 账号=account"
    got = given(read(Layout(columns, way="repeat").workbook(firsts)), without=("relation",))
    assert len(firsts) > 2 and persons(got) == persons(wanted(firsts, without=("relation",)))


def test_lines_counted_anew_in_each_village_are_not_joined_by_their_numbers() -> None:
    (one, two) = (members[:2] for members in [m for m in PEOPLE if len(m) > 1][:2])
    lines = [[{**person, "line": at}] for members in (one, two[::-1]) for at, person in enumerate(members, 1)]
    columns = BY_RELATION.format("序号=line", "").replace("村=village 组=group ", "")
    homes = {member["id"]: member["head_id"] for member in (*one, *two)}
    for found in read(Layout(columns, way="repeat").workbook(lines)).families:
        assert len({homes[member.id] for member in found.members}) == 1


def test_a_village_misspelt_on_a_line_makes_no_household() -> None:
    people = [[dict(one) for one in members] for members in PEOPLE if len(members) > 2][:1]
    people[0][1]["village"] = "丁弯村"
    columns = "序号=seq 村=village 姓名=name 身份证号=id 是否享受=covered 类别=grade 保障人数=count 月保障金额=monthly 账号=account"
    assert len(read(Layout(columns, way="repeat").workbook(people)).families) == 1


def test_a_blank_relation_beside_the_heads_name_is_the_heads() -> None:
    people = [
        [{**one, "relation": None if one["relation"] == "户主" else one["relation"]} for one in members]
        for members in PEOPLE
    ]
    roster = read(Layout(BY_RELATION.format("序号=seq", "户主姓名=head ")).workbook(people))
    assert given(roster) == wanted(PEOPLE)
    for members in people:
        members[0]["head"] = "马某某"
    roster = read(Layout(BY_RELATION.format("序号=seq", "户主姓名=head ")).workbook(people))
    assert all(family.head is None for family in roster.families)


def test_a_head_called_otherwise_on_the_line_is_told() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[2][HEAD.index("户主姓名")] = "马小民"
    assert ("E3", "head-name-differs") in cells(check(context(rows)))
