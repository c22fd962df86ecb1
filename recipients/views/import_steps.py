"""The steps of a roster workbook: into the roster, back out of it, or away."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission

from ..operations import commit_import, discard_import, reverse_import
from . import staged
from .imports import KIND, imports_for


@page(Permission.ROSTER_COMMIT, reauth=True)
@require_POST
def import_commit(request: Request, pk: Any) -> HttpResponse:
    """The roster becomes what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "")
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
    return staged.step(request, get_object_or_404(imports_for(request), pk=pk), KIND, operation, done, **values)
