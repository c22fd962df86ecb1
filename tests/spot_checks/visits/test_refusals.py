"""Whoever may not visit, and whatever cannot have been, is refused."""

import datetime as dt

import pytest
from django.utils import timezone

from core.refusal import EditConflict, NotPermitted, Refused
from recipients.models import KinDeclaration
from spot_checks.models import Inspector, Visit, VisitWay
from spot_checks.operations.recording import record_visit
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import (
    hand_over,
    record_absence,
    save_visit,
    sign,
    start_visit,
)
from tests.factories_base import COUNTY

from .conftest import ELSEWHERE, HERE, form, household
from .pictures import photo
from .steps import days_ago, handed, refusal, started

pytestmark = pytest.mark.django_db


def test_somebody_the_draw_did_not_name_is_refused(checks):
    with pytest.raises(NotPermitted):
        start_visit(checks.item(), by=checks.officer)


def test_an_inspector_of_another_township_of_the_draw_is_refused(checks):
    item = checks.item(household=household(township=ELSEWHERE))
    with pytest.raises(NotPermitted):
        start_visit(item, by=checks.first)


def test_an_inspector_who_belongs_to_the_township_is_refused_even_if_drawn(checks):
    from spot_checks.models import DrawInspector

    DrawInspector.objects.create(draw=checks.draw, user=checks.clerk, code="u9", rank=3, division_code=HERE)
    with refusal("recused"):
        start_visit(checks.item(), by=checks.clerk)


def test_an_inspector_who_comes_from_the_township_is_refused_at_saving(checks):
    visit = started(checks)
    Inspector.objects.create(user=checks.first, division_code=COUNTY, home_code=f"{HERE[:9]}201")
    with refusal("recused"):
        save_visit(visit, by=checks.first, version=1, data=form())


def test_an_inspector_with_declared_kin_in_the_township_is_refused_at_signing(checks):
    visit = handed(checks)
    Inspector.objects.create(user=checks.second, division_code=COUNTY)
    name = checks.second.display_name
    KinDeclaration.objects.create(
        division_code=HERE,
        official_name=name,
        official_key=f"={name}",
        recipient_name="马某",
        recipient_index="x",
        created_at=timezone.now(),
    )
    with refusal("recused"):
        sign(visit, by=checks.second, version=visit.version)


def test_the_first_inspector_cannot_be_the_second(checks):
    visit = handed(checks)
    with pytest.raises(NotPermitted):
        sign(visit, by=checks.first, version=visit.version)
    with pytest.raises(NotPermitted):
        sign(visit, by=checks.officer, version=visit.version)
    visit.refresh_from_db()
    assert visit.state == Visit.State.AWAITING


def test_whoever_hands_over_is_the_first(checks):
    visit = started(checks)
    add_photo(visit, by=checks.second, photo=Photo(photo(1)))
    visit = save_visit(visit, by=checks.second, version=1, data=form())
    visit = hand_over(visit, by=checks.second, version=visit.version)
    assert (visit.first_inspector, visit.second_inspector) == (checks.second, checks.first)
    assert sign(visit, by=checks.first, version=visit.version).state == Visit.State.SIGNED


def test_reserve_is_visited_only_when_released(checks):
    with refusal("reserve-not-released"):
        started(checks, selected="R")
    assert started(checks, selected="R", released_at=timezone.now()).pk


def test_a_draw_without_result_is_not_visited(checks):
    checks.draw.state = "committed"
    checks.draw.save()
    with refusal("draw-not-out"):
        started(checks)


def test_a_visit_sent_twice_is_refused(checks):
    visit = started(checks)
    with refusal("visit-twice"):
        start_visit(visit.item, by=checks.second)
    with refusal("visit-twice"):
        save_visit(visit, by=checks.first, version=1, data=form())
        record_visit(visit.item, by=checks.second, way=VisitWay.PACKET, data=form(), photos=[Photo(photo(3))])
    assert Visit.objects.count() == 1


def test_the_second_save_of_two_meets_a_conflict(checks):
    visit = started(checks)
    save_visit(visit, by=checks.first, version=1, data=form())
    with pytest.raises(EditConflict):
        save_visit(visit, by=checks.second, version=1, data=form(summary="另一人"))


@pytest.mark.parametrize(("days", "code"), [(6, "before-draw"), (-1, "visit-in-future")])
def test_a_visit_dated_before_the_draw_or_in_the_future_is_refused(checks, days, code):
    visit = started(checks)
    for data in (form(visited_on=days_ago(checks, days)), form(absences=[days_ago(checks, days)])):
        with refusal(code):
            save_visit(visit, by=checks.first, version=1, data=data)
    with refusal(code):
        record_absence(visit, by=checks.first, version=1, day=checks.today - dt.timedelta(days=days))


def test_a_released_item_is_not_visited_before_its_release(checks):
    visit = started(checks, selected="R", released_at=timezone.now() - dt.timedelta(days=1))
    with refusal("before-draw"):
        save_visit(visit, by=checks.first, version=1, data=form(visited_on=days_ago(checks, 3)))


def test_lost_needs_two_days_of_nobody_at_home(checks):
    visit = started(checks)
    visit = record_absence(visit, by=checks.first, version=1, day=checks.today - dt.timedelta(days=2))
    with refusal("absence-twice"):
        record_absence(visit, by=checks.first, version=2, day=checks.today - dt.timedelta(days=2))
    visit = save_visit(visit, by=checks.first, version=2, data=form(outcome="lost", answers={}))
    with refusal("visit-incomplete"):
        hand_over(visit, by=checks.first, version=3)
    visit = record_absence(visit, by=checks.second, version=3, day=checks.today)
    assert hand_over(visit, by=checks.first, version=4).state == Visit.State.AWAITING


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"outcome": ""}, "请选择核查结论"),
        ({"visited_on": ""}, "请填写入户日期"),
        ({"outcome": "away_video"}, "视频中见到谁"),
        ({"outcome": "mismatch", "summary": "车"}, "至少选一个问题码"),
        ({"outcome": "mismatch", "problems": ["P03"]}, "情况说明"),
        ({"outcome": "not_found"}, "情况说明"),
        ({"overpaid_yuan": "310"}, "多发金额只在"),
        ({"answers": {}}, "请回答“是否符合条件”"),
        ({"answers": {"qualifies": "否"}}, "结论不应是相符"),
    ],
)
def test_what_is_missing_is_said_all_at_once(checks, given, sentence):
    visit = save_visit(started(checks), by=checks.first, version=1, data=form(**given))
    with pytest.raises(Refused) as raised:
        hand_over(visit, by=checks.first, version=visit.version)
    assert any(sentence in each for each in raised.value.findings)
    assert any("入户照片" in each for each in raised.value.findings) is (
        given.get("outcome", "match") not in {"not_found", ""}
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"overpaid_yuan": "三百"}, "form-unreadable"),
        ({"overpaid_yuan": "-1"}, "form-unreadable"),
        ({"overpaid_yuan": "NaN"}, "form-unreadable"),
        ({"visited_on": "2021-02-30"}, "form-unreadable"),
        ({"outcome": "fine"}, "outcome-unknown"),
        ({"problems": ["P99"]}, "problem-unknown"),
        ({"answers": {"published": "也许"}}, "form-unreadable"),
        ({"answers": {"members": "马小明"}}, "form-unreadable"),
        ({"answers": {"members": [{"income": "很多"}]}}, "form-unreadable"),
    ],
)
def test_nonsense_is_refused_at_saving(checks, given, code):
    with refusal(code):
        save_visit(started(checks), by=checks.first, version=1, data=form(**given))
