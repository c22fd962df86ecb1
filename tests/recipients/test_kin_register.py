"""Declared kin: what a commit changes, how they follow the roster, what other apps are told."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.crypto import id_index
from core.ids import new_id
from core.models import AuditEntry, User
from core.refusal import EditConflict, NotPermitted, Refused
from recipients import kin, tasks
from recipients.intake.declared import Declared
from recipients.kin.examine import doubts_of
from recipients.models import KinDeclaration, KinImport, Membership, Person
from recipients.operations import change_declaration, declare_kin, end_declaration, rematch_kin
from recipients.operations.kin_imports import commit_kin_import, discard_kin_import, stage_kin_import
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients.factories import PersonFactory, household_of
from tests.recipients.kin_registers import check, file, line, take_in
from tests.recipients.rosters import load, person, sample

pytestmark = pytest.mark.django_db
COUNTY = "640424"
OFFICIAL, RECIPIENT = person(501, 1980), person(1, 1950)
ELSEWHERE = TOWNSHIPS[1][:9] + "201"
Match = KinDeclaration.Match


def declared(by: User, **values) -> KinDeclaration:
    told = {
        "official_name": "伍国", "official_id": OFFICIAL, "unit": "香水镇丙塬村", "name": "伍老大", "id": RECIPIENT,
        "relation": "父亲", "role": "father",
    }  # fmt: skip
    return declare_kin(Declared(**(told | values)), by=by)


def on_the_roster(name: str = "伍老大", identity: str = RECIPIENT, village: str = ELSEWHERE) -> Person:
    """A covered person at the head of a household."""
    household = household_of("占位", village=village)
    head = Person.objects.get(household=household)
    head.name, head.id_number, head.id_index = name, identity, id_index(identity)
    head.save()
    return head


def test_a_file_adds_changes_and_leaves_alone(officer: User) -> None:
    other = line(享受人姓名="伍老二", 享受人身份证号=person(3, 1952))
    take_in(file(line(), other), officer)
    kept = KinDeclaration.objects.get(recipient_name="伍老二")
    again = take_in(
        file(line(核查结论="不符合", 职务=None), line(享受人姓名="伍三", 享受人身份证号=person(5, 1950))), officer
    )
    assert {name: again.counts[name] for name in ("new", "changed", "same", "unmentioned")} == {
        "new": 1, "changed": 1, "same": 0, "unmentioned": 1,
    }  # fmt: skip
    changed = KinDeclaration.objects.get(recipient_name="伍老大")
    assert (changed.conclusion, changed.post, changed.version) == ("不符合", "村委会主任", 2)
    kept.refresh_from_db()
    assert kept.version == 1 and KinDeclaration.objects.count() == 3


def test_an_error_anywhere_keeps_everything_out(officer: User) -> None:
    imp = check(file(line(), line(享受人身份证号="640498")), officer)
    assert imp.state == KinImport.State.INVALID and imp.counts["errors"] == 1
    with pytest.raises(Refused):
        commit_kin_import(imp, by=officer, version=imp.version, warning_reason="x")
    assert not KinDeclaration.objects.exists()


def test_an_officials_number_that_was_missing_is_filled_in(officer: User) -> None:
    take_in(file(line(经办人身份证号=None)), officer)
    row = KinDeclaration.objects.get()
    assert (row.official_key, row.official_index) == ("=伍国", "")
    take_in(file(line()), officer)
    row.refresh_from_db()
    assert row.official_id == OFFICIAL and row.official_key == row.official_index == id_index(OFFICIAL)
    again = take_in(file(line(经办人身份证号=None)), officer)
    assert again.counts["same"] == 1 and KinDeclaration.objects.count() == 1


def test_an_ended_declaration_comes_back_only_after_a_warning(officer: User) -> None:
    take_in(file(line()), officer)
    row = KinDeclaration.objects.get()
    end_declaration(row, by=officer, version=row.version, on=dt.date(2021, 7, 1), reason="调离")
    imp = check(file(line()), officer)
    assert "RO-62" in imp.findings_json and imp.counts["new"] == 1
    commit_kin_import(imp, by=officer, version=imp.version, warning_reason="又回到岗位")
    assert sorted(KinDeclaration.objects.values_list("active", flat=True)) == [False, True]


def test_the_database_holds_one_active_declaration_of_a_pair(officer: User) -> None:
    row = declared(officer)
    with pytest.raises(Refused, match="已经备案"):
        declared(officer)
    row.pk = new_id()
    row.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        KinDeclaration.objects.bulk_create([row])


def test_a_discarded_file_is_gone(officer: User) -> None:
    imp = check(file(line()), officer)
    discard_kin_import(imp, by=officer, version=imp.version)
    imp.refresh_from_db()
    assert imp.state == "discarded" and imp.staged == ""


def test_the_job_checks_once_and_takes_up_what_was_left(officer: User) -> None:
    imp = stage_kin_import(by=officer, data=file(line()), filename="备案.xlsx")
    tasks.check_due_imports()
    imp.refresh_from_db()
    assert imp.state == "valid"
    tasks.check_kin_import(str(imp.pk))
    assert AuditEntry.objects.filter(action="kin.check").count() == 1


@pytest.mark.parametrize("role", ["township_assistant", "bureau_leader", "discipline_officer", "leadership"])
def test_only_the_relief_section_writes(officer: User, role: str) -> None:
    row, other = declared(officer), UserFactory(role=role)
    for attempt in (
        lambda: declared(other, id=person(3, 1950)),
        lambda: stage_kin_import(by=other, data=b"x", filename="x.xlsx"),
        lambda: change_declaration(row, by=other, version=1, values=Declared(official_name="伍国", name="伍老大")),
        lambda: end_declaration(row, by=other, version=1, on=dt.date(2021, 7, 1), reason="调离"),
        lambda: rematch_kin(COUNTY, by=other),
    ):
        with pytest.raises(NotPermitted):
            attempt()


# -- following the roster ----------------------------------------------------


def test_match_and_place_follow_the_roster(officer: User) -> None:
    row = declared(officer)
    assert (row.match, row.township_code) == (Match.NOT_LISTED, "640424100")
    head = on_the_roster()
    assert rematch_kin(COUNTY) == 1
    row.refresh_from_db()
    assert (row.match, row.person, row.household) == (Match.BY_ID, head, head.household)
    assert row.township_code == ELSEWHERE[:9] and row.version == 1
    assert rematch_kin(COUNTY) == 0
    for changes, match in (
        ({"name": "武老大"}, Match.NAME_DIFFERS),
        ({"name": "伍老大", "covered": False}, Match.NOT_COVERED),
    ):
        Person.objects.filter(pk=head.pk).update(**changes)
        tasks.rematch_kin()
        row.refresh_from_db()
        assert row.match == match
    Person.objects.filter(pk=head.pk).update(household=None)
    tasks.rematch_kin()
    row.refresh_from_db()
    assert (row.match, row.household) == (Match.NOT_COVERED, None)


def test_a_roster_taken_in_is_seen_by_the_next_run_and_only_it_is_recorded(officer: User) -> None:
    declared(officer, official_name="李秀", name="苏文栋", id="640498195308145871")
    tasks.rematch_kin()
    load(sample("roster-202106.xlsx"), officer)
    tasks.rematch_kin()
    tasks.rematch_kin()
    assert KinDeclaration.objects.get().match == Match.BY_ID
    assert AuditEntry.objects.filter(action="kin.rematch").count() == 1


def test_ended_declarations_are_left_as_they_were(officer: User) -> None:
    row = declared(officer)
    end_declaration(row, by=officer, version=1, on=dt.date(2021, 7, 1), reason="调离")
    on_the_roster()
    assert rematch_kin(COUNTY) == 0


def test_matching_costs_the_same_for_many(officer: User, assert_constant_queries) -> None:
    def grow() -> None:
        for number in range(11, 31, 2):
            declared(officer, id=person(number, 1950))
        rematch_kin(COUNTY)

    declared(officer)
    assert_constant_queries(lambda: rematch_kin(COUNTY), grow)


def test_a_recipient_of_a_unit_without_a_township_lies_in_the_county(officer: User) -> None:
    assert declared(officer, unit="民政局社会救助股").division_code == "640424000000"


def test_doubts_are_told_anew(officer: User) -> None:
    row = declared(officer, id=person(3, 1985), scheme="rural_dibao", monthly=1)
    assert [finding.code for finding in doubts_of(row)] == ["RO-55"]
    on_the_roster("伍老大", person(3, 1985))
    assert [finding.code for finding in doubts_of(row)] == ["RO-55", "RO-61"]


# -- what other apps are told ------------------------------------------------


def test_declared_households_are_those_of_the_month(officer: User, django_assert_num_queries) -> None:
    head = on_the_roster()
    household_of("无关")
    row = declared(officer)
    with django_assert_num_queries(2):
        assert kin.declared_households(COUNTY, "2021-07") == {head.household_id}
    assert kin.declared_households(COUNTY, "2021-05") == set()
    assert kin.declared_households("640425", "2021-07") == set()
    Membership.objects.filter(person=head).update(voided_by=Membership.objects.get(person=head).opened_by)
    assert kin.declared_households(COUNTY, "2021-07") == set()
    Membership.objects.filter(person=head).update(voided_by=None)
    end_declaration(row, by=officer, version=1, on=dt.date(2021, 7, 1), reason="调离")
    assert kin.declared_households(COUNTY, "2021-07") == set()


def test_declared_households_need_no_rematching(officer: User) -> None:
    row = declared(officer)
    head = on_the_roster()
    assert row.household is None
    assert kin.declared_households(COUNTY, "2021-07") == {head.household_id}


def test_townships_of_an_official(officer: User) -> None:
    declared(officer)
    on_the_roster("王五", person(3, 1950))
    declared(officer, name="王五", id=person(3, 1950))
    declared(officer, official_name="伍国", official_id="", unit="民政局", name="赵六", id=person(5, 1950))
    declared(
        officer, official_name="伍国", official_id=person(503, 1981), unit="六盘山镇", name="钱", id=person(7, 1950)
    )
    assert kin.townships_of_official("伍国", id_index(OFFICIAL)) == {"640424100", ELSEWHERE[:9]}
    assert kin.townships_of_official("改了名", id_index(OFFICIAL)) == {"640424100", ELSEWHERE[:9]}
    assert kin.townships_of_official("伍国", "") == {"640424100", ELSEWHERE[:9], "640424102"}
    assert kin.townships_of_official("伍国强", "") == set()
    assert kin.townships_of_official("谁", id_index(person(9, 1980))) == set()


def test_without_a_number_in_the_declaration_the_name_keeps_away(officer: User) -> None:
    declared(officer, official_id="")
    assert kin.townships_of_official("伍国", id_index(OFFICIAL)) == {"640424100"}
    assert kin.townships_of_official("伍某", id_index(OFFICIAL)) == set()


def test_all_recusals_are_listed_once(officer: User, django_assert_num_queries) -> None:
    declared(officer)
    declared(officer, name="伍老二", id=person(3, 1952))
    declared(officer, official_name="白霞", official_id="", unit="民政局", id=person(5, 1950))
    with django_assert_num_queries(1):
        found = kin.all_recusals(COUNTY)
    assert found == [kin.Recusal("伍国", id_index(OFFICIAL), "640424100")]
    assert kin.all_recusals("640425") == []


# -- by hand -----------------------------------------------------------------


def test_a_change_keeps_numbers_that_were_left_blank(officer: User) -> None:
    row = declared(officer)
    values = Declared(official_name="伍国", name="伍老大", unit="新民乡", relation="父亲", post="副主任")
    change_declaration(row, by=officer, version=1, values=values)
    row.refresh_from_db()
    assert (row.official_id, row.recipient_id) == (OFFICIAL, RECIPIENT)
    assert (row.post, row.township_code, row.version) == ("副主任", "640424200", 2)
    with pytest.raises(EditConflict):
        change_declaration(row, by=officer, version=1, values=values)


@pytest.mark.parametrize(
    ("on", "reason", "says"), [(dt.date(2021, 7, 1), " ", "注销原因"), (dt.date(2999, 1, 1), "调离", "晚于今天")]
)
def test_an_end_has_a_day_and_a_reason(officer: User, on: dt.date, reason: str, says: str) -> None:
    row = declared(officer)
    with pytest.raises(Refused, match=says):
        end_declaration(row, by=officer, version=1, on=on, reason=reason)


def test_an_ended_declaration_is_not_changed(officer: User) -> None:
    row = declared(officer)
    end_declaration(row, by=officer, version=1, on=dt.date(2021, 7, 1), reason="调离")
    with pytest.raises(Refused, match="已经注销"):
        change_declaration(row, by=officer, version=2, values=Declared(official_name="伍国", name="伍老大"))


def test_no_number_stands_in_the_chain(officer: User) -> None:
    PersonFactory(identity=person(3, 1952), place=ELSEWHERE)
    take_in(file(line()), officer)
    row = declared(officer, id=person(3, 1952))
    change_declaration(
        row, by=officer, version=1, values=Declared(official_name="伍国", name="伍老大", id=person(5, 1952))
    )
    rematch_kin(COUNTY, by=officer)
    text = "".join(AuditEntry.objects.values_list("canon", flat=True))
    assert "640498" not in text and "640499" not in text and "kin.change" in text
