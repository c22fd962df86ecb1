"""Ledgers of petitions as workbooks: handed in, looked at, put in or given up."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from recipients.operations.issuing import note_full_reading
from recipients.views import staged

from ... import tasks
from ...forms.petitions import PetitionImportForm
from ...intake.ledger_row import load
from ...models import PetitionClass, PetitionImport
from ...operations.petitions.issuing import record_petition_copy
from ...operations.petitions.ledgers import commit_petition_import, discard_petition_import, stage_petition_import

State = PetitionImport.State
KIND = "petition_import"
HEADS = ("编号", "接件时间", "反映问题地点", "问题类别", "办理情况")


@page(Permission.PETITION_REGISTER)
@require_http_methods(["GET", "POST"])
@once
def petition_import_new(request: Request) -> HttpResponse:
    """Hand in a ledger: it is kept, and a job checks it while the page shows how far it is."""
    form = PetitionImportForm(request.POST or None, request.FILES or None)
    onward = staged.hand_in(request, form, stage_petition_import, tasks.check_petition_import, KIND)
    return onward or staged.new_page(request, form, PetitionImport, KIND, "cases/petition_import_new.html")


@page(Permission.PETITION_REGISTER)
@require_GET
def petition_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(staged.visible(PetitionImport, request).defer(None), pk=pk)
    full = request.user.pk == item.staged_by_id
    if full and item.findings_sealed:
        note_full_reading(item, by=request.user)
    context = staged.facts(item, KIND, full=full) | {
        "heads": HEADS,
        "preview": json.loads(item.staged or "{}").get("preview", []) if _looked_at(item) else [],
    }
    context["can_copy"] = context["can_copy"] and _looked_at(item)
    return render(request, "cases/petition_import_detail.html", context)


@page(Permission.PETITION_REGISTER)
@require_GET
def petition_import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    return staged.progress(_found(request, pk), KIND)


@page(Permission.PETITION_REGISTER)
@require_POST
def petition_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells, for the one who handed it in; recorded. Without its
    accusations, and only while it is on its way in."""
    item = _found(request, pk)
    if request.user.pk != item.staged_by_id or not _looked_at(item):
        return HttpResponse(status=404)
    copy = staged.marked_copy(item, withheld=_accusations(item))
    record_petition_copy(item, by=request.user)
    return copy


@page(Permission.PETITION_REGISTER, reauth=True)
@require_POST
def petition_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The docket takes in what the ledger says, as a whole or not at all."""
    reason = request.POST.get("reason", "")
    item = _found(request, pk)
    return staged.step(request, item, KIND, commit_petition_import, "信访台账已入库。", warning_reason=reason)


@page(Permission.PETITION_REGISTER)
@require_POST
def petition_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The ledger is put aside; the docket stays as it is."""
    done = "这份文件已放弃，信访件没有变化。"
    return staged.step(request, _found(request, pk), KIND, discard_petition_import, done)


def _found(request: Request, pk: Any) -> PetitionImport:
    return get_object_or_404(staged.visible(PetitionImport, request), pk=pk)


def _looked_at(item: PetitionImport) -> bool:
    return item.state in (State.VALID, State.INVALID)


def _accusations(item: PetitionImport) -> list[tuple[str, int]]:
    """(sheet title, row) of each row that will be sealed."""
    told = json.loads(item.staged)
    rows = (row for row in load(told["lines"]) if row.kind == PetitionClass.ACCUSATION)
    return [(told["titles"][row.sheet], row.row) for row in rows]
