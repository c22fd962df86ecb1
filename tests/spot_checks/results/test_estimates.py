"""Estimates against numbers worked out by hand, and what may and may not enter them."""

from math import comb

import pytest
from django.utils import timezone

from core.models import AuditEntry, Notice
from core.permissions import Role
from spot_checks import sampling
from spot_checks.models import Draw, Estimate, Outcome, Visit, VisitKind
from spot_checks.operations import recompute
from spot_checks.operations.visits import sign
from tests.factories_base import UserFactory
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.results.people import COUNTY_CODE, HERE, THERE, items_of, reserve, signed, two_townships

pytestmark = pytest.mark.django_db


def row(draw: Draw, code: str = HERE) -> Estimate:
    return Estimate.objects.get(draw=draw, division_code=code)


def one_stratum(size: int, sample: int) -> Draw:
    draw = make_draw(strata={f"{HERE[:9]}-C": [size, sample]}, total=sample)
    make_inspectors(draw, HERE)
    for _ in range(sample):
        make_item(draw, HERE)
    return draw


def test_sixty_of_three_thousand_all_right_leave_at_most_4_9_percent() -> None:
    draw = one_stratum(3000, 60)
    for item in items_of(draw):
        signed(item)
    recompute(draw)
    told = row(draw)
    assert told.sentence == "3000 户中抽 60 户全部相符：可以 95% 的把握说，不符率不超过 4.9%。"
    # By hand: with 144 wrong the chance of finding none is still above 5 %, with 145 it is not.
    assert comb(2856, 60) * 20 > comb(3000, 60) > comb(2855, 60) * 20
    most = 145
    assert told.upper_ppm == -(-most * 1_000_000 // 3000) and told.lower_ppm == told.rate_ppm == 0
    assert (told.population, told.sample, told.done, told.final) == (3000, 60, 60, True)
    assert row(draw, COUNTY_CODE).upper_ppm == told.upper_ppm


def test_a_hand_computed_county_of_two_strata_and_a_whole_one() -> None:
    """A: 2 of 2 visited, 1 wrong. C here: 4 of 40, 1 wrong and 310 yuan too much. C there: 5 of 50, none wrong."""
    strata = {f"{HERE[:9]}-A": [2, 2], f"{HERE[:9]}-C": [40, 4], f"{THERE[:9]}-C": [50, 5]}
    draw = make_draw(strata=strata, total=11)
    for town in (HERE, THERE):
        make_inspectors(draw, town)
    for stratum, (_, count) in strata.items():
        for at in range(count):
            wrong = at == 0 and stratum[:9] == HERE[:9]
            item = make_item(draw, stratum[:9] + "000", stratum=stratum)
            signed(item, Outcome.MISMATCH if wrong else Outcome.MATCH, overpaid_fen=31_000 if wrong else 0)
    recompute(draw)
    here, there, county = row(draw), row(draw, THERE), row(draw, COUNTY_CODE)
    assert here.rate_ppm == round((1 + 10) / 42 * 1_000_000)  # A as it is, C tenfold
    assert here.overpaid_fen == 31_000 + 310_000
    assert (there.rate_ppm, there.overpaid_fen, there.errors) == (0, 0, 0)
    assert county.rate_ppm == round(11 / 92 * 1_000_000) and county.overpaid_fen == 341_000
    told = sampling.estimate(
        [
            sampling.Stratum(f"{HERE[:9]}-A", "A", 2, 2, 1, 1, 31_000),
            sampling.Stratum(f"{HERE[:9]}-C", "C", 40, 4, 1, 1, 31_000),
            sampling.Stratum(f"{THERE[:9]}-C", "C", 50, 5, 0, 0),
        ]
    )
    assert (county.lower_ppm, county.upper_ppm) == (told.lower_ppm, told.upper_ppm)
    assert county.lower_ppm >= 2 / 92 * 1_000_000 - 1 and "不符 2 户" in county.sentence


def test_who_is_not_found_is_wrong_for_the_upper_limit_and_right_for_the_lower() -> None:
    draw = one_stratum(200, 10)
    items = items_of(draw)
    for item in items[:8]:
        signed(item)
    signed(items[8], Outcome.NOT_FOUND)
    signed(items[9], Outcome.LOST)
    recompute(draw)
    told = row(draw)
    assert (told.unknown, told.errors, told.rate_ppm, told.lower_ppm, told.final) == (2, 0, 0, 0, True)
    assert told.upper_ppm == -(-sampling.most_wrong(200, 10, 2, "0.95") * 1_000_000 // 200)


def test_a_video_check_counts_as_right_and_on_a_line_of_its_own() -> None:
    draw = one_stratum(200, 3)
    for item, outcome in zip(items_of(draw), (Outcome.MATCH, Outcome.AWAY_VIDEO, Outcome.DEAD), strict=True):
        signed(item, outcome)
    recompute(draw)
    told = row(draw)
    assert (told.done, told.video, told.errors, told.matched) == (3, 1, 1, 1)


def test_what_is_not_visited_yet_is_unknown_until_it_is() -> None:
    draw = one_stratum(200, 10)
    items = items_of(draw)
    for item in items[:5]:
        signed(item)
    signed(items[5], state=Visit.State.AWAITING)
    recompute(draw)
    before = row(draw)
    assert (before.done, before.final, before.unknown) == (5, False, 0)
    assert before.upper_ppm == -(-sampling.most_wrong(200, 10, 5, "0.95") * 1_000_000 // 200)
    assert "已回 5/10" in before.sentence


@pytest.mark.parametrize("kind", [VisitKind.ROUTINE, VisitKind.UNANNOUNCED, VisitKind.SURPRISE])
def test_visits_outside_the_draw_never_enter(kind: str) -> None:
    draw = one_stratum(200, 2)
    items = items_of(draw)
    signed(items[0], Outcome.MISMATCH, kind=kind)
    signed(items[1], Outcome.MISMATCH, kind=kind)
    Visit.objects.filter(item=items[1]).update(item=None)
    recompute(draw)
    assert (row(draw).done, row(draw).errors) == (0, 0)


def test_a_reserve_item_that_was_not_released_is_not_in_the_sample() -> None:
    draw = one_stratum(200, 2)
    signed(reserve(draw, 1)[0], Outcome.MISMATCH)
    recompute(draw)
    assert (row(draw).sample, row(draw).errors) == (2, 0)


def test_running_again_changes_nothing() -> None:
    draw = two_townships()
    signed(items_of(draw)[0], Outcome.MISMATCH)
    assert recompute(draw) == 3
    before = list(Estimate.objects.order_by("pk").values())
    entries = AuditEntry.objects.count()
    assert recompute(draw) == 0
    assert list(Estimate.objects.order_by("pk").values()) == before and AuditEntry.objects.count() == entries


def test_a_draw_without_a_result_has_no_estimate() -> None:
    recompute(make_draw(state=Draw.State.COMMITTED))
    assert not Estimate.objects.exists()


def test_the_second_signature_brings_the_visit_in() -> None:
    draw = two_townships(sizes=(30, 30))
    visit = signed(items_of(draw)[0], Outcome.MISMATCH, state=Visit.State.AWAITING, problems=["P03"])
    sign(visit, by=visit.second_inspector, version=visit.version)
    assert row(draw).errors == row(draw, COUNTY_CODE).errors == 1


def test_estimates_cost_the_same_however_many_visits_there_are(assert_constant_queries) -> None:
    draw = two_townships(sample=(20, 20))
    signed(items_of(draw)[0])

    def load() -> None:
        Estimate.objects.all().delete()
        recompute(draw)

    assert_constant_queries(load, lambda: [signed(item) for item in items_of(draw)[1:]])


# --- The reserve ----------------------------------------------------------------------------------------------------


def wrong(draw: Draw, count: int, township: str = HERE) -> None:
    for item in items_of(draw, township)[:count]:
        if not Visit.objects.filter(item=item).exists():
            signed(item, Outcome.MISMATCH)


def test_three_errors_in_a_township_release_half_as_many_again_in_rank_order() -> None:
    officer = UserFactory(role=Role.BUREAU_OFFICER)
    draw = two_townships(sample=(5, 4))
    spare, elsewhere = reserve(draw, 4), reserve(draw, 2, THERE)
    wrong(draw, 2)
    recompute(draw)
    assert not draw.items.filter(released_at__isnull=False).exists()
    wrong(draw, 3)
    recompute(draw)
    released = list(draw.items.filter(released_at__isnull=False).order_by("rank"))
    assert released == spare[:3]  # half of 5, rounded up
    assert not any(item in released for item in elsewhere)
    assert row(draw).sample == 8 and not row(draw).final
    inspectors = {each.user_id for each in draw.inspectors.filter(township_code=HERE[:9])}
    told = Notice.objects.filter(key=f"draw:{draw.pk}:enlarge:{HERE[:9]}")
    assert set(told.values_list("recipient_id", flat=True)) == inspectors | {officer.pk} | {
        each.user_id for each in draw.inspectors.filter(user__role=Role.BUREAU_OFFICER)
    }
    assert all("增加 3 项" in notice.title for notice in told)
    assert AuditEntry.objects.filter(action="draw.enlarge").count() == 1


def test_a_township_is_enlarged_once_however_many_errors_follow() -> None:
    draw = two_townships(sample=(5, 4))
    reserve(draw, 4)
    wrong(draw, 3)
    recompute(draw)
    for item in draw.items.filter(released_at__isnull=False):
        signed(item, Outcome.MISMATCH)
    wrong(draw, 5)
    recompute(draw)
    recompute(draw)
    assert draw.items.filter(released_at__isnull=False).count() == 3
    assert AuditEntry.objects.filter(action="draw.enlarge").count() == 1


def test_the_not_found_enlarge_nothing_and_nobody_is_replaced() -> None:
    draw = two_townships()
    reserve(draw, 3)
    for item in items_of(draw)[:4]:
        signed(item, Outcome.NOT_FOUND)
    recompute(draw)
    assert not draw.items.filter(released_at__isnull=False).exists()


def test_without_a_reserve_nothing_is_announced() -> None:
    draw = two_townships()
    wrong(draw, 4)
    recompute(draw)
    assert not AuditEntry.objects.filter(action="draw.enlarge").exists()
    assert row(draw).at <= timezone.now()
