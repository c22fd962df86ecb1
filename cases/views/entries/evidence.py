"""Evidence: pictures drawn anew to look at, files as they came to take away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from core import pictures, uploads
from core.access import Request, page
from core.permissions import Permission

from ...operations.entries import note_download
from ...rules.entries.evidence_kind import IMAGES
from .lookup import evidence_or_404


@page(Permission.ENTRY_VIEW)
@require_GET
def entry_evidence(request: Request, pk: Any) -> HttpResponse:
    """The picture, written anew: the bytes somebody handed in are never shown as they are."""
    row = evidence_or_404(request, pk)
    if row.content_type not in IMAGES:
        raise Http404
    data = pictures.clean(uploads.read(row.upload)).data
    response = HttpResponse(data, content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@page(Permission.ENTRY_VIEW)
@require_POST
def entry_evidence_file(request: Request, pk: Any) -> HttpResponse:
    """The file as it came, to keep and never to show as a page; the chain holds who took it."""
    row = evidence_or_404(request, pk)
    note_download(row, by=request.user)
    response = HttpResponse(uploads.read(row.upload), content_type=row.content_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, row.filename))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
