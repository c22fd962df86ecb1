"""Every page × every role × visitors × GET and POST × {own, another township's, absent}: walked from the URLconf itself.

A page that names no permission, or takes an argument without a row in tests/access_rows, fails here.
"""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.checks import every_page_names_its_permission
from core.idempotency import FIELD, new_key
from core.models import AuditEntry, RefusalTally, User
from core.permissions import TOWNSHIP_ROLES, Role
from tests.access_pages import PAGES, ROWS, allowed, cast
from tests.access_rows import Row
from tests.factories_base import TOWNSHIPS

pytestmark = pytest.mark.django_db
MINE, THEIRS = TOWNSHIPS[:2]
OBJECT_PAGES = [name for name, (_, params) in PAGES.items() if params]
SHARED = {"period_detail", "period_close", "period_export", "period_export_ask"}  # of the county, not of a township
SHARED |= {"draw_result", "draw_result_print", "draw_result_file"}  # of the county; a township reads its own rows
SECRET_HERE, SECRET_THERE = "密语甲甲甲", "密语乙乙乙"


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def people() -> dict[str, User]:
    return cast(MINE)


def address(name: str, people: dict[str, User], township: str = MINE) -> str:
    row = ROWS.get(name)
    return reverse(name, kwargs=row.make(township, people, SECRET_HERE) if row else None)


def both(client: Client, url: str) -> list[Any]:
    return [client.get(url), client.post(url, {FIELD: new_key()})]


def visitors_told_of() -> int:
    """Visitors turned away, those of this minute in the tally, those of the minutes before in the chain."""
    told = AuditEntry.objects.filter(action="refused.visitors").values_list("canon", flat=True)
    counts = [json.loads(canon)["summary"]["count"] for canon in told]
    return sum(counts) + sum(RefusalTally.objects.values_list("count", flat=True))


def test_every_page_names_a_permission():
    assert every_page_names_its_permission(None) == []
    assert len(PAGES) > 15


def test_every_page_with_an_argument_has_a_row():
    assert set(OBJECT_PAGES) - set(ROWS) == set()


@pytest.mark.once
@pytest.mark.parametrize("name", PAGES)
def test_visitors_are_led_to_the_door(name, people):
    view, _ = PAGES[name]
    client = Client(raise_request_exception=False)
    url = address(name, people)
    got, posted = both(client, url)
    if view.permission is None:
        assert got.status_code < 500 and posted.status_code < 500
        return
    assert (got.status_code, got.url.partition("?")[0]) == (302, reverse("login"))
    assert posted.status_code == 401
    assert SECRET_HERE not in posted.content.decode()
    assert visitors_told_of() == 2


@pytest.mark.once  # what each role may open hangs on no database; that the pages ask it right, the browser walks see there
@pytest.mark.parametrize("name", PAGES)
def test_roles_without_the_permission_are_refused_and_the_others_served(name, people):
    served, url = (
        set(),
        address(name, people),
    )  # one does for all: who is refused changes nothing, the others are undone
    for role, user in people.items():
        if allowed(name, role):
            with transaction.atomic():
                codes = [answer.status_code for answer in both(signed_in(user), url)]
                transaction.set_rollback(True)
            assert max(codes) < 500, (role, codes)
            assert 401 not in codes, (role, codes)
            served |= set(codes)
            continue
        before = AuditEntry.objects.filter(action="refused", actor=user.username).count()
        for answer in both(signed_in(user), url):
            assert answer.status_code == 403, role
            assert SECRET_HERE not in answer.content.decode()
        assert AuditEntry.objects.filter(action="refused", actor=user.username).count() == before + 2
    if name != "gallery":
        assert served - {403, 404, 405}, "nobody is served here"


@pytest.mark.parametrize("name", OBJECT_PAGES)
def test_what_is_absent_and_what_lies_elsewhere_look_the_same(name, people):
    row: Row = ROWS[name]
    others = cast(THEIRS)
    for role in Role:
        if not allowed(name, role):
            continue
        client = signed_in(people[role])
        for answer in both(client, reverse(name, kwargs=row.absent)):
            assert answer.status_code in {404, 405}, (role, answer.status_code)
        if row.shared or name in SHARED or (role not in TOWNSHIP_ROLES and not row.personal):
            continue
        for answer in both(client, reverse(name, kwargs=row.make(THEIRS, others, SECRET_THERE))):
            assert answer.status_code in {404, 405}, (role, answer.status_code)
            assert SECRET_THERE not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("role", sorted(TOWNSHIP_ROLES))
def test_no_page_shows_another_townships_words(role, people):
    others = cast(THEIRS)
    mine = {name: row.make(MINE, people, SECRET_HERE) for name, row in ROWS.items()}
    for row in ROWS.values():
        row.make(THEIRS, others, SECRET_THERE)
    client = signed_in(people[role])
    seen = ""
    for name in PAGES:
        if not allowed(name, role) or name == "gallery":
            continue
        url = reverse(name, kwargs=mine.get(name))
        answers = [client.get(url)] if name == "logout" else both(client, url)
        for answer in answers:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode(errors="replace") + str(answer.headers)
            assert SECRET_THERE not in text, (name, answer.status_code)
            seen += text
        client = client if client.session.get("_auth_user_id") else signed_in(people[role])
    assert SECRET_HERE in seen


@pytest.mark.parametrize("path", ["/admin/", "/admin/core/user/", "/admin/jsi18n/", "/admin/nowhere/"])
def test_the_administration_is_for_its_keeper(path, people):
    for role, user in people.items():
        code = signed_in(user).get(path).status_code
        assert code in {200, 302, 404} if role == Role.SYSTEM_ADMIN else code == 403
    assert Client().get(path).url.startswith(reverse("login"))
