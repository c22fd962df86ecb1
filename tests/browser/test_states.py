"""Pages that links lead to only where something stands in a certain state (a draw to reveal, a summary to hand in): one of
each kind is made, as for the matrix of who may open what, and looked at by somebody it is served to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from core.permissions import Role
from tests.access_pages import PAGES, ROWS, allowed, cast
from tests.monthly_reports.months import TOWN

from .desk import Desk
from .looking import DESK, looked_at


def served(name: str, people: dict[str, User]) -> tuple[str, str]:
    """The page's address and a role to whom it is a page: neither a form's target, nor a file, nor a fragment; else empty."""
    row = ROWS.get(name)
    url = reverse(name, kwargs=row.make(TOWN, people, "某处") if row else None)
    for role in Role:
        if not allowed(name, role):
            continue
        client = Client(raise_request_exception=False)
        client.force_login(people[role])
        answer: Any = client.get(url)
        is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and b"<html" in answer.content:
            return url, role
        if answer.status_code == 405:
            break
    return url, ""


@pytest.mark.once
def test_pages_of_every_state_fit_every_window_and_are_open_to_all(county, desk: Callable[..., Desk], is_first):
    people = cast(TOWN)
    windows: dict[str, Desk] = {}
    found, looks = [], 0
    for name in PAGES:
        url, role = served(name, people)
        if not role or not is_first(name):
            continue
        if role not in windows:
            windows[role] = desk(people[role], reduced_motion="reduce")  # a page that moves is looked at when it stands
        window = windows[role]
        window.page.set_viewport_size({"width": DESK, "height": 800})
        answer = window.page.goto(url)
        if answer is None or answer.status != 200:
            continue  # what the first look changed (a one-time page)
        looks += 1
        found += looked_at(window, "states", name, is_new=True, kept=True)
    assert looks > 20
    assert not found, "\n".join(found)
