"""When a request came in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]


def arrival(get_response: Handler) -> Handler:
    """Stamp the server time at which the request came in: deadlines are decided by it."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.arrived_at = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return handle
