"""What the demo county shows of petitions, rectification, clues, supervision and work summaries."""

import datetime as dt
import io
import json
from collections import Counter

import pytest
import time_machine
from django.core.management import call_command

from cases.models import (
    CallLog,
    Circular,
    ClueReferral,
    CombinedSummary,
    Consultation,
    EducationSession,
    Evidence,
    FollowUp,
    Mechanism,
    Petition,
    PetitionCluster,
    PetitionEvent,
    PublicTelephone,
    RectificationEntry,
    RepeatProposal,
    Responsibility,
    SupervisionOrder,
    WorkSummary,
)
from cases.petitions.clocks import standing_of
from core import months
from core.models import User
from core.permissions import Role
from jingyuan_rectify.demo import load
from recipients.operations.reference import load_divisions, load_rates, load_synonyms

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2021, 11, 10, 2, tzinfo=dt.UTC)
S = RectificationEntry.State


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """A small demo county, made once for this module and taken back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        load_divisions()
        load_rates()
        load_synonyms()
        load.county(80, seed=5, past=2, say=lambda text: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def inside(county, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        yield


def test_a_year_of_petitions_some_late_and_none_from_the_future() -> None:
    states = Counter(Petition.objects.values_list("state", flat=True))
    assert sum(states.values()) >= 55 and {"concluded", "answered", "handling", "registered"} <= set(states)
    late = [each for each in standing_of(Petition.objects.open()).values() if each.is_late]
    assert 1 <= len(late) <= 6
    assert not PetitionEvent.objects.filter(on__gt=months.today()).exists()
    assert not Petition.objects.filter(received_at__gt=NOW).exists()


def test_repeats_stand_in_clusters_one_struck_off_and_two_wait() -> None:
    assert PetitionCluster.objects.count() == 8
    assert PetitionCluster.objects.filter(struck_off_at__isnull=False).count() == 1
    assert RepeatProposal.objects.filter(state="proposed").count() >= 2


def test_one_case_is_sealed_to_the_petition_officer() -> None:
    sealed = Petition.objects.get(is_sealed=True)
    assert [each.user.role for each in sealed.handlers.all()] == [Role.PETITION_OFFICER]
    assert (sealed.text, sealed.place, sealed.division_code[6:]) == ("", "", "000000")


def test_entries_stand_in_every_state_with_pictures_and_close_outs() -> None:
    states = set(RectificationEntry.objects.values_list("state", flat=True))
    assert states == set(S)
    assert set(RectificationEntry.objects.values_list("level", flat=True)) == {
        "sign",
        "ordinary",
        "prominent",
        "typical",
    }
    assert RectificationEntry.objects.overdue(months.today()).count() >= 2
    old = RectificationEntry.objects.get(state=S.REBOUNDED)
    assert old.reopened_as.get().level == "typical"
    assert Evidence.objects.count() >= 15 and not Evidence.objects.exclude(reused_from="").exists()
    closed = RectificationEntry.objects.filter(state=S.CLOSED)
    assert not closed.filter(closed_at__lt=NOW - dt.timedelta(days=365)).exists()
    for entry in closed:
        assert entry.found_on <= entry.done_on <= entry.closed_at.astimezone(months.SHANGHAI).date() <= months.today()


def test_a_look_back_is_due_a_clue_waits_and_papers_wait_for_signature_and_answer() -> None:
    assert FollowUp.objects.filter(outcome="", window_from__lte=months.today()).exists()
    clue = ClueReferral.objects.get()
    assert clue.state == ClueReferral.State.SENT and clue.entry.is_restricted
    papers = Counter(SupervisionOrder.objects.values_list("state", flat=True))
    assert papers["drafted"] >= 1 and papers["issued"] == 1
    assert Circular.objects.get().state == Circular.State.DRAFTED
    assert EducationSession.objects.count() == 1 and Mechanism.objects.count() == 3


def test_who_answers_for_what_and_who_picks_up_is_there() -> None:
    assert Responsibility.objects.filter(done_at__isnull=True, due_on__lt=months.today()).count() == 1
    assert PublicTelephone.objects.count() == 8
    assert set(CallLog.objects.values_list("kind", flat=True)) == {"answered", "missed", "test"}
    assert Consultation.objects.filter(answered_at__isnull=True).count() == 4


def test_past_summaries_are_combined_and_this_months_are_half_in() -> None:
    assert CombinedSummary.objects.count() == 2 and WorkSummary.objects.filter(is_late=True).count() == 1
    this = Counter(WorkSummary.objects.filter(month=months.current()).values_list("state", flat=True))
    assert this == {"submitted": 2, "returned": 1, "draft": 2}
    first = User.objects.get(username="township_assistant").division_id
    assert not WorkSummary.objects.filter(month=months.current(), division_code=first).exists()


def test_the_audit_chain_is_whole() -> None:
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert json.loads(out.getvalue())["ok"]
