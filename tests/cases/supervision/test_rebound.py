"""Rebounds: what is new within 180 days proposes to reopen, once; an officer decides, the leaders are told."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import FollowUp, RectificationEntry, ReopenProposal
from cases.operations import entries as entry_op
from cases.operations import look_back as op
from cases.operations.look_back import FollowUpResult
from core import months
from core.models import Notice
from core.refusal import NotPermitted, Refused, TransitionRefused
from spot_checks.models import Visit, VisitFinding
from tests.cases.supervision.people import (
    TOWN,
    VILLAGE,
    County,
    closed_long_ago,
    follow_up_of,
    fresh,
    home,
    petition,
    sealed_petition,
    signed_by,
)
from tests.factories_base import TOWNSHIPS, DivisionFactory
from tests.spot_checks.factories import make_draw, make_item

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
DAY = dt.timedelta(days=1)


@pytest.fixture
def county() -> County:
    return County()


def result(outcome: str = "holds", **given: Any) -> FollowUpResult:
    values: dict[str, Any] = {"outcome": outcome, "note": "入户看过，已停发并追回。", "done_on": months.today()}
    return FollowUpResult(**values | given)


def record(row: FollowUp, by: Any, **given: Any) -> Any:
    return op.record_follow_up(row, result(**given), by=by, version=row.version)


def finding(household: Any, problem: str = "P02", days: int = 0) -> VisitFinding:
    officers = County()
    visit = Visit(
        division_code=household.division_code,
        kind="routine",
        state="signed",
        household=household,
        subject="某户",
        entered_at=timezone.now(),
        signed_at=timezone.now(),
        first_inspector=officers.officer,
        second_inspector=officers.second_officer,
    )
    visit.answers = "{}"
    visit.save()
    return VisitFinding.objects.create(
        division_code=household.division_code, visit=visit, problem=problem, found_on=months.today() - days * DAY
    )


def propose() -> int:
    return op.propose_reopenings(months.today() - 200 * DAY)


def test_a_new_finding_on_the_same_household_proposes_to_reopen_once(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    finding(house, problem="P03")
    assert (propose(), propose()) == (1, 0)
    row = ReopenProposal.objects.get()
    assert row.entry == entry and row.why.startswith("同一户：") and "距销号 100 天" in row.why
    assert "马小花" not in row.why


def test_the_list_leads_to_the_visit_that_found_it(county, client):
    house = home()
    closed_long_ago(county, household=house, division_code=VILLAGE)
    row = finding(house)
    propose()
    client.force_login(county.officer)
    page = client.get(reverse("reopen_list")).content.decode()
    assert reverse("visit_detail", args=[row.visit_id]) in page and "看核查记录" in page


def test_after_180_days_nothing_is_proposed(county):
    house = home()
    closed_long_ago(county, household=house, days=190, division_code=VILLAGE)
    finding(house)
    assert propose() == 0


def test_the_same_kind_of_problem_in_the_same_village_is_proposed_another_kind_not(county):
    closed_long_ago(county, division_code=VILLAGE)
    elsewhere = home("马大花")
    finding(elsewhere, problem="P03")
    assert propose() == 0
    finding(elsewhere, problem="P02")
    assert propose() == 1
    assert ReopenProposal.objects.get().why.startswith("同一村同类问题：")


def test_a_township_wide_entry_is_no_village_matter(county):
    closed_long_ago(county, division_code=TOWN, village="")
    finding(home(), problem="P02")
    assert propose() == 0


def test_a_petition_signed_by_somebody_of_the_household_is_proposed(county):
    house = home()
    closed_long_ago(county, household=house, division_code=VILLAGE)
    member = house.memberships.get().person
    signed_by(petition(), member.name, member.id_number)
    assert propose() == 1
    assert ReopenProposal.objects.get().why.startswith("同一人：")


def test_a_sealed_petition_never_proposes(county):
    house = home()
    closed_long_ago(county, household=house, division_code=VILLAGE)
    sealed = sealed_petition(county.petitions)
    member = house.memberships.get().person
    signed_by(sealed, member.name, member.id_number)
    assert propose() == 0


def test_the_finding_an_entry_came_from_does_not_reopen_it(county):
    house = home()
    row = finding(house)
    entry_op.pull_findings()
    entry = RectificationEntry.objects.get(source_id=str(row.pk))
    RectificationEntry.objects.filter(pk=entry.pk).update(
        state=S.CLOSED, closed_at=timezone.now() - 100 * DAY, category="关系保"
    )
    assert propose() == 0


def test_reopening_takes_the_credit_and_tells_the_leaders(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    row = finding(house)
    entry_op.pull_findings()
    propose()
    new = op.reopen(ReopenProposal.objects.get(), by=county.second_officer, note="同一户又查出，是反弹。")
    assert fresh(entry).state == S.REBOUNDED
    assert new == RectificationEntry.objects.get(source_id=str(row.pk))
    assert (fresh(new).reopens, fresh(new).level) == (entry, "prominent")
    assert Notice.objects.filter(recipient=county.leader, key__startswith="reopen:").count() == 1


def test_reopening_lists_a_new_entry_where_there_is_none(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    finding(house)
    propose()
    new = op.reopen(ReopenProposal.objects.get(), by=county.second_officer, note="是反弹。")
    assert (fresh(new).reopens, fresh(new).level) == (entry, "prominent")


def test_an_entry_does_not_reopen_itself(county):
    entry = closed_long_ago(county)
    with pytest.raises(Refused, match="不能重办它自己"):
        entry_op.rebound(entry, by=county.second_officer, why="反弹", into=entry)
    assert fresh(entry).state == S.CLOSED


def test_a_proposal_is_decided_once_and_not_declined_by_who_closed_it(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    finding(house)
    propose()
    row = ReopenProposal.objects.get()
    with pytest.raises(NotPermitted):
        op.decline_reopening(row, by=county.officer, note="不是一回事。")
    op.decline_reopening(row, by=county.second_officer, note="不是一回事。")
    with pytest.raises(TransitionRefused):
        op.reopen(row, by=county.second_officer, note="是反弹。")
    assert fresh(entry).state == S.CLOSED


def test_a_restricted_entry_stays_so_when_it_comes_back(county):
    entry = closed_long_ago(county)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    new = record(follow_up_of(entry), county.second_officer, outcome="rebound")
    assert fresh(new).is_restricted
    assert not RectificationEntry.objects.visible_to(county.assistant).filter(pk=new.pk).exists()


def test_what_the_clock_listed_is_restricted_where_the_entry_it_reopens_is(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True, level="typical")
    finding(house)
    entry_op.pull_findings()
    propose()
    new = fresh(op.reopen(ReopenProposal.objects.get(), by=county.second_officer, note="是反弹。"))
    assert new.is_restricted and new.level == "typical"


def test_another_township_sees_no_proposal(county):
    DivisionFactory(code=TOWNSHIPS[1])
    finding(home())
    closed_long_ago(county, division_code=VILLAGE)
    propose()
    assert not ReopenProposal.objects.visible_to(county.assistant).exists()


def test_the_finding_of_the_drawn_visit_is_listed_once(county):
    house = home()
    entry = closed_long_ago(county, household=house, division_code=VILLAGE)
    op.schedule_follow_ups()
    draw = make_draw(purpose="look_back")
    item = make_item(draw, subject_type="cases.rectificationentry", subject_id=str(entry.pk))
    op.pull_draws()
    row = finding(house)
    Visit.objects.update(item=item)
    entry_op.pull_findings()
    new = record(FollowUp.objects.get(), county.second_officer, outcome="rebound")
    assert (new.source_id, new.reopens) == (str(row.pk), entry) and RectificationEntry.objects.count() == 2
