"""Every page names who may open it. A page that names nobody fails the start (core.checks) and opens to nobody (middleware)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from .models import User
from .permissions import Permission

V = TypeVar("V", bound=Callable[..., Any])


class Request(HttpRequest):
    """A request whose user is one of ours: signed in, and holding the page's permission."""

    user: User


def page(permission: Permission, *, reauth: bool = False) -> Callable[[V], V]:
    """Mark a view as open to holders of `permission`. With `reauth` a POST needs the password typed within 15 minutes."""

    def mark(view: V) -> V:
        view.permission = permission  # type: ignore[attr-defined]
        view.reauth = reauth  # type: ignore[attr-defined]
        return view

    return mark


def public(view: V) -> V:
    """Mark a view as open to everyone, signed in or not."""
    view.permission = None  # type: ignore[attr-defined]
    view.reauth = False  # type: ignore[attr-defined]
    return view
