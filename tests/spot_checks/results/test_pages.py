"""Who reads what of a result, at a fixed cost; what leaves as a file."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.middleware.prove import now
from core.models import AuditEntry, User
from core.operations.uploads import keep
from core.uploads import sha256
from spot_checks.models import Draw, Outcome, Visit, VisitFinding, VisitPhoto
from spot_checks.operations import recompute
from tests.spot_checks.factories import make_draw
from tests.spot_checks.results.people import HERE, THERE, cast, items_of, signed, two_townships

pytestmark = pytest.mark.django_db
SECRET = "苏虎彦甲"


@pytest.fixture
def draw() -> Draw:
    made = two_townships(state=Draw.State.PUBLISHED)
    for town in (HERE, THERE):
        for at, item in enumerate(items_of(made, town)):
            item.name = SECRET
            item.save()
            visit = signed(item, Outcome.MISMATCH if at == 0 else Outcome.MATCH, problems=["P03"] if at == 0 else [])
            if at == 0:
                VisitFinding.objects.create(
                    division_code=town, visit=visit, problem="P03", found_on=timezone.localdate(), overpaid_fen=31_000
                )
    recompute(made)
    return made


def page(user: User, name: str, *args) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_the_bureau_sees_every_township_the_county_and_the_problems(draw: Draw) -> None:
    text = page(cast().officer, "draw_result", draw.pk)
    assert "香水镇" in text and "泾河源镇" in text and "全县" in text
    assert "P03 错保" in text and "620.00" in text
    assert draw.estimates.get(division_code=HERE).sentence in text


def test_a_township_sees_its_own_row_and_the_countys(draw: Draw) -> None:
    people = cast()
    mine = page(people.assistant, "draw_result", draw.pk)
    assert "香水镇" in mine and "泾河源镇" not in mine and "全县" in mine
    assert "310.00" in mine and "620.00" not in mine
    assert "香水镇" not in page(people.verifier, "draw_result_print", draw.pk)


def test_leadership_sees_numbers_only(draw: Draw) -> None:
    leader = cast().leader
    text = page(leader, "draw_result", draw.pk)
    assert draw.estimates.get(division_code=draw.division_code).sentence in text
    assert SECRET not in text and "P03" not in text and "导出表格" not in text
    client = Client()
    client.force_login(leader)
    assert client.post(reverse("draw_result_file", args=[draw.pk])).status_code == 403


def _photo(visit: Visit, **given) -> VisitPhoto:
    data = str(visit.pk).encode()
    return VisitPhoto.objects.create(
        division_code=visit.division_code, visit=visit, upload=keep(data, by=None), original_sha256=sha256(data),
        at=timezone.now(), by=visit.first_inspector, **given,
    )  # fmt: skip


def test_a_photo_that_resembles_another_stands_in_red(draw: Draw) -> None:
    first, second = (item.visit for item in items_of(draw)[:2])
    _photo(second, resembles=_photo(first))
    people = cast()
    assert "card-box-danger" in page(people.officer, "draw_result", draw.pk)
    assert "card-box-danger" not in page(people.verifier, "draw_result", draw.pk)
    assert "card-box-danger" not in page(people.leader, "draw_result", draw.pk)


def test_the_overview_tells_the_newest_draws_in_the_countys_words(draw: Draw) -> None:
    assert draw.estimates.get(division_code=draw.division_code).sentence in page(cast().assistant, "check_overview")


def test_without_a_signed_visit_the_page_says_what_will_come() -> None:
    made = make_draw()
    assert "还没有核查结果" in page(cast().officer, "draw_result", made.pk)
    assert "还没有核查" in page(cast().officer, "check_overview")


def test_a_draw_without_a_result_has_no_page() -> None:
    made = make_draw(state=Draw.State.COMMITTED, revealed_at=None)
    client = Client()
    client.force_login(cast().officer)
    assert client.get(reverse("draw_result", args=[made.pk])).status_code == 404


def sheets(user: User, draw: Draw) -> list[list[tuple]]:
    client = Client()
    client.force_login(user)
    session = client.session
    session["proved_at"] = now()
    session.save()
    response = client.post(reverse("draw_result_file", args=[draw.pk]))
    assert response.status_code == 200, response.status_code
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def test_the_workbook_holds_the_rows_one_may_see_and_no_id_number(draw: Draw) -> None:
    people = cast()
    summary, visits = sheets(people.officer, draw)
    assert [row[1] for row in summary[3:6]] == ["香水镇", "泾河源镇", "全县"]
    assert len([row for row in visits if row[3] == SECRET]) == 10
    assert "640498" not in str(summary) + str(visits)
    assert AuditEntry.objects.get(action="draw.result_export").actor == people.officer.username
    summary, visits = sheets(people.assistant, draw)
    assert "泾河源镇" not in str(summary) + str(visits)
    assert len([row for row in visits if row[3] == SECRET]) == 6


def test_an_inspectors_visits_elsewhere_are_not_in_their_own_townships_workbook(draw: Draw) -> None:
    inspector = draw.inspectors.get(township_code=THERE[:9], user__role="township_assistant").user
    assert inspector.division_id == HERE
    _, visits = sheets(inspector, draw)
    assert len([row for row in visits if row[3] == SECRET]) == 6 and "泾河源镇" not in str(visits)


def test_a_lookalike_of_another_township_is_named_to_the_bureau_alone() -> None:
    made = two_townships(state=Draw.State.PUBLISHED)
    here, there = [signed(items_of(made, town)[0], subject=f"{SECRET}{town[8]}") for town in (HERE, THERE)]
    _photo(here, resembles=_photo(there))
    recompute(made)
    people = cast()
    seen, mine = page(people.officer, "draw_result", made.pk), page(people.assistant, "draw_result", made.pk)
    assert here.subject in seen and there.subject in seen
    assert here.subject in mine and there.subject not in mine and str(there.pk) not in mine
    assert "另一次核查" in mine


def test_a_lookalike_on_a_visit_that_did_not_take_place_yet_is_not_told_the_township() -> None:
    made = two_townships(state=Draw.State.PUBLISHED)
    done = signed(items_of(made)[0])
    draft = signed(items_of(made)[1], state="draft", visited_on=None, handed_at=None, signed_at=None, subject=SECRET)
    _photo(draft, resembles=_photo(done))
    recompute(made)
    assert SECRET in page(cast().officer, "draw_result", made.pk)
    assert SECRET not in page(cast().assistant, "draw_result", made.pk)


@pytest.mark.parametrize("name", ["draw_result", "draw_result_print", "check_overview"])
def test_pages_cost_the_same_whatever_the_rows(name: str, draw: Draw, assert_constant_queries) -> None:
    officer = cast().officer
    client = Client()
    client.force_login(officer)
    url = reverse(name, args=[] if name == "check_overview" else [draw.pk])

    def grow() -> None:
        for _ in range(3):
            more = two_townships(state=Draw.State.PUBLISHED)
            for item in items_of(more):
                signed(item)
            recompute(more)

    assert assert_constant_queries(lambda: client.get(url), grow) <= 15
