"""GET and HEAD never write."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from .stamps import Handler

# Bookkeeping about the request itself, no state of the work: the session, and who read or was refused what.
ALLOWED = {
    "django_session",
    "core_auditentry",
    "core_audithead",
    "core_auditvalue",
    "core_refusaltally",
}
CHANGE = re.compile(
    r"\s*(?:(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(?P<table>\w+)|(?P<other>CREATE|DROP|ALTER|COPY)\b|WITH\b.*\b(?P<inner>INSERT|UPDATE|DELETE)\s)",
    re.IGNORECASE | re.DOTALL,
)


class WroteOnRead(RuntimeError):
    """A page tried to change data while it was only being read. The statement did not reach the database."""


def refuse_change(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run `sql` unless it would change anything but bookkeeping."""
    found = CHANGE.match(sql)
    if found is not None and found["table"] not in ALLOWED:
        raise WroteOnRead(f"GET must not write: {sql[:120]}")
    return execute(sql, params, many, context)


def read_only(get_response: Handler) -> Handler:
    """Let no view change data on GET, HEAD or OPTIONS: links are followed by prefetchers and pressed twice."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        with connection.execute_wrapper(refuse_change):
            return get_response(request)

    return handle
