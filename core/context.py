"""What every page of the shell needs."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .middleware.limits import idle_left
from .navigation import Entry, entries_for, thumb_for
from .permissions import Permission

# What the search box takes, by whether the person reads the roster.
PEOPLE_TOO, NUMBERS = "姓名、证件号、户编号、案件编号", "整改、督办、抽签编号"


def is_here(path: str, url: str) -> bool:
    """Whether a page lies below a menu entry; home is only itself."""
    return path == url if url == "/" else path.startswith(url)


def place(path: str, urls: list[str]) -> str:
    """The menu entry a page lies below, the nearest where one entry lies below another."""
    return max((url for url in urls if is_here(path, url)), key=len, default="")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The bureau's name, and for someone signed in the menu under its headings, unread notices and seconds left of the session."""
    context: dict[str, Any] = {"BUREAU_NAME": settings.BUREAU_NAME, "DEBUG": settings.DEBUG}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    entries = entries_for(user)
    urls = {entry: reverse(entry.url_name) for entry in entries}
    here = place(request.path, list(urls.values()))

    def shown(some: Iterable[Entry]) -> list[dict[str, Any]]:
        return [
            {"label": e.label, "short": e.short or e.label, "url": urls[e], "icon": e.icon, "active": urls[e] == here}
            for e in some
        ]

    return context | {
        "nav": [
            {"label": label, "items": shown(some), "id": f"menu-{number}"}
            for number, (label, some) in enumerate(groupby(entries, key=lambda entry: entry.group))
        ],
        "thumb": shown(thumb_for(user.role, entries)),
        "may_search": user.may(Permission.SEARCH),
        "search_hint": PEOPLE_TOO if user.may(Permission.ROSTER_VIEW) else NUMBERS,
        "unread_notices": user.notices.unread().count(),
        "session_seconds_left": max(idle_left(request), 0),
    }
