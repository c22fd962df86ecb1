"""Every page as the URLconf names it, who may open it, and people to open it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from core.models import User
from core.permissions import ROLE_PERMISSIONS, Role
from tests.access_rows import all_rows
from tests.factories_base import UserFactory


def pages(resolver: URLResolver) -> Iterator[tuple[str, Any, list[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern), pattern.callback, list(pattern.pattern.converters)
        elif pattern.namespace != "admin":
            yield from pages(pattern)


# URL name → its view and the names of its arguments.
PAGES = {name: (view, params) for name, view, params in pages(get_resolver())}
ROWS = all_rows()


def cast(township: str) -> dict[str, User]:
    """One of each role, of the township and its county."""
    return {role: UserFactory(role=role, township=township) for role in Role}


def allowed(name: str, role: str) -> bool:
    """Whether the role may ask for the page at all."""
    permission = PAGES[name][0].permission
    return permission is None or permission in ROLE_PERMISSIONS[role]
