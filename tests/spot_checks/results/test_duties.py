"""One duty for each draw and kind of work; a township learns nothing of who is visited in it; the cost never grows."""

import datetime as dt

import pytest
from django.utils import timezone

from core import months
from core.permissions import Role
from core.questions import told
from spot_checks.duties import duties
from spot_checks.models import Draw, Outcome, Visit, VisitFinding
from tests.factories_base import UserFactory
from tests.spot_checks.factories import make_draw, make_item
from tests.spot_checks.results.people import HERE, cast, items_of, signed, two_townships

pytestmark = pytest.mark.django_db
MONTH = {"month": months.current()}


def titles(user) -> list[str]:
    return [duty.title for duty in told(duties(user))]


def test_an_inspector_sees_one_duty_a_draw_with_the_count_of_each_township() -> None:
    draw = two_townships(state=Draw.State.PUBLISHED, **MONTH)
    inspector = draw.inspectors.filter(township_code=HERE[:9]).first().user
    (duty,) = told(duties(inspector))
    assert duty.title == "入户核查还有 6 项" and "香水镇 6 项" in duty.why
    assert duty.due is not None and duty.due.date() == draw.visits_due + dt.timedelta(days=1)
    for item in items_of(draw):
        signed(item)
    assert titles(inspector) == []


def test_visits_awaiting_ones_signature_are_one_duty() -> None:
    draw = two_townships(**MONTH)
    for item in items_of(draw)[:2]:
        signed(item, state=Visit.State.AWAITING)
    second = Visit.objects.first().second_inspector
    assert titles(second) == ["入户核查还有 4 项", "2 份核查表等您签字"]
    assert not [title for title in titles(Visit.objects.first().first_inspector) if "签字" in title]


def test_the_officer_sees_what_each_draw_waits_for() -> None:
    people = cast()
    make_draw(state=Draw.State.PLANNED, code="", number=None, **MONTH)
    make_draw(state=Draw.State.COMMITTED, purpose="kin", **MONTH)
    make_draw(state=Draw.State.REVEALED, purpose="monthly", witness_name="李见证", **MONTH)
    told = titles(people.officer)
    for word in ("核对并封存抽签方案", "现场摇号", "公布抽签结果", "上传抽签记录扫描件"):
        assert sum(title.startswith(word) for title in told) == 1, told
    assert [title.split("：")[0] for title in titles(people.discipline)] == ["见证摇号"]


def test_findings_wait_as_one_duty_until_they_are_taken_up() -> None:
    people = cast()
    draw = two_townships(state=Draw.State.PUBLISHED, **MONTH)
    for item in items_of(draw)[:3]:
        visit = signed(item, Outcome.MISMATCH, problems=["P03"])
        VisitFinding.objects.create(division_code=HERE, visit=visit, problem="P03", found_on=timezone.localdate())
    assert titles(people.officer) == ["核查发现的 3 个问题待立账"]
    VisitFinding.objects.update(taken_by="entry")
    assert titles(people.officer) == []


def test_a_township_learns_nothing_of_the_visits_to_come_in_it() -> None:
    people = cast()
    two_townships(**MONTH)
    make_draw(state=Draw.State.COMMITTED, purpose="kin", **MONTH)
    assert titles(people.assistant) == [] == titles(people.leader)


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.DISCIPLINE_OFFICER, Role.TOWNSHIP_ASSISTANT])
def test_duties_cost_the_same_however_many_draws_there_are(role, assert_constant_queries) -> None:
    user = UserFactory(role=role)
    first = two_townships(**MONTH, witness_name="李见证")
    first.inspectors.filter(rank=1).update(user=user)
    signed(items_of(first)[0], state=Visit.State.AWAITING, first_inspector=UserFactory(), second_inspector=user)

    def grow() -> None:
        for _ in range(3):
            more = two_townships(**MONTH, witness_name="李见证")
            more.inspectors.filter(rank=1).update(user=user)
            for item in items_of(more)[:2]:
                visit = signed(item, Outcome.MISMATCH, first_inspector=UserFactory(), second_inspector=user)
                VisitFinding.objects.create(
                    division_code=HERE, visit=visit, problem="P03", found_on=timezone.localdate()
                )
            make_item(more, HERE)
        make_draw(state=Draw.State.PLANNED, purpose="kin", code="", number=None, **MONTH)

    assert assert_constant_queries(lambda: told(duties(user)), grow) <= 10
