"""A visit from the door to the signature, and what follows it."""

import datetime as dt

import pytest
from django.utils import timezone

from core.models import AuditEntry, Notice
from core.refusal import Refused, TransitionRefused
from spot_checks.models import Outcome, ProblemCode, Visit, VisitFinding
from spot_checks.operations import signed
from spot_checks.operations.visit_facts import answers_of
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import (
    hand_over,
    record_absence,
    save_visit,
    send_back,
    sign,
)
from spot_checks.rules import visit_is_complete as complete

from .conftest import form
from .pictures import photo
from .steps import days_ago, handed, refusal, started

pytestmark = pytest.mark.django_db


def test_a_visit_goes_from_the_first_inspector_to_the_second_and_is_closed(checks):
    visit = handed(checks)
    assert visit.state == Visit.State.AWAITING and visit.second_inspector == checks.second
    assert Notice.objects.get(kind="visit").recipient == checks.second
    visit = sign(visit, by=checks.second, version=visit.version)
    assert visit.state == Visit.State.SIGNED and visit.signed_at
    assert not VisitFinding.objects.exists()
    assert {"visit.start", "visit.save", "visit.hand_over", "visit.sign"} <= set(
        AuditEntry.objects.values_list("action", flat=True)
    )


def test_what_was_typed_is_kept_sealed(checks):
    visit = started(checks)
    data = form(answers={"housing": "土坯房三间", "members": [{"name": "马小明", "health": "重残"}], "strange": "x"})
    visit = save_visit(visit, by=checks.first, version=1, data=data)
    assert answers_of(visit) == {"housing": "土坯房三间", "members": [{"name": "马小明", "health": "重残"}]}
    assert "土坯房".encode() not in bytes(Visit.objects.get(pk=visit.pk).answers_sealed)


def test_visit_date_and_entry_date_are_both_kept(checks):
    visit = save_visit(started(checks), by=checks.first, version=1, data=form(visited_on=days_ago(checks, 2)))
    assert (visit.visited_on, visit.entered_at.date()) == (
        checks.today - dt.timedelta(days=2),
        timezone.now().date(),
    )


def test_a_mismatch_leaves_a_finding_for_each_problem_and_the_money_once(checks):
    visit = handed(checks, outcome="mismatch", problems=["P13", "P03"], summary="名下有车", overpaid_yuan="1,240.50")
    assert not VisitFinding.objects.exists()
    sign(visit, by=checks.second, version=visit.version)
    assert list(VisitFinding.objects.order_by("problem").values_list("problem", "overpaid_fen", "taken_by")) == [
        ("P03", 124050, ""),
        ("P13", 0, ""),
    ]


def test_a_death_is_late_stopping_unless_told_otherwise(checks):
    visit = handed(checks, outcome="dead", summary="三月已故", answers={})
    sign(visit, by=checks.second, version=visit.version)
    assert VisitFinding.objects.get().problem == "P07"


def test_problem_codes_of_a_match_are_dropped(checks):
    visit = save_visit(started(checks), by=checks.first, version=1, data=form(problems=["P03"]))
    assert visit.problems == []


def test_what_is_signed_is_never_edited(checks):
    visit = handed(checks)
    with pytest.raises(TransitionRefused):
        save_visit(visit, by=checks.first, version=visit.version, data=form())
    visit = sign(visit, by=checks.second, version=visit.version)
    for step in (
        lambda: save_visit(visit, by=checks.first, version=visit.version, data=form()),
        lambda: record_absence(visit, by=checks.first, version=visit.version, day=checks.today),
        lambda: hand_over(visit, by=checks.first, version=visit.version),
        lambda: add_photo(visit, by=checks.first, photo=Photo(photo(99))),
        lambda: sign(visit, by=checks.second, version=visit.version),
        lambda: send_back(visit, by=checks.second, version=visit.version, reason="改"),
    ):
        with pytest.raises(TransitionRefused):
            step()


def test_the_second_inspector_may_send_back_with_a_reason(checks):
    visit = handed(checks)
    with refusal("send-back-reason"):
        send_back(visit, by=checks.second, version=visit.version, reason=" ")
    visit = send_back(visit, by=checks.second, version=visit.version, reason="人口不对")
    assert (visit.state, visit.sent_back) == (Visit.State.DRAFT, "人口不对")
    assert Notice.objects.filter(recipient=checks.first, kind="visit").exists()
    visit = hand_over(visit, by=checks.first, version=visit.version)
    assert visit.sent_back == ""


def test_what_is_registered_follows_the_signature_or_undoes_it(checks, monkeypatch):
    told = []
    monkeypatch.setattr(signed, "after_signing", [])
    signed.register(told.append)
    signed.register(told.append)
    visit = handed(checks)
    sign(visit, by=checks.second, version=visit.version)
    assert [each.pk for each in told] == [visit.pk]

    def fails(visit: Visit) -> None:
        raise Refused("不行")

    signed.register(fails)
    other = handed(checks)
    with pytest.raises(Refused):
        sign(other, by=checks.second, version=other.version)
    other.refresh_from_db()
    assert other.state == Visit.State.AWAITING


def test_a_nil_village_asks_who_knows_of_deaths_and_counts_only(checks):
    visit = started(checks, kind="nil_village")
    visit = save_visit(visit, by=checks.first, version=1, data=form(answers={"qualifies": "是"}))
    assert answers_of(visit) == {}
    with refusal("visit-incomplete"):
        hand_over(visit, by=checks.first, version=2)
    told = {"deaths_cadre": "0", "deaths_people": "1", "deaths_covered": "1"}
    visit = save_visit(visit, by=checks.first, version=2, data=form(answers=told))
    with refusal("visit-incomplete"):
        hand_over(visit, by=checks.first, version=3)
    data = form(answers=told, outcome="mismatch", problems=["P14"], summary="群众说五月有一人去世")
    visit = save_visit(visit, by=checks.first, version=3, data=data)
    assert hand_over(visit, by=checks.first, version=4).state == Visit.State.AWAITING


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("change_out", {"stop_right": "是", "told_in_writing": "否"}),
        ("death", {"death_date": "2021-07-02", "death_source": "村医"}),
    ],
)
def test_each_kind_of_item_asks_its_own_questions(checks, kind, answers):
    visit = started(checks, kind=kind)
    add_photo(visit, by=checks.first, photo=Photo(photo(5)))
    visit = save_visit(visit, by=checks.first, version=1, data=form(answers={}))
    with refusal("visit-incomplete"):
        hand_over(visit, by=checks.first, version=2)
    visit = save_visit(visit, by=checks.first, version=2, data=form(answers=answers))
    assert hand_over(visit, by=checks.first, version=3).state == Visit.State.AWAITING


def test_the_tables_know_every_outcome_and_code():
    assert set(complete.EVERY_OUTCOME) == set(Outcome.values)
    assert set(complete.SCENE_PHOTOS) == set(Outcome.values)
    assert complete.DEAD_DEFAULT in ProblemCode.values
