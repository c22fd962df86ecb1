"""Whether the program runs."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from ..access import public


@public
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers and reaches its database; tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"ok": True})
