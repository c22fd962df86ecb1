"""When an inspector cannot go, the public order says who comes: nobody is chosen, nothing is hidden."""

import json

import pytest

from core.models import AuditEntry, Notice
from core.permissions import Role
from core.refusal import NotPermitted, Refused
from spot_checks import operations
from spot_checks.models import Draw, DrawInspector, DrawItem, Visit
from spot_checks.mzdraw import digest
from spot_checks.operations.packets import issue_packet, open_packet
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import hand_over, save_visit, sign, start_visit
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.visits.conftest import form
from tests.spot_checks.visits.pictures import photo

HERE = TOWNSHIPS[0][:9]
ILL = "因病住院，不能入户"


@pytest.fixture
def staff(county):
    """Four people of the bureau who may be drawn."""
    people = [county.officer, *(UserFactory(role=Role.BUREAU_OFFICER) for _ in range(3))]
    for user in people:
        operations.register_inspector(user, by=county.officer)
    return people


def pair(draw: Draw, town: str = HERE) -> list[DrawInspector]:
    return list(draw.inspectors.filter(township_code=town).select_related("user").order_by("rank"))


def handed(draw: Draw, by, at: int = 0) -> Visit:
    item = draw.items.to_visit().filter(township_code=HERE).order_by("rank")[at]
    visit = start_visit(item, by=by)
    add_photo(visit, by=by, photo=Photo(photo(at)))
    visit = save_visit(visit, by=by, version=1, data=form())
    return hand_over(visit, by=by, version=visit.version)


def test_who_comes_is_the_next_in_the_order_anybody_computes(county, staff):
    draw = county.revealed()
    first, second = pair(draw)
    codes = json.loads(draw.commit_json)["inspectors"]
    order = sorted(codes, key=lambda code: digest("insp", draw.seed, HERE, code))
    assert order[:2] == [first.code, second.code]
    row = operations.stand_in(draw, HERE, left=first.user_id, reason=ILL, by=county.officer)
    assert (row.left_code, row.came_code, row.ticket) == (order[0], order[2], digest("insp", draw.seed, HERE, order[2]))
    assert [each.code for each in pair(draw)] == order[1:3]
    summary = json.loads(AuditEntry.objects.get(action="draw.stand_in").canon)["summary"]
    assert (summary["left"], summary["came"]) == (order[0], order[2])
    assert Notice.objects.filter(recipient=row.came, key__contains="stand-in").exists()
    row = operations.stand_in(draw, HERE, left=second.user_id, reason=ILL, by=county.officer)
    assert row.came_code == order[3]
    with pytest.raises(Refused, match="没有可以递补的人了"):
        operations.stand_in(draw, HERE, left=row.came_id, reason=ILL, by=county.officer)


def test_the_published_files_and_the_items_stay_as_drawn(county, staff):
    draw = county.published()
    before = draw.result_tsv, list(DrawItem.objects.values_list("pk", "selected", "name"))
    operations.stand_in(draw, HERE, left=pair(draw)[0].user_id, reason=ILL, by=county.officer)
    draw.refresh_from_db()
    assert before == (draw.result_tsv, list(DrawItem.objects.values_list("pk", "selected", "name")))


def test_a_township_with_one_inspector_gets_its_second_who_can_sign(county, staff):
    draw = county.revealed()
    gone, alone = pair(draw)
    gone.delete()  # as where the pool held one person only
    visit = start_visit(draw.items.to_visit().filter(township_code=HERE).first(), by=alone.user)
    with pytest.raises(Refused, match="县局按票序递补第二人"):
        hand_over(visit, by=alone.user, version=visit.version)
    gone.user.is_active = False
    gone.user.save()
    row = operations.stand_in(draw, HERE, left=None, reason="名册里原来只有一人", by=county.officer)
    visit.refresh_from_db()
    assert visit.second_inspector_id == row.came_id != gone.user_id
    add_photo(visit, by=alone.user, photo=Photo(photo(7)))
    visit = save_visit(visit, by=alone.user, version=visit.version, data=form())
    visit = hand_over(visit, by=alone.user, version=visit.version)
    assert sign(visit, by=row.came, version=visit.version).state == Visit.State.SIGNED
    with pytest.raises(Refused, match="已有两名核查人员"):
        operations.stand_in(draw, HERE, left=None, reason=ILL, by=county.officer)


def test_a_used_up_pool_is_followed_by_those_registered_since(county, staff):
    draw = county.revealed()
    for _ in range(2):
        operations.stand_in(draw, HERE, left=pair(draw)[0].user_id, reason=ILL, by=county.officer)
    assert operations.next_in_order(draw, HERE) is None
    native = UserFactory(role=Role.BUREAU_OFFICER)
    operations.register_inspector(native, by=county.officer, home_code=TOWNSHIPS[0])
    assert operations.next_in_order(draw, HERE) is None, "who comes from there is recused"
    late = UserFactory(role=Role.BUREAU_OFFICER)
    operations.register_inspector(late, by=county.officer)
    found = operations.next_in_order(draw, HERE)
    assert found and (found.user, found.code) == (late, "u005")


def test_what_waited_for_the_one_who_left_goes_back(county, staff):
    draw = county.revealed()
    stays, goes = [each.user for each in pair(draw)]
    by_stays, by_goes = handed(draw, stays), handed(draw, goes, at=1)
    packed = draw.items.to_visit().filter(township_code=HERE, visit__isnull=True)
    issue_packet(draw, by=goes, items=list(packed), pin="20481637")
    row = operations.stand_in(draw, HERE, left=goes.pk, reason=ILL, by=county.officer)
    by_stays.refresh_from_db()
    by_goes.refresh_from_db()
    assert (by_stays.state, by_stays.second_inspector) == (Visit.State.DRAFT, row.came)
    assert "递补" in by_stays.sent_back
    assert (by_goes.state, by_goes.second_inspector) == (Visit.State.AWAITING, stays), "who was there signs it"
    assert sign(by_goes, by=stays, version=by_goes.version)
    assert open_packet(draw, goes) is None
    with pytest.raises(NotPermitted):
        start_visit(packed[0], by=goes)


def test_only_who_plans_draws_and_only_with_a_reason(county, staff):
    draw = county.revealed()
    left = pair(draw)[0].user_id
    with pytest.raises(NotPermitted):
        operations.stand_in(draw, HERE, left=left, reason=ILL, by=county.witness)
    with pytest.raises(Refused, match="公开理由"):
        operations.stand_in(draw, HERE, left=left, reason="病", by=county.officer)
    with pytest.raises(Refused, match="不是这个乡镇现在的核查人员"):
        operations.stand_in(draw, HERE, left=county.witness.pk, reason=ILL, by=county.officer)


def test_the_page_names_the_next_and_the_draw_shows_the_change(county, staff, as_user, key):
    draw = county.revealed(townships=(TOWNSHIPS[0],))
    gone = pair(draw)[0].user
    client, url = as_user(county.officer), f"/checks/draws/{draw.pk}/stand-in/{HERE}/"
    found = operations.next_in_order(draw, HERE)
    assert found and f"由{found.user.display_name}递补" in client.get(url).content.decode()
    assert client.post(url, {"left": str(gone.pk), "reason": ILL} | key).status_code == 302
    assert client.get(f"/checks/draws/{draw.pk}/stand-in/640425100/").status_code == 404
    shown = as_user(county.leader).get(f"/checks/draws/{draw.pk}/").content.decode()
    assert ILL in shown and found.code in shown and gone.display_name in shown
    record = client.get(f"/checks/draws/{draw.pk}/record/").content.decode()
    assert gone.display_name in record and found.user.display_name not in record, "the signed record says who was drawn"


def test_a_township_nobody_may_visit_says_so(county, as_user):
    operations.register_inspector(county.officer, by=county.officer, home_code=TOWNSHIPS[0])
    draw = county.revealed()
    shown = as_user(county.officer).get(f"/checks/draws/{draw.pk}/").content.decode()
    assert "缺 2 名" in shown and "缺 1 名" in shown
    assert (
        "没有可以递补的人了"
        in as_user(county.officer).get(f"/checks/draws/{draw.pk}/stand-in/{HERE}/").content.decode()
    )
