"""How a signed-in person is found again at each request, and what proves a person at the door."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from .models import User

BACKEND = "core.authentication.Backend"
DEVICE = "__Host-device" if settings.TLS else "device"
DEVICE_AGE = 400 * 24 * 3600
REMEMBERED = 8


class Backend(BaseBackend):
    """Finds the person of a session together with their division, in one query."""

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.select_related("division").filter(pk=user_id, is_active=True).first()


def person(username: str, password: str) -> User | None:
    """The active person with this name and password. Takes as long for an unknown name as for a wrong password."""
    user = User.objects.select_related("division").filter(username=username).first()
    if user is None:
        make_password(password)
        return None
    return user if user.check_password(password) and user.is_active else None


def enter(request: HttpRequest, user: User) -> None:
    """`request` belongs to `user` from now on, in a session with a new key whose clocks start now."""
    login(request, user, backend=BACKEND)
    now = int(timezone.now().timestamp())
    request.session.update({"signed_in_at": now, "seen_at": now, "proved_at": now})


def address(request: HttpRequest) -> str:
    """Where the request came from: the proxy's word behind a proxy of ours, else the connection's."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _device(request: HttpRequest) -> dict[str, Any]:
    try:
        return signing.loads(request.COOKIES.get(DEVICE, ""), salt="core.device", max_age=DEVICE_AGE)
    except signing.BadSignature:
        return {"id": get_random_string(22), "people": []}


def known_device(request: HttpRequest, username: str) -> str:
    """The device's id where this person has signed in from it before, else nothing."""
    device = _device(request)
    return device["id"] if username in device["people"] else ""


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """The browser can show from now on that `user` has signed in from it: guesses made elsewhere do not slow it down."""
    device = _device(request)
    others = [name for name in device["people"] if name != user.username][-(REMEMBERED - 1) :]
    value = signing.dumps({"id": device["id"], "people": [*others, user.username]}, salt="core.device")
    response.set_cookie(DEVICE, value, max_age=DEVICE_AGE, httponly=True, secure=settings.TLS, samesite="Lax")
