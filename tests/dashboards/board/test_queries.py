"""No page of any role costs more than fifteen queries, and more rows cost none more."""

from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from core.idempotency import FIELD
from core.models import User
from core.permissions import Role
from tests.access_rows import all_rows
from tests.recipients.factories import HouseholdFactory

pytestmark = pytest.mark.django_db
MOST = 15
TOWN = "640424100000"
FREE = 50_000  # numbers of households that the demo does not use


class Links(HTMLParser):
    """The addresses a page leads to; and where its forms post to, with whether they bring a key for one press."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.forms: list[tuple[str, bool]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form" and told.get("method") == "post":
            self.forms.append((told.get("action") or "", False))
        elif tag == "input" and told.get("name") == FIELD and self.forms:
            self.forms[-1] = (self.forms[-1][0], True)
        address = told.get("href")
        if tag == "a" and address:
            self.found.append(address.partition("#")[0])


def kind(url: str) -> str:
    return resolve(urlsplit(url).path).view_name


def is_once(url: str) -> bool:
    """Whether what is posted there needs a key for one press."""
    return getattr(resolve(urlsplit(url).path).func, "is_once", False)


def asked(client: Client, url: str) -> tuple[bytes, int]:
    """What the page answers, and how many queries that took."""
    reset_queries()  # Django keeps the last nine thousand
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {200, 302}, (url, answer.status_code)
    return body if answer["Content-Type"].startswith("text/html") else b"", len(queries)


def walk(client: Client) -> Iterator[tuple[str, int]]:
    """Every kind of page that links lead to from home, one of each, with what it cost."""
    waiting, met, kinds = deque(["/"]), {"/", ""}, {"login"}
    while waiting:
        url = waiting.popleft()
        page, cost = asked(client, url)
        yield url, cost
        links = Links(page)
        bare = [action for action, has_key in links.forms if not has_key and is_once(urljoin(url, action))]
        assert not bare, f"a form of {url} that would be refused for want of a key: {bare}"
        for link in links.found:
            link = urljoin(url, link)
            if not link.startswith("/") or link in met or (name := kind(link)).startswith("admin:"):
                continue
            if name not in kinds:
                kinds.add(name)
                met.add(link)
                waiting.append(link)


def more(people: dict[str, User]) -> None:
    """One more thing of every kind that has an address."""
    for row in all_rows().values():
        row.make(TOWN, people, "密语甲甲甲")


def lists_of(costs: dict[str, int]) -> list[str]:
    return [url for url in costs if not resolve(urlsplit(url).path).kwargs]


@pytest.mark.once
def test_no_page_costs_more_than_fifteen_queries_and_more_rows_cost_none(people: SimpleNamespace):
    clients = {role: Client() for role in Role}
    for role, client in clients.items():
        client.force_login(getattr(people, role))
    costs = {role: dict(walk(client)) for role, client in clients.items()}
    assert {(role, url): n for role, pages in costs.items() for url, n in pages.items() if n > MOST} == {}

    def listed() -> dict[tuple[str, str], int]:
        return {(role, url): asked(clients[role], url)[1] for role in Role for url in lists_of(costs[role])}

    HouseholdFactory.reset_sequence(FREE, force=True)
    for _ in range(2):  # of many things the demo has none
        more(vars(people))
    few = listed()
    more(vars(people))
    assert len(few) > 200 and max(few.values()) <= MOST
    assert {page: (few[page], cost) for page, cost in listed().items() if cost != few[page]} == {}
