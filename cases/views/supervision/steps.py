"""A press of a button: the step is taken, or the page says why not."""

import io
from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from core.access import Request
from core.models import Division
from core.refusal import Refused
from core.responses import refused
from core.templatetags.formats import datetime_cn
from core.versions import version_of
from recipients.views.answers import XLSX, attachment

from ...operations.supervision import note_export


def press(
    request: Request, thing: Any, action: Callable[..., Any], back: str, done: str, **values: Any
) -> HttpResponse:
    """Take the step and go back, with what was done or why it was not."""
    try:
        action(thing, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)


def wrong(request: Request, form: Form, back: str) -> HttpResponse:
    """What a small form of a page lacks, as a message on it."""
    told = [f"{form.fields[name].label}：{errors[0]}" for name, errors in form.errors.items() if name in form.fields]
    messages.error(request, " ".join([*told, *map(str, form.non_field_errors())]))
    return redirect(back)


def link(name: str, **query: Any) -> str:
    """A list with its filters."""
    told = {key: value for key, value in query.items() if value not in ("", None)}
    return f"{reverse(name)}?{urlencode(told)}" if told else reverse(name)


def town_names(user: Any) -> dict[str, str]:
    """Nine digits → name, of the whole county."""
    rows = Division.objects.townships().filter(code__startswith=user.scope[:6])
    return {code[:9]: name for code, name in rows.values_list("code", "name")}


def hand_out(request: Request, what: str, rows: list[Any], book: Callable[..., bytes], filename: str) -> HttpResponse:
    """The rows as the workbook `book` makes of them; the chain knows who took it, its number stands in the footer."""
    entry = note_export(by=request.user, what=what, rows=len(rows))
    footer = f"{request.user.display_name} {datetime_cn(timezone.now())}导出　审计编号 {entry.chain}-{entry.number}"
    county = Division.objects.filter(pk=request.user.scope[:6].ljust(12, "0")).values_list("name", flat=True).first()
    return attachment(book(rows, county=county or "", footer=footer), filename, XLSX)


def qr_answer(*parts: str) -> HttpResponse:
    """A QR code of the parts; nothing personal goes in."""
    image = io.BytesIO()
    code = segno.make(";".join(filter(None, parts)), error="m", micro=False)
    code.save(image, kind="svg", scale=4, border=2)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
