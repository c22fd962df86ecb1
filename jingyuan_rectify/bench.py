"""Speed of the roster's list and search as the county grows, and beside Django admin's changelist on the same table.

Both answer through the whole program, as a browser would ask: the officer's pages, and for the system administrator a
changelist of persons with its columns and search that the program itself does not have.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite, ModelAdmin
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from core import months
from core.models import Division, User
from core.permissions import Role
from recipients.models import Award, CoveredPerson, Household, Membership, Person, RosterEvent
from recipients.search import BY_NAME, PAGE, cursor_behind

from . import urls
from .demo.people import Maker
from .demo.roster import load_township, made_households

COUNTY, AT_A_TIME = "640424000000", 1000


class Pair(NamedTuple):
    """One thing looked for: the address of our page, and that of the changelist which finds the same ("" where none can)."""

    ours: str
    theirs: str


class _PlainAdmin(ModelAdmin):
    """The columns, the order and the length of our list; what is searched is what a clerk would type."""

    list_display = ("name", "sex", "birth_date", "division_code", "household", "covered")
    list_select_related = ("household",)
    list_per_page = PAGE
    ordering = BY_NAME
    search_fields = ("name", "initials", "id_index")

    def has_view_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return True


class _Site(AdminSite):
    """Open to whoever the program lets through to its administration."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


def bench_pages(persons: int = 1_000_000, small: int = 10_000, repeats: int = 5) -> dict[str, Any]:
    """Seconds (best of `repeats`) of each page with `small` and then `persons` persons in the county, rounded up to whole
    households, and the lines it shows; their ratio; and how many times as long the changelist takes at `persons`. A search that
    fills its page only in the large county is slower there by the lines it shows. Nothing is kept."""
    told: dict[str, Any] = {}
    try:
        with transaction.atomic():
            officer, admin = _user(Role.BUREAU_OFFICER), _user(Role.SYSTEM_ADMIN)
            load = _loader(officer)
            with _program() as client:
                load(small)
                few = {name: _seconds(client(officer), pair.ours, repeats) for name, pair in _pairs().items()}
                load(persons)
                for name, pair in _pairs().items():
                    (before, few_lines), (many, lines) = few[name], _seconds(client(officer), pair.ours, repeats)
                    told[name] = {"small": before, "large": many, "large_to_small": round(many / before, 2)}
                    told[name] |= {"small_lines": few_lines, "large_lines": lines}
                    if pair.theirs:
                        plain, _ = _seconds(client(admin), pair.theirs, repeats)
                        told[name] |= {"admin": plain, "times_faster_than_admin": round(plain / many, 1)}
            told |= {"persons": Person.objects.count()}
            transaction.set_rollback(True)
    finally:
        _vacuum()
    return told


def _user(role: Role) -> User:
    user = User(
        username=f"bench-{role}", display_name="bench", role=role, division_id=COUNTY, must_change_password=False
    )
    user.save(force_insert=True)
    return user


def _loader(officer: User) -> Callable[[int], None]:
    """`load(count)` adds townships' rosters until the county holds `count` persons: the first call fills one township, the
    second all others."""
    townships = list(Division.objects.townships().filter(code__startswith=COUNTY[:6]))
    month = months.current()
    maker, at = Maker(1, months.first_day(month)), timezone.now()
    present = 0

    def households(until: int) -> Iterator[Any]:
        nonlocal present
        while present < until:
            for made in made_households(maker, 1):
                present += len(made.people)
                yield made

    def load(count: int) -> None:
        mine = townships[:1] if present == 0 else townships[1:]
        share = (count - present) / len(mine)
        start = present
        for number, township in enumerate(mine, 1):
            until = round(start + share * number)
            load_township(township, by=officer, month=month, at=at, households=households(until), seed=1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    return load


def _pairs() -> dict[str, Pair]:
    """What is looked for in the county as it now is."""
    ours, theirs = reverse("person_list"), reverse("admin:recipients_person_changelist")
    middle = Person.objects.count() // 2
    somebody = Person.objects.order_by(*BY_NAME)[middle]
    page = middle // PAGE + 1
    return {
        "first page": Pair(ours, theirs),
        "a page in the middle": Pair(f"{ours}?c={cursor_behind(somebody)}", f"{theirs}?p={page}"),
        "search by name": Pair(f"{ours}?q={somebody.name}", f"{theirs}?q={somebody.name}"),
        "search by surname": Pair(f"{ours}?q={somebody.name[0]}", f"{theirs}?q={somebody.name[0]}"),
        "search by initials": Pair(f"{ours}?q={somebody.initials}", f"{theirs}?q={somebody.initials}"),
    }


@contextmanager
def _program() -> Iterator[Callable[[User], Client]]:
    """The program with the changelist in the place of its own administration; gives a browser of whoever has signed in."""
    site = _Site("admin")
    site.register(Person, _PlainAdmin)
    pages = ModuleType("bench_urls")
    pages.urlpatterns = [path("plain/", site.urls), *(each for each in urls.urlpatterns if _is_ours(each))]  # type: ignore[attr-defined]

    def client(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    with override_settings(ROOT_URLCONF=pages, ALLOWED_HOSTS=["testserver"], DEBUG=False, SECURE_SSL_REDIRECT=False):
        yield client


def _is_ours(each: Any) -> bool:
    return getattr(each, "namespace", None) != "admin"


def _seconds(client: Client, address: str, repeats: int) -> tuple[float, int]:
    """The best of `repeats` answers, and the lines of its table; the first answer, which fills caches, does not count."""
    best = float("inf")
    for turn in range(repeats + 1):
        start = time.perf_counter()
        answer = client.get(address)
        taken = time.perf_counter() - start
        if answer.status_code != 200:
            raise RuntimeError(f"{address} was answered with {answer.status_code}")
        best = min(best, taken) if turn else best
    return round(best, 4), answer.content.count(b"<tr") - 1


def _vacuum() -> None:
    """What was taken back leaves no dead rows behind."""
    if connection.vendor == "postgresql":
        tables = (Person, Membership, Award, CoveredPerson, Household, RosterEvent)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(model._meta.db_table for model in tables)}")
