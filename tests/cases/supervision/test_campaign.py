"""The bureau's plan as data, the responsibility matrix, mechanisms and warning education."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.duties.supervision import duties
from cases.models import Campaign, EducationSession, Mechanism, Responsibility, StageKind, TaskArea
from cases.operations import campaign as op
from cases.operations import supervision
from cases.operations.entries import stage_of
from core import months
from core.permissions import Role
from core.questions import told
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.supervision.people import COUNTY, TOWN, County
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def county() -> County:
    return County()


@pytest.fixture
def campaign(county: County) -> Campaign:
    op.load_campaigns()
    return Campaign.objects.get()


def line(**given: Any) -> op.Line:
    values = {"division_code": TOWN, "task": "conduct", "work": "逐户核查", "unit": "香水镇", "due_on": months.today()}
    return op.Line(**values | given)


def test_the_plan_is_loaded_once_with_its_stages_and_tasks(county, capsys):
    call_command("load_campaign")
    call_command("load_campaign")
    assert '"added": 1' in capsys.readouterr().out
    row = Campaign.objects.get()
    assert row.document_number == "泾民发〔2021〕43号" and row.division_code == COUNTY
    assert [stage.kind for stage in row.stages.all()] == list(StageKind.values)
    assert set(row.responsibilities.values_list("task", flat=True)) == set(TaskArea.values)


def test_the_plan_waits_for_its_county():
    assert op.load_campaigns() == 0


@pytest.mark.parametrize(
    ("day", "stage"),
    [("2021-06-01", "self_check"), ("2021-08-01", "concentrated"), ("2021-12-31", "summing_up"), ("2022-01-01", "")],
)
def test_the_stage_is_told_by_the_day(campaign, day, stage):
    assert stage_of(COUNTY[:6], dt.date.fromisoformat(day))[1] == stage


def test_what_the_county_changed_is_not_loaded_over(campaign, county):
    Campaign.objects.update(title="改过的名称")
    campaign.responsibilities.all().delete()
    assert op.load_campaigns() == 0
    assert Campaign.objects.get().title == "改过的名称" and not Responsibility.objects.exists()


def test_whoever_is_named_has_the_duty_until_it_is_done(campaign, county):
    row = op.assign(campaign, line(person=county.assistant), by=county.officer)
    assert [duty.title for duty in told(duties(county.assistant))] == ["专项整治：逐户核查"]
    op.finish_responsibility(row, by=county.assistant, version=row.version, outcome="已核查 20 户。")
    assert told(duties(county.assistant)) == []


def test_others_do_not_say_that_it_is_done(campaign, county):
    row = op.assign(campaign, line(person=county.assistant), by=county.officer)
    with pytest.raises(NotPermitted):
        op.finish_responsibility(row, by=county.town_leader, version=row.version, outcome="好了。")


def test_who_lies_elsewhere_cannot_be_put_in_charge(campaign, county):
    with pytest.raises(Refused):
        op.assign(campaign, line(person=UserFactory(township=TOWNSHIPS[1])), by=county.officer)


def test_a_township_keeps_no_matrix(campaign, county):
    with pytest.raises(NotPermitted):
        op.assign(campaign, line(), by=county.assistant)


def test_what_is_done_is_not_changed_until_it_is_open_again(campaign, county):
    row = op.assign(campaign, line(), by=county.officer)
    done = op.finish_responsibility(row, by=county.office, version=row.version, outcome="已完成。")
    with pytest.raises(TransitionRefused):
        op.change_responsibility(done, line(), by=county.officer, version=done.version)
    again = op.reopen_responsibility(done, by=county.officer, version=done.version)
    changed = op.change_responsibility(again, line(work="再核查"), by=county.officer, version=again.version)
    assert changed.work == "再核查"
    with pytest.raises(EditConflict):
        op.change_responsibility(again, line(), by=county.officer, version=again.version)


def test_the_loser_of_two_edits_compares_and_chooses(campaign, county, client):
    row = op.assign(campaign, line(), by=county.officer)
    op.change_responsibility(row, line(unit="先保存的单位"), by=county.officer, version=row.version)
    client.force_login(county.second_officer)
    typed = {
        "division_code": TOWN,
        "task": "conduct",
        "work": "逐户核查",
        "unit": "后保存的单位",
        "due_on": "2026-12-01",
    }
    answer = client.post(reverse("responsibility_edit", args=[row.pk]), typed | {"version": row.version})
    body = answer.content.decode()
    assert answer.status_code == 409 and "先保存的单位" in body and "后保存的单位" in body
    assert "香水镇" in body  # what a choice means, not its code


def rule(**given: Any) -> supervision.Rule:
    return supervision.Rule(**{"kind": "lasting", "weakness": "死亡信息共享不及时。"} | given)


def test_a_mechanism_goes_from_weakness_over_its_rule_to_a_check(county):
    row = supervision.record_mechanism(rule(), by=county.officer)
    with pytest.raises(Refused, match="文号"):
        supervision.check_mechanism(row, by=county.officer, version=row.version, checked_on=months.today(), result="好")
    issued = rule(rule="每月比对殡葬信息。", document_number="泾民发〔2021〕60号", issued_on=dt.date(2021, 11, 1))
    row = supervision.change_mechanism(row, issued, by=county.office, version=row.version)
    for day in (dt.date(2021, 10, 1), months.today() + DAY):
        with pytest.raises(Refused):
            supervision.check_mechanism(row, by=county.officer, version=row.version, checked_on=day, result="好")
    row = supervision.check_mechanism(
        row, by=county.officer, version=row.version, checked_on=dt.date(2021, 12, 1), result="每月都在比对。"
    )
    assert row.checked_by == county.officer and Mechanism.objects.visible_to(county.assistant).get() == row


def test_a_rule_issued_anew_is_to_be_checked_anew(county):
    issued = rule(rule="每月比对。", document_number="泾民发〔2021〕60号", issued_on=dt.date(2021, 11, 1))
    row = supervision.record_mechanism(issued, by=county.officer)
    row = supervision.check_mechanism(
        row, by=county.officer, version=row.version, checked_on=dt.date(2021, 12, 1), result="每月都在比对。"
    )
    same = rule(**{**vars(issued), "weakness": "死亡信息共享慢。"})
    row = supervision.change_mechanism(row, same, by=county.office, version=row.version)
    assert row.checked_by == county.officer
    anew = rule(rule="每半月比对。", document_number="泾民发〔2022〕3号", issued_on=dt.date(2022, 1, 5))
    row = supervision.change_mechanism(row, anew, by=county.office, version=row.version)
    assert (row.checked_on, row.checked_by, row.check_result) == (None, None, "")


def test_a_session_uses_a_published_circular_only(county):
    circular = supervision.draft_circular(supervision.CircularText("circular", "通报", "某村马某。"), by=county.office)
    given = supervision.Session(months.today(), "警示教育", attendance=40, circular=circular)
    with pytest.raises(Refused):
        supervision.record_session(given, by=county.office)
    for by in (county.leader, county.discipline):
        circular.refresh_from_db()
        supervision.approve_circular(circular, by=by, version=circular.version)
    circular.refresh_from_db()
    given = supervision.Session(months.today(), "警示教育", attendance=40, circular=circular)
    assert supervision.record_session(given, by=county.office).attendance == 40


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BUREAU_OFFICER, Role.BUREAU_OFFICE}))
def test_others_keep_no_register(county, role):
    by = UserFactory(role=role)
    for step in (
        lambda: supervision.record_mechanism(rule(), by=by),
        lambda: supervision.record_session(supervision.Session(months.today(), "教育"), by=by),
    ):
        with pytest.raises(NotPermitted):
            step()
    assert not Mechanism.objects.exists() and not EducationSession.objects.exists()
