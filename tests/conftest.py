"""What every test stands on: pages without inline code, no network, and a way to prove that rows cost no queries."""

import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import tests.flushing  # noqa: F401 - lets the runner empty tables that refuse it

INLINE = re.compile(
    rb"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*(?:\ssrc=|application/json))|javascript:", re.IGNORECASE
)
STRAY = re.compile(rb"\{\{|\{%|%\}")
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
SESSION_NOTED = re.compile(r'UPDATE "django_session"|SAVEPOINT|RELEASE SAVEPOINT')
NOT_OURS = "/admin/"  # like the pages Django shows engineers when DEBUG is on


def complaint(body: bytes) -> str:
    """Why a page may not go out; empty when it may."""
    for pattern, what in ((INLINE, "inline script or style"), (STRAY, "template code")):
        if found := pattern.search(body):
            around = body[max(0, found.start() - 40) : found.end() + 60].decode(errors="replace")
            return f"{what} in the page: …{around}…"
    return ""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--services", action="store_true", help="only tests that ask the database anything")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --services, what reaches no database (pytest-django refuses it) is left to the other run: it cannot differ. So
    are the long walks marked `once`, which ask the database nothing that shorter tests do not ask."""
    if not config.getoption("--services"):
        return
    asks = [item for item in items if _asks(item) and not item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
    items[:] = asks


def _asks(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", [])))


@pytest.fixture(autouse=True)
def pages_are_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every HTML answer to the test client is searched for inline code, which the security policy would refuse."""
    request = Client.request

    def searched(self: Client, **extra: Any) -> Any:
        response = request(self, **extra)
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        theirs = response.wsgi_request.path.startswith(NOT_OURS) or (settings.DEBUG and response.status_code >= 400)
        if is_page and not theirs:
            assert not (found := complaint(response.content)), f"{response.wsgi_request.path}: {found}"
        return response

    monkeypatch.setattr(Client, "request", searched)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Tests reach this machine alone."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def asked(captured: CaptureQueriesContext) -> list[str]:
    """The queries of a page; that the session was used is noted once a minute, and that hangs on the clock alone."""
    return [each["sql"] for each in captured.captured_queries if not SESSION_NOTED.match(each["sql"])]


@pytest.fixture
def assert_constant_queries() -> Callable[[Callable[[], Any], Callable[[], Any]], int]:
    """`assert_constant_queries(load, grow)`: `load()` costs as many queries after `grow()` as before. Returns how many."""

    def check(load: Callable[[], Any], grow: Callable[[], Any]) -> int:
        load()  # what is cached at the first call does not count
        with CaptureQueriesContext(connection) as before:
            load()
        grow()
        with CaptureQueriesContext(connection) as after:
            load()
        few, many = asked(before), asked(after)
        assert len(many) == len(few), "\n".join(many)
        return len(many)

    return check
