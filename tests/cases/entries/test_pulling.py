"""What a signed visit found becomes an entry, once; and what a look-back makes of it."""

import datetime as dt

import pytest
from django.utils import timezone

from cases import tasks
from cases.models import RectificationEntry
from cases.operations import entries as op
from spot_checks.models import Visit, VisitFinding
from tests.cases.entries.people import Cast, closed, fresh, listed
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of

S = RectificationEntry.State


def finding(**given: object) -> VisitFinding:
    """A problem of a signed surprise visit to a household of the first township."""
    DivisionFactory(code=COUNTY)
    home = household_of("马小花", village=DivisionFactory(code=f"{TOWNSHIPS[0][:9]}201").code)
    now = timezone.now()
    visit = Visit(
        division_code=home.division_code, kind="surprise", state="signed", household=home, subject="马小花",
        visited_on=dt.date(2021, 8, 3), entered_at=now, signed_at=now, summary="已去世三个月仍在领取。",
        first_inspector=UserFactory(role="bureau_officer"), second_inspector=UserFactory(role="bureau_officer"),
    )  # fmt: skip
    visit.answers = "{}"
    visit.save()
    values = {"problem": "P07", "overpaid_fen": 93000, "found_on": dt.date(2021, 8, 3)} | given
    return VisitFinding.objects.create(division_code=home.division_code, visit=visit, **values)


@pytest.mark.django_db
def test_a_finding_becomes_an_entry_that_it_names():
    row = finding()
    assert op.pull_findings() == 1
    entry = RectificationEntry.objects.get()
    row.refresh_from_db()
    assert row.taken_by == str(entry.pk) and entry.number == "ZG2021-0001"
    assert (entry.source, entry.problem, entry.category, entry.task) == ("visit", "P07", "死亡不及时停保", "monthly")
    assert (entry.due_back_fen, entry.household, entry.found_on) == (93000, row.visit.household, row.found_on)
    assert entry.state == S.LISTED and "已去世三个月" in entry.description


@pytest.mark.django_db
def test_pulling_twice_changes_nothing():
    finding()
    tasks.pull_findings()
    tasks.pull_findings()
    assert op.pull_findings() == 0 and RectificationEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_source_enters_once():
    first = listed(source_type="cases.petition", source_id="7", source="petition")
    assert listed(source_type="cases.petition", source_id="7", source="petition") == first


@pytest.mark.django_db
def test_whoever_handles_petitions_lists_what_a_petition_brought_up():
    officer = UserFactory(role="petition_officer")
    assert listed(by=officer, source="petition", source_type="cases.petition", source_id="8")


@pytest.mark.django_db
def test_a_look_back_consolidates_or_takes_the_credit_away():
    cast = Cast()
    held, back = closed(cast), closed(cast, seed=4)
    op.consolidate(held, by=cast.officer, note="回访两户，均已停发。")
    op.rebound(back, by=cast.officer, why="又发现同一户领取。", into=listed())
    assert (fresh(held).state, fresh(back).state) == (S.CONSOLIDATED, S.REBOUNDED)
    assert back not in RectificationEntry.objects.open()
