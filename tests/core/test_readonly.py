"""GET never writes; a page that tries is stopped before the database sees it."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import path, reverse

from core.access import public
from core.middleware.readonly import CHANGE, WroteOnRead
from core.models import Synonym
from jingyuan_rectify.urls import urlpatterns as real
from tests.test_access import PAGES, ROWS, SECRET_HERE, cast, signed_in

pytestmark = pytest.mark.django_db


@public
def sneaky(request):
    Synonym.objects.create(form="x", field="y", word="z")


urlpatterns = [*real, path("sneaky/", sneaky)]


@override_settings(ROOT_URLCONF="tests.core.test_readonly")
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_view_that_writes_on_read_is_stopped(client, method):
    with pytest.raises(WroteOnRead), transaction.atomic():
        getattr(client, method)("/sneaky/")
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "core_synonym" ("form") VALUES (1)', "core_synonym"),
        ("INSERT OR IGNORE INTO core_notice VALUES (1)", "core_notice"),
        ('  update "core_user" SET x = 1', "core_user"),
        ('DELETE FROM "django_session" WHERE 1', "django_session"),
        ("TRUNCATE TABLE x", "x"),
        ("DROP TABLE x", None),
        ("WITH a AS (SELECT 1) DELETE FROM x", None),
        ("COPY x FROM STDIN", None),
    ],
)
def test_changes_are_told_from_reads(sql, table):
    found = CHANGE.match(sql)
    assert found is not None and found["table"] == table


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM x FOR UPDATE", "WITH a AS (SELECT 1) SELECT * FROM a", "SAVEPOINT a", "BEGIN IMMEDIATE"]
)
def test_reads_are_let_through(sql):
    assert CHANGE.match(sql) is None


@pytest.mark.parametrize("name", [name for name, (view, _) in PAGES.items() if view.permission])
def test_no_page_of_ours_writes_on_read(name):
    """Opened by the first role that may, with the guard raising into the test."""
    people = cast("640424100000")
    for user in people.values():
        if user.may(PAGES[name][0].permission):
            break
    row = ROWS.get(name)
    url = reverse(name, kwargs=row.make("640424100000", people, SECRET_HERE) if row else None)
    client = signed_in(user)
    client.raise_request_exception = True
    assert client.get(url).status_code < 500
