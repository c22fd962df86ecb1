"""What a page answers when an operation declines."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from . import uploads
from .carry import carried
from .models import Attachment
from .refusal import EditConflict, Refused


@dataclass(frozen=True)
class Compared:
    """One field of a merge page: its label, its name in the form, and what now stands in the record (value and, where it
    reads differently, text)."""

    label: str
    name: str
    theirs: str
    theirs_text: str = ""
    mine_text: str = ""


def refused(
    request: HttpRequest,
    refusal: Refused,
    back_url: str,
    *,
    compared: Sequence[Compared] = (),
    version: int | None = None,
) -> HttpResponse:
    """The refusal as a message on `back_url`; an edit conflict as the merge page, which keeps what the loser typed.

    With `compared` and the record's present `version` the merge page lets the person choose field by field and save again.
    """
    if isinstance(refusal, EditConflict):
        return _merge_page(request, refusal, back_url, compared, version)
    messages.error(request, refusal.message)
    return redirect(back_url)


def _merge_page(
    request: HttpRequest, refusal: Refused, back_url: str, compared: Sequence[Compared], version: int | None
) -> HttpResponse:
    rows = [
        {"field": field, "mine": mine, "mine_text": field.mine_text or mine, "differs": mine != field.theirs}
        for field in compared
        for mine in [request.POST.get(field.name, "")]
    ]
    names = {field.name for field in compared} | {"version"}
    context = {
        "message": refusal.message,
        "rows": rows,
        "version": version,
        "back_url": back_url,
        "carried": [(name, value) for name, value in carried(request) if name not in names],
        "mine": [(name, value) for name, value in carried(request) if name != "version"],
    }
    return render(request, "core/conflict.html", context, status=409)


def qr_code(text: str) -> HttpResponse:
    """The text as a QR picture of its own address, for paper and for the screens of a room."""
    code = segno.make(text, error="m", micro=False)
    image = io.BytesIO()
    code.save(image, kind="svg", scale=4, border=2)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


def stored_file(kept: Attachment) -> HttpResponse:
    """A file somebody handed in, to keep and never to show as a page. The caller notes who took it."""
    response = HttpResponse(uploads.read(kept.upload), content_type=kept.content_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, kept.filename))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
