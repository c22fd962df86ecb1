"""How long a session lasts: 30 minutes idle, then it is locked (not lost); ten hours in all, then it is over."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from . import prove
from .stamps import Handler

GRAIN = 30
CLOCKS = ("signed_in_at", "seen_at", "proved_at")
OPEN_WHEN_LOCKED = {"login", "login_code", "logout", "session_unlock", "session_alive", "healthz"}


def idle_left(request: HttpRequest) -> int:
    """Seconds until the session locks or ends, whichever comes first; 0 or less when it has."""
    clocks = request.session
    idle = clocks.get("seen_at", 0) + settings.SESSION_IDLE_SECONDS
    end = clocks.get("signed_in_at", 0) + settings.SESSION_ABSOLUTE_SECONDS
    return min(idle, end) - prove.now()


def is_work(request: HttpRequest) -> bool:
    """Whether the request shows that a person is there: scripts that look again by themselves do not keep a session alive."""
    return request.method == "POST" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


class SessionLimits:
    """Locks, ends or renews the session before the view runs, but after the CSRF check."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        session, now = request.session, prove.now()
        if CLOCKS[0] not in session:
            session.update(dict.fromkeys(CLOCKS, now))
        name = request.resolver_match.url_name if request.resolver_match else ""
        if now - session["signed_in_at"] >= settings.SESSION_ABSOLUTE_SECONDS:
            logout(request)
            return None
        if now - session["seen_at"] >= settings.SESSION_IDLE_SECONDS:
            return None if name in OPEN_WHEN_LOCKED else self.unlock(request)
        if is_work(request) and now - session["seen_at"] >= GRAIN:
            session["seen_at"] = now
        return None

    def unlock(self, request: HttpRequest) -> HttpResponse | None:
        """Nothing when a POST brings the password along; else the page that asks for it."""
        if prove.wants_json(request):
            return JsonResponse({"locked": True}, status=401)
        if request.method == "POST":
            return prove.proved(request, "locked")
        return redirect(f"{reverse('session_unlock')}?{urlencode({'next': request.get_full_path()})}")
