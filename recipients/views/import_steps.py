"""The steps of a roster workbook: into the roster, back out of it, or away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ..models import RosterImport
from ..operations import commit_import, discard_import, reverse_import
from .imports import imports_for

NO_VERSION = -1


@page(Permission.ROSTER_COMMIT, reauth=True)
@require_POST
def import_commit(request: Request, pk: Any) -> HttpResponse:
    """The roster becomes what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "").strip()
    return _step(request, pk, commit_import, "花名册已入库。", warning_reason=reason)


@page(Permission.ROSTER_COMMIT, reauth=True)
@require_POST
def import_reverse(request: Request, pk: Any) -> HttpResponse:
    """A wrong baseline is taken back by a compensating correction."""
    reason = request.POST.get("reason", "").strip()
    return _step(request, pk, reverse_import, "已撤回，花名册恢复到入库前。", reason=reason)


@page(Permission.ROSTER_STAGE)
@require_POST
def import_discard(request: Request, pk: Any) -> HttpResponse:
    """The workbook is put aside; the roster stays as it is."""
    return _step(request, pk, discard_import, "这份文件已放弃，花名册没有变化。")


def _step(request: Request, pk: Any, operation: Callable[..., Any], done: str, **values: Any) -> HttpResponse:
    item: RosterImport = get_object_or_404(imports_for(request), pk=pk)
    back = reverse("import_detail", args=[item.pk])
    try:
        operation(item, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)


def version_of(request: Request) -> int:
    """The version the page was opened with; one that no record has where the form carries none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else NO_VERSION
