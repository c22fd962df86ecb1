"""Changes of single households: each kind, its effect by month, and its taking back."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from core.models import User
from core.refusal import Refused
from recipients.changes import HouseholdChange, MemberIn, MemberOut, PersonFix
from recipients.models import Award, Household, Membership, Person, RosterEvent
from recipients.operations import apply_change, reverse_event
from recipients.proof import verify
from recipients.roster import household_terms, lines
from tests.recipients.rosters import OTHER, TOWN, family, load, person, sheet_rows, truth, workbook
from tests.recipients.rosters import sample as bytes_of

MA, HAI, SON, BABY = person(1, 1970), person(2, 1972), person(3, 2000), person(4, 2021)
LI, NEW = person(5, 1965), person(7, 1980)


@pytest.fixture(autouse=True)
def proven(county: None) -> Iterator[None]:
    yield
    assert verify("640424") == {}


@pytest.fixture
def roster(officer: User) -> User:
    first = family(1, ("马小明", MA, "户主"), ("海兰", HAI, "配偶"), ("马强", SON, "子*"), grade="B")
    load(workbook(("花名册", sheet_rows(first, family(2, ("李志福", LI, "户主"))))), officer)
    return officer


def change(by: User, number: int | None = 1, **terms: Any) -> RosterEvent:
    household = Household.objects.get(number=number, township_code=TOWN[:9]) if number else None
    told = {"kind": "regrade", "reason": "复核", "effective_month": "2021-08", "scheme": "rural_dibao"} | terms
    return apply_change(
        HouseholdChange(township_code=TOWN, household=household, **told),
        by=by,
        source_type="change_line",
        source_id=uuid4(),
        paper="2021年7月增减名单第1行",
    )


def who(name: str) -> Person:
    return Person.objects.get(name=name)


def listed(month: str, scope: str = TOWN) -> list[tuple]:
    return [
        (line.serial, line.name, line.covered, line.grade, line.persons, line.monthly_fen)
        for line in lines(scope, month)
    ]


JUNE = [
    (1, "马小明", True, "B", 3, 62000),
    (1, "海兰", True, "B", 3, 62000),
    (1, "马强", False, "B", 3, 62000),
    (2, "李志福", True, "C", 1, 24000),
]


def test_regrade_shows_from_its_month(roster: User) -> None:
    event = change(roster, grade="A", monthly_fen=76000)
    assert listed("2021-07") == JUNE
    assert listed("2021-08")[0] == (1, "马小明", True, "A", 3, 76000)
    told = event.terms["awards"][0]
    assert (told["before"]["grade"], told["after"]["grade"], told["after"]["covered"]) == ("B", "A", 2)
    award = Award.objects.open().get(household__number=1)
    assert award.account == "6217999099603082461" and award.account_holder == "马小明"


def test_add_member_makes_the_person_and_raises_the_size(roster: User) -> None:
    change(roster, kind="add_member", joins=(MemberIn("马宝", BABY, "子"),), monthly_fen=93000)
    assert listed("2021-07") == JUNE
    assert listed("2021-08")[3] == (1, "马宝", True, "B", 4, 93000)
    baby = who("马宝")
    assert (baby.covered, baby.household.number, baby.id_number, baby.sex) == (True, 1, BABY, "2")


def test_family_member_already_known_becomes_covered(roster: User) -> None:
    change(roster, kind="add_member", joins=(MemberIn("马强", SON, "子"),), monthly_fen=93000)
    assert listed("2021-08")[2] == (1, "马强", True, "B", 3, 93000)
    assert Membership.objects.filter(person=who("马强")).count() == 1


def test_death_leaves_the_family_and_is_kept(roster: User) -> None:
    out = MemberOut(who("海兰"), dt.date(2021, 7, 18), leaves_family=True)
    event = change(roster, kind="remove_member", reason="死亡", leaves=(out,), monthly_fen=31000)
    assert listed("2021-07") == JUNE
    assert listed("2021-08")[:2] == [(1, "马小明", True, "B", 2, 31000), (1, "马强", False, "B", 2, 31000)]
    gone = who("海兰")
    assert (gone.household, gone.covered, gone.death_date) == (None, False, dt.date(2021, 7, 18))
    assert "2021-07-18" not in str(event.terms)


def test_removed_for_income_stays_in_the_family(roster: User) -> None:
    change(roster, kind="remove_member", leaves=(MemberOut(who("海兰")),), monthly_fen=31000)
    assert listed("2021-08")[1] == (1, "海兰", False, "B", 3, 31000)
    assert who("海兰").covered is False and who("海兰").household.number == 1


def test_ended_household_is_not_listed_but_stays_a_family(roster: User) -> None:
    change(roster, kind="end_household", ends=True)
    assert [line[1] for line in listed("2021-08")] == ["李志福"]
    assert Award.objects.get(household__number=1).last_month == "2021-07"
    assert Membership.objects.open().filter(household__number=1).count() == 3
    assert household_terms(Household.objects.get(number=1), "rural_dibao", "2021-08") is None


def test_new_household_continues_the_numbers(roster: User) -> None:
    joins = (MemberIn("白成", NEW, "户主", is_head=True), MemberIn("白宝", BABY, "女"))
    change(
        roster, None, kind="add_household", joins=joins, grade="A", monthly_fen=76000, village_name="庚梁村", group="5",
        account_holder="白成", account="6217999384303580042",
    )  # fmt: skip
    assert listed("2021-07") == JUNE
    assert listed("2021-08")[4:] == [(3, "白成", True, "A", 2, 76000), (3, "白宝", True, "A", 2, 76000)]
    line = list(lines(TOWN, "2021-08"))[4]
    assert (line.village, line.group, line.head_id, line.account) == ("庚梁村", "5", NEW, "6217999384303580042")


def test_ended_household_comes_back_as_itself(roster: User) -> None:
    change(roster, kind="end_household", ends=True)
    joins = (MemberIn("马小明", MA, "户主", is_head=True), MemberIn("海兰", HAI, "配偶"))
    change(roster, None, kind="add_household", joins=joins, grade="C", monthly_fen=48000, effective_month="2021-10")
    assert listed("2021-10")[0] == (1, "马小明", True, "C", 3, 48000)
    assert who("马小明").household.number == 1 and Household.objects.count() == 2


def test_new_head_and_corrections(roster: User) -> None:
    change(roster, kind="change_head", new_head=who("海兰"))
    heads = [(line.name, line.relation, line.is_head) for line in lines(TOWN, "2021-08")][:2]
    assert heads == [("马小明", "其他", False), ("海兰", "户主", True)]
    assert [line.is_head for line in lines(TOWN, "2021-07")][:2] == [True, False]
    fix = PersonFix(who("马强"), name="马小强", relation="长子")
    event = change(roster, kind="correct_info", fixes=(fix,), effective_month="2021-09")
    assert who("马小强").initials == "MXQ" and "马强" not in str(event.terms)
    reverse_event(event, by=roster, paper="更正撤回", source_type="correction", source_id=uuid4())
    assert who("马强").initials == "MQ"


def test_member_of_another_household_moves(roster: User) -> None:
    change(roster, 2, kind="add_member", joins=(MemberIn("马强", SON, "外孙"),), monthly_fen=48000)
    assert [line[1] for line in listed("2021-08")] == ["马小明", "海兰", "李志福", "马强"]
    assert [line[1] for line in listed("2021-07")] == [line[1] for line in JUNE]


def test_covered_person_cannot_be_covered_twice(roster: User) -> None:
    with pytest.raises(Refused) as refused:
        change(roster, 2, kind="add_member", joins=(MemberIn("海兰", HAI, "女"),), monthly_fen=48000)
    assert refused.value.code == "already-covered" and listed("2021-08") == JUNE


def test_earlier_change_after_a_later_one_is_refused(roster: User) -> None:
    change(roster, grade="A", monthly_fen=76000, effective_month="2021-09")
    with pytest.raises(Refused) as refused:
        change(roster, grade="C", monthly_fen=48000, effective_month="2021-08")
    assert refused.value.code == "later-change"


def test_months_already_paid_are_not_paid_again_from_before(roster: User) -> None:
    change(roster, kind="end_household", ends=True, effective_month="2021-10")
    joins = (MemberIn("马小明", MA, "户主", is_head=True),)
    with pytest.raises(Refused) as refused:
        change(roster, kind="add_household", joins=joins, grade="C", monthly_fen=24000, effective_month="2021-08")
    assert refused.value.code == "later-change"


def test_two_changes_of_one_month_follow_each_other(roster: User) -> None:
    first = change(roster, grade="A", monthly_fen=76000)
    change(roster, kind="remove_member", leaves=(MemberOut(who("海兰")),), monthly_fen=38000)
    assert listed("2021-08")[0] == (1, "马小明", True, "A", 3, 38000)
    with pytest.raises(Refused) as refused:
        reverse_event(first, by=roster, paper="撤回", source_type="correction", source_id=uuid4())
    assert refused.value.code == "built-upon"


@pytest.mark.parametrize(
    "terms",
    [
        {"grade": "A", "monthly_fen": 76000},
        {"kind": "add_member", "joins": (MemberIn("马宝", BABY, "子"),), "monthly_fen": 93000},
        {"kind": "add_member", "joins": (MemberIn("马小强", SON, "子"),), "monthly_fen": 93000},
        {"kind": "end_household", "ends": True},
        {"kind": "regrade", "group": "8", "account": "6217996018955597978"},
    ],
)
def test_reversal_restores_what_stood(roster: User, terms: dict) -> None:
    before = (listed("2021-07"), listed("2021-08"), Household.objects.get(number=1).group)
    names = set(Person.objects.values_list("name", flat=True))
    event = change(roster, **terms)
    undone = reverse_event(event, by=roster, paper="更正：原行作废", source_type="correction", source_id=uuid4())
    assert (listed("2021-07"), listed("2021-08"), Household.objects.get(number=1).group) == before
    assert set(Person.objects.exclude(household=None).values_list("name", flat=True)) == names
    assert undone.kind == "reversal" and undone.reverses == event
    with pytest.raises(Refused):
        reverse_event(event, by=roster, paper="再撤", source_type="correction", source_id=uuid4())


def test_death_taken_back_brings_the_person_back(roster: User) -> None:
    out = MemberOut(who("海兰"), dt.date(2021, 7, 18), leaves_family=True)
    event = change(roster, kind="remove_member", leaves=(out,), monthly_fen=31000)
    reverse_event(event, by=roster, paper="误报", source_type="correction", source_id=uuid4())
    back = who("海兰")
    assert (back.death_date, back.covered, back.household.number) == (None, True, 1)
    assert listed("2021-08") == JUNE


def test_tekun_pays_each_person_and_temporary_assistance_one_month(roster: User) -> None:
    joins = (MemberIn("白成", NEW, "户主", is_head=True),)
    change(
        roster, None, scheme="tekun", kind="add_household", joins=joins, care_mode="home", care_level="full",
        monthly_fen=70000, village_name="丁湾村",
    )  # fmt: skip
    award = Award.objects.get(scheme="tekun")
    assert (award.person.name, award.serial, award.covered, award.care_level) == ("白成", 1, 1, "full")
    change(roster, 3, scheme="tekun", kind="change_care", care_mode="institution", effective_month="2021-09")
    kept = Award.objects.open().get(scheme="tekun")
    assert (kept.care_mode, kept.monthly_fen, kept.serial) == ("institution", 70000, 1)
    change(roster, 2, scheme="temporary_assistance", kind="add_household", aid_kind="emergency", monthly_fen=200000,
           joins=(MemberIn("李志福", LI, "户主"),))  # fmt: skip
    aid = Award.objects.get(scheme="temporary_assistance")
    assert (aid.first_month, aid.last_month, aid.aid_kind) == ("2021-08", "2021-08", "emergency")
    assert ("李志福", 200000) in {
        (line.name, line.monthly_fen) for line in lines(TOWN, "2021-08", ["temporary_assistance"])
    }
    assert not list(lines(TOWN, "2021-09", ["temporary_assistance"]))


def test_unlisted_household_and_foreign_township(roster: User) -> None:
    with pytest.raises(Refused) as refused:
        change(roster, scheme="urban_dibao", ends=True)
    assert refused.value.code == "not-listed"
    assert list(lines(OTHER, "2021-08")) == []


def test_july_sample_changes_give_the_roster_of_august(officer: User) -> None:
    """The sample's July list, told as household changes, turns June's truth into August's."""
    load(bytes_of("roster-202106.xlsx"), officer)
    rows = truth("changes-202107.truth.csv")
    removed = [row for row in rows if row["kind"] == "remove_member"]
    for row in removed:
        gone = Person.objects.get(id_index=index(row["id"]))
        old = household_terms(gone.household, "rural_dibao", "2021-07")
        assert old is not None
        apply_change(
            HouseholdChange(
                TOWN, "rural_dibao", gone.household, "remove_member", row["reason"], row["effective"],
                leaves=(MemberOut(gone, dt.date.fromisoformat(row["death"]) if row["death"] else None, True),),
                monthly_fen=old.monthly_fen // old.covered_count * (old.covered_count - 1),
            ),
            by=officer, source_type="change_line", source_id=uuid4(), paper="7月增减名单",
        )  # fmt: skip
    june = {row["id"]: row for row in truth("roster-202106.truth.csv")}
    august = {line.id_number: line for line in lines(TOWN, "2021-08")}
    assert june.keys() - august.keys() == {row["id"] for row in removed} and removed
    for row in removed:
        head = august[row["head"]]
        assert (
            head.monthly_fen == int(june[row["head"]]["monthly"]) * 100 // (head.covered_count + 1) * head.covered_count
        )


def index(ident: str) -> str:
    from core.crypto import id_index

    return id_index(ident)
