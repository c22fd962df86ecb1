"""Planning by page: shapes, refusals, the smallest total by one press, two who save at once."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from core.models import Policy
from core.permissions import Role
from spot_checks import frames, operations
from spot_checks.models import Draw
from tests.factories_base import TOWNSHIPS, UserFactory

NEW = "/checks/draws/plan/"
ASKED = {
    "purpose": "roster", "month": "2021-07", "title": "", "total": "4", "minimum": "1", "reserve": "", "weight_b": "3",
    "weight_c": "1", "seed_kind": "d10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def july():
    """The months on offer are those up to today's."""
    with time_machine.travel(dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC), tick=True):
        yield


def test_a_plan_is_saved_and_fixes_nothing(county, as_user, key):
    chosen = ASKED | key | {"townships": [TOWNSHIPS[0][:9]], "schemes": ["rural_dibao"], "weight_b": "5"}
    answer = as_user(county.officer).post(NEW, chosen)
    draw = Draw.objects.get()
    assert answer.url == reverse("draw_detail", args=[draw.pk])
    assert (draw.state, draw.total, draw.reserve, draw.weights) == ("planned", 4, None, {"A": 0, "B": 5, "C": 1})
    assert (draw.townships, draw.schemes, draw.commitment) == ([TOWNSHIPS[0][:9]], ["rural_dibao"], "")
    as_user(county.officer).post(NEW, chosen)
    assert Draw.objects.count() == 1  # the same press


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"total": "0"}, "total"),
        ({"total": ""}, "total"),
        ({"minimum": "5"}, "minimum"),
        ({"month": "2021-13"}, "month"),
        ({"purpose": "nonsense"}, "purpose"),
        ({"townships": ["640425100"]}, "townships"),
        ({"seed_kind": "ssq"}, "seed_kind"),
        ({"weight_c": "0"}, "weight_c"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(county, as_user, key, wrong, told):
    answer = as_user(county.officer).post(NEW, ASKED | key | wrong)
    assert answer.status_code == 200 and told in answer.context["form"].errors
    assert not Draw.objects.exists()


def test_the_lottery_is_offered_only_where_it_is_switched_on(county, as_user, key):
    assert "双色球" not in as_user(county.officer).get(NEW).content.decode()
    Policy.objects.create(name="lottery_seed", value="yes", effective_from=dt.date(2021, 1, 1))
    assert "双色球" in as_user(county.officer).get(NEW).content.decode()
    as_user(county.officer).post(NEW, ASKED | key | {"seed_kind": "ssq"})
    assert Draw.objects.get().seed_kind == "ssq"


def test_a_total_that_is_too_small_is_mended_by_one_press(county, as_user):
    marked = {each.household for each in frames.source("roster").collect(frames.Scope("640424", "2021-07"))[0][:2]}
    frames.add_flags(provider := lambda county: marked)
    try:
        draw = county.planned(total=2)
        page = reverse("draw_detail", args=[draw.pk])
        text = as_user(county.officer).get(page).content.decode()
        assert "最少要抽 4" in text and "改为 4</button>" in text and "确认封存" not in text
        answer = as_user(county.officer).post(
            reverse("draw_total", args=[draw.pk]), {"total": 4, "version": draw.version}
        )
        assert answer.url == page
        draw.refresh_from_db()
        assert (draw.total, draw.reserve) == (4, 1)
        assert "确认封存" in as_user(county.officer).get(page).content.decode()
    finally:
        frames.registry._flags.remove(provider)


def test_a_total_larger_than_the_frame_is_mended_as_well(county, as_user):
    draw = county.planned(total=11)
    text = as_user(county.officer).get(reverse("draw_detail", args=[draw.pk])).content.decode()
    assert "最多只能抽 10" in text and "改为 10</button>" in text


def test_who_saves_second_compares_and_chooses(county, as_user):
    draw = county.planned()
    mine = {**ASKED, "total": "6", "townships": [TOWNSHIPS[0][:9], TOWNSHIPS[1][:9]], "version": draw.version}
    url = reverse("draw_edit", args=[draw.pk])
    other = operations.Wanted("roster", "2021-07", 7, townships=(TOWNSHIPS[1][:9],))
    operations.change_plan(draw, other, by=UserFactory(role=Role.BUREAU_OFFICER), version=draw.version)
    answer = as_user(county.officer).post(url, mine)
    text = answer.content.decode()
    assert answer.status_code == 409 and "逐项选择保留哪一个" in text and "香水镇、泾河源镇" in text
    draw.refresh_from_db()
    assert draw.total == 7
    both = f"{TOWNSHIPS[0][:9]},{TOWNSHIPS[1][:9]}"
    chosen = mine | {"total": "7", "townships": both, "schemes": "", "version": draw.version}
    assert as_user(county.officer).post(url, chosen).status_code == 302
    draw.refresh_from_db()
    assert (draw.total, draw.townships) == (7, both.split(","))


def test_a_committed_draw_is_not_edited(county, as_user):
    draw = county.committed()
    url = reverse("draw_edit", args=[draw.pk])
    assert as_user(county.officer).get(url).url == reverse("draw_detail", args=[draw.pk])
    as_user(county.officer).post(url, ASKED | {"total": "9", "version": draw.version})
    as_user(county.officer).post(reverse("draw_total", args=[draw.pk]), {"total": 9, "version": draw.version})
    as_user(county.officer).post(reverse("draw_discard", args=[draw.pk]), {"version": draw.version})
    draw.refresh_from_db()
    assert (draw.total, draw.state) == (4, "committed")


def test_a_plan_is_given_up(county, as_user):
    draw = county.planned(title="不要的方案")
    client = as_user(county.officer)
    assert client.post(reverse("draw_discard", args=[draw.pk])).status_code == 302
    draw.refresh_from_db()
    assert draw.state == "planned"  # a page without its version says nothing
    client.post(reverse("draw_discard", args=[draw.pk]), {"version": draw.version})
    assert "不要的方案" not in client.get("/checks/draws/").content.decode()


def test_an_open_month_without_anything_to_draw_says_so(county, as_user):
    text = as_user(county.officer).get(reverse("draw_detail", args=[county.planned(purpose="kin").pk])).content.decode()
    assert "没有可抽的对象" in text and "确认封存" not in text


def test_the_planner_knows_the_number_of_the_issue(county, as_user):
    url = "/checks/draws/calculator/?frame=3000&rate=1&sample=60"
    text = as_user(county.officer).get(url).content.decode()
    assert "至少要抽 284 户" in text and "<svg" in text
    told = as_user(county.officer).get(url, headers={"accept": "application/json"}).json()["html"]
    assert "至少要抽 284 户" in told and "4.9%" in told


@pytest.mark.parametrize(
    "asked",
    ["frame=10&rate=1&sample=60", "frame=0&rate=1&sample=1", "frame=x&rate=-1&sample=", "frame=5&rate=0&sample=1"],
)
def test_the_planner_answers_nonsense_with_what_is_wrong(county, as_user, asked):
    text = as_user(county.officer).get(f"/checks/draws/calculator/?{asked}").content.decode()
    assert "需要改正" in text and '<svg class="planner' not in text


@pytest.mark.parametrize(
    "asked", ["frame=1&rate=100&sample=1", "frame=1000000&rate=0.01&sample=5000", "frame=7&rate=50&sample=7"]
)
def test_the_planner_holds_at_its_edges(county, as_user, asked):
    assert "至少要抽" in as_user(county.officer).get(f"/checks/draws/calculator/?{asked}").content.decode()


def test_the_planner_starts_from_the_countys_households_and_asks_for_no_more_than_there_are(county, as_user):
    page = as_user(county.officer).get("/checks/draws/calculator/")
    assert [page.context["planner"].data[name] for name in ("frame", "sample")] == [10, 10]
    assert "需要改正" not in page.content.decode()
    assert as_user(county.officer).get(NEW).context["planner"].data["frame"] == 10
