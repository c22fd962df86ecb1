"""From one baseline to the next, and back."""

import json
from collections.abc import Iterator

import pytest

from core.models import AuditEntry, Division, User
from core.refusal import EditConflict, NotPermitted, Refused
from recipients.models import Award, Household, Membership, Person, RosterEvent, RosterImport
from recipients.operations import (
    check_import,
    commit_import,
    discard_import,
    reverse_import,
    stage_import,
)
from recipients.proof import verify
from recipients.roster import figures, lines
from tests.recipients.rosters import MONTH, OTHER, TOWN, family, load, person, sheet_rows, workbook

MA, HAI, SON = person(1, 1970), person(2, 1972), person(3, 2000)
LI, BAI = person(5, 1965), person(7, 1960)
FIRST = [("马小明", MA, "户主"), ("海兰", HAI, "配偶"), ("马强", SON, "子*")]
SECOND = [("李志福", LI, "户主")]


def book(*families: list) -> bytes:
    return workbook(("花名册", sheet_rows(*families)))


def listed(month: str, town: str = TOWN) -> list[tuple]:
    return [
        (line.serial, line.name, line.relation, line.covered, line.grade, line.persons, line.monthly_fen)
        for line in lines(town, month)
    ]


def state() -> list:
    """All that a reader sees of the present."""
    people = Person.objects.order_by("id_index")
    keys = ("name", "initials", "household", "covered", "health", "labour", "division_code")
    homes = Household.objects.filter(memberships__voided_by=None).distinct().order_by("number")
    return [
        listed(MONTH),
        listed("2021-07"),
        [*people.exclude(household=None).values_list(*keys)],
        [*homes.values_list("number", "group", "hardship", "note", "division_code")],
        [
            *Award.objects.filter(voided_by=None)
            .order_by("pk")
            .values_list("pk", "first_month", "last_month", "closed_by")
        ],
    ]


@pytest.fixture(autouse=True)
def proven(county: None) -> Iterator[None]:
    yield
    assert verify("640424") == {}


def test_baseline_writes_lines_events_village_and_audit(officer: User) -> None:
    imp = load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    assert imp.counts["events"] == 2 == RosterEvent.objects.count()
    assert listed(MONTH) == [
        (1, "马小明", "户主", True, "C", 3, 48000),
        (1, "海兰", "配偶", True, "C", 3, 48000),
        (1, "马强", "子", False, "C", 3, 48000),
        (2, "李志福", "户主", True, "C", 1, 24000),
    ]
    village = Division.objects.get(level="village")
    assert (village.name, village.code, village.provisional) == ("丁湾村", "640424100900", True)
    son = Person.objects.get(name="马强")
    assert (son.covered, son.household.number, son.id_number, son.division_code) == (False, 1, SON, village.code)
    assert son.initials == "MQ" and str(son.birth_date) == "2000-03-05"
    assert figures(TOWN, MONTH)["rural_dibao"].monthly_fen == 72000
    assert AuditEntry.objects.filter(action="roster.commit", actor=officer.username).count() == 1
    terms = RosterEvent.objects.get(household__number=1).terms
    assert terms["awards"][0]["after"]["monthly_fen"] == 48000 and MA not in str(terms)


def test_later_month_closes_and_opens_with_its_month(officer: User) -> None:
    load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    july = book(family(1, *FIRST[:2], grade="B"), family(2, ("白梅", BAI, "户主")))
    imp = load(july, officer, "2021-07")
    assert imp.counts["household_changes"] == {"new": 1, "changed": 1, "same": 0, "gone": 1}
    assert listed(MONTH)[3] == (2, "李志福", "户主", True, "C", 1, 24000)
    assert listed("2021-07") == [
        (1, "马小明", "户主", True, "B", 2, 62000),
        (1, "海兰", "配偶", True, "B", 2, 62000),
        (3, "白梅", "户主", True, "C", 1, 24000),
    ]
    old = Award.objects.get(household__number=1, last_month="2021-06")
    assert old.closed_by.effective_month == "2021-07"
    assert Person.objects.get(name="马强").household is None
    assert Person.objects.get(name="李志福").covered is False


def test_same_month_again_withdraws_and_opens_anew(officer: User) -> None:
    load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    load(book(family(1, *FIRST, grade="A"), family(2, *SECOND)), officer)
    assert listed(MONTH)[0] == (1, "马小明", "户主", True, "A", 3, 76000)
    assert Award.objects.filter(voided_by__isnull=False).count() == 1
    assert RosterEvent.objects.count() == 3


def test_values_of_persons_and_household_follow_the_file(officer: User) -> None:
    load(book(family(1, *FIRST)), officer)
    rows = family(1, ("马晓明", MA, "户主"), *FIRST[1:], group="5", village="乙坪村", phone="13895441111", note="独居")
    rows[0][10] = "重残"
    load(workbook(("花名册", sheet_rows(rows))), officer, "2021-07")
    ma = Person.objects.get(name="马晓明")
    assert (ma.health, ma.phone, ma.household.group, ma.household.note) == ("重残", "13895441111", "5", "独居")
    village = Division.objects.get(name="乙坪村").code
    assert ma.division_code == ma.household.division_code == village
    assert set(Membership.objects.open().values_list("division_code", flat=True)) == {village}


def test_member_moves_between_households(officer: User) -> None:
    load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    moved = book(family(1, *FIRST[:2]), family(2, *SECOND, ("马强", SON, "外孙")))
    imp = load(moved, officer, "2021-07")
    assert imp.counts["person_changes"]["moved"] == 1 and imp.counts["household_changes"]["changed"] == 2
    son = Person.objects.get(name="马强")
    assert (son.household.number, son.covered) == (2, True)
    assert RosterEvent.objects.filter(effective_month="2021-07").count() == 2


def test_a_preview_never_tells_the_name_another_township_knows(officer: User) -> None:
    load(book(family(1, *FIRST)), officer)
    told = family(1, ("李志福", LI, "户主"), ("李四", SON, "子*"), town="新民乡", account="6217999099603082999")
    data = workbook(("花名册", sheet_rows(told, title="新民乡农村低保")))
    imp = stage_import(by=officer, township_code=OTHER, month=MONTH, data=data, filename="新民乡.xlsx")
    imp = check_import(imp)
    assert imp.state == "valid" and "name-differs" in imp.findings_json
    assert json.loads(imp.staged)["preview"]["people"] == [] and "马强" not in imp.staged


def test_covered_elsewhere_is_refused_without_telling_whom(officer: User) -> None:
    load(book(family(1, *FIRST)), officer)
    other = workbook(("花名册", sheet_rows(family(1, ("马小明", MA, "户主"), town="新民乡"), title="新民乡农村低保")))
    with pytest.raises(Refused) as refused:
        load(other, officer, town=OTHER)
    found = [finding for finding in refused.value.findings if finding.kind == "already-elsewhere"]
    assert [(finding.cell, finding.severity) for finding in found] == [("I3", "error")]
    said = found[0].message + found[0].hint
    assert "本县其他乡镇" in said and "香水" not in said and "马小明" not in said
    assert listed(MONTH, OTHER) == []


def test_uncovered_family_member_may_come_from_another_township(officer: User) -> None:
    load(book(family(1, *FIRST)), officer)
    rows = sheet_rows(family(1, ("马强", SON, "户主"), town="新民乡"), title="新民乡农村低保")
    imp = load(workbook(("花名册", rows)), officer, "2021-07", town=OTHER)
    assert imp.counts["person_changes"]["elsewhere"] == 1
    son = Person.objects.get(name="马强")
    assert (son.household.township_code, son.covered) == (OTHER[:9], True)
    assert Membership.objects.get(person=son, last_month="2021-06").closed_by is not None


def test_dead_person_and_later_month_block(officer: User) -> None:
    load(book(family(1, *FIRST)), officer, "2021-07")
    with pytest.raises(Refused) as refused:
        load(book(family(1, *FIRST, grade="A")), officer, MONTH)
    assert "later-month-in" in {finding.kind for finding in refused.value.findings}
    Person.objects.filter(name="马小明").update(death_date="2021-07-03")
    with pytest.raises(Refused) as refused:
        load(book(family(1, *FIRST)), officer, "2021-08")
    assert "person-dead" in {finding.kind for finding in refused.value.findings}


def test_reversal_restores_the_earlier_state_exactly(officer: User) -> None:
    load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    before = state()
    rows = family(1, ("马晓明", MA, "户主"), ("海兰", HAI, "妻"), grade="A", group="9", village="乙坪村")
    imp = load(workbook(("花名册", sheet_rows(rows, family(2, ("白梅", BAI, "户主"))))), officer, "2021-07")
    assert state() != before
    reverse_import(imp, by=officer, version=imp.version, reason="选错了文件")
    assert state() == before
    imp.refresh_from_db()
    assert imp.state == "reversed"
    assert RosterEvent.objects.filter(kind="reversal").count() == imp.counts["events"]


def test_reversed_baseline_can_be_imported_again(officer: User) -> None:
    data = book(family(1, *FIRST), family(2, *SECOND))
    imp = load(data, officer)
    was = listed(MONTH)
    reverse_import(imp, by=officer, version=imp.version, reason="选错了月份")
    assert listed(MONTH) == [] and not Person.objects.exclude(household=None).exists()
    load(data, officer)
    assert listed(MONTH) == was and Person.objects.count() == 4


def test_reversal_is_refused_once_a_later_month_is_in(officer: User) -> None:
    imp = load(book(family(1, *FIRST)), officer)
    load(book(family(1, *FIRST, grade="A")), officer, "2021-07")
    with pytest.raises(Refused) as refused:
        reverse_import(imp, by=officer, version=imp.version, reason="错")
    assert refused.value.code == "later-month-in"
    with pytest.raises(Refused):
        reverse_import(imp, by=officer, version=imp.version, reason=" ")


def staged(by: User, data: bytes, month: str = MONTH) -> RosterImport:
    return check_import(stage_import(by=by, township_code=TOWN, month=month, data=data, filename="六月.xlsx"))


def test_township_stages_bureau_commits_with_a_reason(assistant: User, officer: User) -> None:
    imp = staged(assistant, book(family(1, *FIRST)))
    assert imp.state == "valid" and imp.counts["warnings"] and imp.counts["household_changes"]["new"] == 1
    with pytest.raises(NotPermitted):
        commit_import(imp, by=assistant, version=imp.version, warning_reason="已核对")
    with pytest.raises(Refused) as refused:
        commit_import(imp, by=officer, version=imp.version)
    assert refused.value.code == "warnings-unconfirmed"
    with pytest.raises(EditConflict):
        commit_import(imp, by=officer, version=imp.version - 1, warning_reason="已核对")
    done = commit_import(imp, by=officer, version=imp.version, warning_reason="已核对")
    assert done.state == "committed" and len(listed(MONTH)) == 3
    with pytest.raises(Refused):
        commit_import(done, by=officer, version=done.version, warning_reason="再来")


def test_commit_checks_again_what_changed_since(assistant: User, officer: User) -> None:
    imp = staged(assistant, book(family(1, *FIRST)))
    other = sheet_rows(family(1, ("马小明", MA, "户主"), town="新民乡"), title="新民乡农村低保")
    load(workbook(("花名册", other)), officer, town=OTHER)
    with pytest.raises(Refused) as refused:
        commit_import(imp, by=officer, version=imp.version, warning_reason="已核对")
    assert refused.value.code == "roster-changed" and listed(MONTH) == []


def test_discarded_import_holds_no_personal_data_and_foreign_township_is_refused(assistant: User) -> None:
    imp = staged(assistant, book(family(1, *FIRST)))
    gone = discard_import(imp, by=assistant, version=imp.version)
    assert gone.state == "discarded" and gone.staged == ""
    with pytest.raises(NotPermitted):
        stage_import(by=assistant, township_code=OTHER, month=MONTH, data=b"x", filename="x.xlsx")


def test_unreadable_file_is_a_state_with_a_sentence(assistant: User) -> None:
    imp = staged(assistant, b"\x00\x01garbage")
    assert imp.state == "unreadable" and imp.message.endswith("。")
    imp = staged(assistant, workbook(("说明", [["今天天气很好"], ["没有表"]])))
    assert imp.state == "unreadable" and "花名册" in imp.message


def test_gone_household_keeps_its_family(officer: User) -> None:
    load(book(family(1, *FIRST), family(2, *SECOND)), officer)
    load(book(family(2, *SECOND)), officer, "2021-07")
    assert [line[1] for line in listed("2021-07")] == ["李志福"]
    assert Membership.objects.open().filter(household__number=1).count() == 3
    assert Person.objects.get(name="马小明").covered is False
