"""Fixing a draw, voiding it, publishing it, handing out its files."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ... import operations
from ...exports import bundle
from ...forms.draws import CommitForm, StepForm, VoidForm
from ...models import Draw
from .lookup import draw_or_404, out_or_404


@page(Permission.DRAW_PLAN, reauth=True)
@require_POST
def draw_commit(request: Request, pk: str) -> HttpResponse:
    """Freeze the frame: from here on nothing about the draw can be changed without being seen."""
    done = "已封存。请打印抽签记录，当场签字，再摇号。"
    return _step(request, pk, CommitForm, operations.commit_draw, done)


@page(Permission.DRAW_PLAN, reauth=True)
@require_POST
def draw_void(request: Request, pk: str) -> HttpResponse:
    """Give up a committed draw in public, with the reason."""
    done = "已作废。编号和理由会一直公开，下一次抽签与它相连。"
    return _step(request, pk, VoidForm, operations.void_draw, done)


@page(Permission.DRAW_PLAN, reauth=True)
@require_POST
def draw_publish(request: Request, pk: str) -> HttpResponse:
    """Make the four files public."""
    return _step(request, pk, StepForm, operations.publish_draw, "已公布。所有人都可以下载公开文件自行核验。")


def _step(
    request: Request, pk: str, shape: type[forms.Form], operation: Callable[..., Draw], done: str
) -> HttpResponse:
    """One step on the draw as it was shown; a refusal comes back as a message on its page."""
    draw = draw_or_404(request, pk)
    back = reverse("draw_detail", args=[draw.pk])
    form = shape(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(back)
    try:
        operation(draw, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)


@page(Permission.DRAW_VIEW)
@require_POST
def draw_bundle(request: Request, pk: str) -> HttpResponse:
    """The public files and the verifiers in one zip; nothing personal is in them, who took them is noted."""
    draw: Any = out_or_404(request, pk)
    try:
        operations.note_bundle(draw, by=request.user)
        data = bundle.zip_bytes(draw)
    except Refused as refusal:
        return refused(request, refusal, reverse("draw_detail", args=[draw.pk]))
    response = HttpResponse(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{draw.code}.zip"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
