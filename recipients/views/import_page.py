"""One roster workbook: how far it is, what was found in it, what it would change."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.models import Division
from core.permissions import Permission
from core.templatetags.formats import yuan

from ..models import RosterImport
from ..operations.issuing import note_full_reading, record_annotated_copy
from ..workflow import may
from . import staged
from .import_preview import preview_of
from .imports import KIND, imports_for

State = RosterImport.State


def reads_in_full(request: Request, item: RosterImport) -> bool:
    """Whether identifiers stand in full: for the one who handed the file in, and for those who fill in for its township.
    They hold the file itself; that it was read here in full is in the chain once per file."""
    user = request.user
    return user.pk == item.staged_by_id or (user.is_township and user.may(Permission.ROSTER_STAGE))


@page(Permission.ROSTER_STAGE)
@require_GET
def import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(imports_for(request).defer(None), pk=pk)
    full = reads_in_full(request, item)
    if full and item.findings_sealed:
        note_full_reading(item, by=request.user)
    may_commit = request.user.may(Permission.ROSTER_COMMIT)
    context = staged.facts(item, KIND, full=full) | {
        "town": Division.objects.filter(code=f"{item.township_code}000").values_list("name", flat=True).first(),
        "preview": preview_of(item) if item.state == State.VALID else None,
        "counts_note": f"{item.counts['rows']} 行" if "rows" in item.counts else "",
        "committed_text": _committed_text(item),
        "can_commit": may_commit and may(item, "commit"),
        "can_reverse": may_commit and may(item, "reverse"),
    }
    return render(request, "recipients/import_detail.html", context)


@page(Permission.ROSTER_STAGE)
@require_GET
def import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    return staged.progress(get_object_or_404(imports_for(request), pk=pk), KIND)


@page(Permission.ROSTER_STAGE)
@require_POST
def import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells; recorded, since it holds identifiers in full."""
    item = get_object_or_404(imports_for(request), pk=pk)
    if not reads_in_full(request, item):
        return HttpResponse(status=404)
    copy = staged.marked_copy(item)
    record_annotated_copy(item, by=request.user)
    return copy


def _committed_text(item: RosterImport) -> str:
    counts = item.counts
    if "households" not in counts:
        return "这份花名册已经入库，明细见花名册。"
    parts = [f"{counts.get('households', 0)} 户", f"保障 {counts.get('covered', 0)} 人"]
    return f"这份花名册共 {'、'.join(parts)}，每月 {yuan(counts.get('monthly_fen', 0))} 元。"
