"""Visits and drawn items with an address of their own."""

from itertools import count
from typing import Any

from core.models import User
from core.permissions import Role
from spot_checks.models import DrawInspector, DrawItem, Visit, VisitPhoto
from spot_checks.operations.routine import start_routine
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import hand_over, save_visit, start_visit
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of
from tests.spot_checks.factories import make_draw, make_item
from tests.spot_checks.visits.pictures import photo

_seeds = count(1000)


def _item(township: str, people: dict[str, User], canary: str) -> DrawItem:
    """A drawn household of the township, visited from today on by the officer and somebody of elsewhere."""
    draw = make_draw()
    elsewhere = next(code for code in TOWNSHIPS if code != township)
    pair = [people[Role.BUREAU_OFFICER], UserFactory(township=elsewhere, display_name="同行人")]
    for rank, user in enumerate(pair, 1):
        DrawInspector.objects.create(draw=draw, user=user, code=f"u{rank}", rank=rank, division_code=township)
    home = household_of(canary, village=DivisionFactory(code=f"{township[:9]}201").code)
    return make_item(draw, home.division_code, name=canary, household=home)


def an_item(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _item(township, people, canary).pk}


def _routine(township: str, people: dict[str, User], canary: str) -> Visit:
    """A visit of the township's assistant and verifier to one of its own households, still a draft, dated today."""
    home = household_of(canary, village=DivisionFactory(code=f"{township[:9]}201").code)
    first, second = people[Role.TOWNSHIP_ASSISTANT], people[Role.TOWNSHIP_VERIFIER]
    visit = start_routine(home, by=first, kind="routine", second=second)
    add_photo(visit, by=first, photo=Photo(photo(next(_seeds))))
    day = visit.entered_at.astimezone().date().isoformat()
    data = {"visited_on": day, "outcome": "match", "summary": canary, "answers": {"qualifies": "是"}}
    return save_visit(visit, by=first, version=1, data=data)


def a_draft(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _routine(township, people, canary).pk}


def a_visit(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    visit = _routine(township, people, canary)
    return {"pk": hand_over(visit, by=people[Role.TOWNSHIP_ASSISTANT], version=visit.version).pk}


def a_photo(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": VisitPhoto.objects.get(visit=_routine(township, people, canary)).pk}


def a_household(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": household_of(canary, village=DivisionFactory(code=f"{township[:9]}201").code).pk}


def papers(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    item = _item(township, people, canary)
    return {"draw": item.draw_id, "township": item.township_code}


def a_started_item(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    item = _item(township, people, canary)
    start_visit(item, by=people[Role.BUREAU_OFFICER])
    return {"pk": item.pk}


def days(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _item(township, people, canary).draw_id}


ROWS = {
    "visit_item": Row(an_item, NOWHERE),
    "visit_item_reveal": Row(an_item, NOWHERE, personal=True),
    "visit_start": Row(an_item, NOWHERE, personal=True),
    "visit_absence": Row(a_started_item, NOWHERE, personal=True),
    "visit_paper": Row(an_item, NOWHERE, personal=True),
    "visit_paper_entry": Row(an_item, NOWHERE, personal=True),
    "visit_paper_township": Row(papers, {"draw": NOWHERE["pk"], "township": "640424100"}, personal=True),
    "visit_detail": Row(a_visit, NOWHERE),
    "visit_sign": Row(a_visit, NOWHERE, personal=True),
    "visit_send_back": Row(a_visit, NOWHERE, personal=True),
    "visit_edit": Row(a_draft, NOWHERE, personal=True),
    "visit_take_back": Row(a_draft, NOWHERE, personal=True),
    "visit_photo_add": Row(a_draft, NOWHERE, personal=True),
    "visit_photo": Row(a_photo, NOWHERE),
    "visit_photo_remove": Row(a_photo, NOWHERE, personal=True),
    "visit_new_household": Row(a_household, NOWHERE),
    "visit_day_set": Row(days, NOWHERE),
}
