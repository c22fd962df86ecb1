"""Ledgers of petitions as workbooks: handed in, looked at, put in or given up."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import uploads
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.sheets.annotate import annotated_copy
from core.sheets.findings import Finding
from recipients.operations.issuing import note_full_reading
from recipients.views.answers import XLSX, attachment
from recipients.views.import_page import shown
from recipients.views.imports import TONES
from recipients.workflow import may

from ... import tasks
from ...forms.petitions import PetitionImportForm
from ...intake.ledger_row import load
from ...models import PetitionClass, PetitionImport
from ...operations.petitions.issuing import record_petition_copy
from ...operations.petitions.ledgers import commit_petition_import, discard_petition_import, stage_petition_import
from .lookup import version_of

State = PetitionImport.State
SHOWN = 20
HEADS = ("编号", "接件时间", "反映问题地点", "问题类别", "办理情况")


def imports_for(request: Request) -> QuerySet[PetitionImport]:
    """The imports the person may see, without what is sealed in them."""
    found = PetitionImport.objects.visible_to(request.user).select_related("staged_by", "committed_by")
    return found.defer("staged_sealed", "findings_sealed")


@page(Permission.PETITION_REGISTER)
@require_http_methods(["GET", "POST"])
@once
def petition_import_new(request: Request) -> HttpResponse:
    """Hand in a ledger: it is kept, and a job checks it while the page shows how far it is."""
    form = PetitionImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = stage_petition_import(by=request.user, data=file.read(), filename=file.name)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            tasks.check_petition_import.delay_on_commit(str(staged.pk))
            return redirect(reverse("petition_import_detail", args=[staged.pk]))
    recent = imports_for(request).order_by("-staged_at")[:SHOWN]
    context = {"form": form, "rows": [{"item": item, "tone": TONES[item.state]} for item in recent]}
    return render(request, "cases/petition_import_new.html", context, status=400 if form.errors else 200)


@page(Permission.PETITION_REGISTER)
@require_GET
def petition_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(imports_for(request).defer(None), pk=pk)
    full = request.user.pk == item.staged_by_id
    if full and item.findings_sealed:
        note_full_reading(item, by=request.user)
    findings = shown(json.loads(item.findings_json or "[]"), full)
    looked_at = item.state in (State.VALID, State.INVALID)
    context = {
        "item": item,
        "tone": TONES[item.state],
        "findings": findings,
        "warnings": sum(finding["severity"] == "warning" for finding in findings),
        "heads": HEADS,
        "preview": json.loads(item.staged or "{}").get("preview", []) if looked_at else [],
        "full": full,
        "running": item.state == State.STAGED,
        "can_copy": full and bool(findings) and _may_copy(item),
        "can_commit": may(item, "commit"),
        "can_discard": may(item, "discard"),
        "hidden": [("version", item.version)],
    }
    return render(request, "cases/petition_import_detail.html", context)


@page(Permission.PETITION_REGISTER)
@require_GET
def petition_import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    item = get_object_or_404(imports_for(request), pk=pk)
    if item.state == State.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在读取台账并逐格核对…"})
    url = reverse("petition_import_detail", args=[item.pk])
    return JsonResponse({"state": "done", "percent": 100, "done_url": url})


@page(Permission.PETITION_REGISTER)
@require_POST
def petition_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells, for the one who handed it in; recorded. Without its
    accusations, and only while it is on its way in."""
    item = get_object_or_404(imports_for(request).defer(None).select_related("upload"), pk=pk)
    if request.user.pk != item.staged_by_id or not _may_copy(item):
        return HttpResponse(status=404)
    findings = [Finding(**finding) for finding in json.loads(item.findings_json or "[]")]
    data = annotated_copy(uploads.read(item.upload), item.filename, findings, withheld=_accusations(item))
    record_petition_copy(item, by=request.user)
    stem = item.filename.rpartition(".")[0] or item.filename
    return attachment(data, f"{stem}（核对标注）.xlsx", XLSX)


@page(Permission.PETITION_REGISTER, reauth=True)
@require_POST
def petition_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The docket takes in what the ledger says, as a whole or not at all."""
    reason = request.POST.get("reason", "").strip()
    return _step(request, pk, commit_petition_import, "信访台账已入库。", warning_reason=reason)


@page(Permission.PETITION_REGISTER)
@require_POST
def petition_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The ledger is put aside; the docket stays as it is."""
    return _step(request, pk, discard_petition_import, "这份文件已放弃，信访件没有变化。")


def _may_copy(item: PetitionImport) -> bool:
    return item.state in (State.VALID, State.INVALID)


def _accusations(item: PetitionImport) -> list[tuple[str, int]]:
    """(sheet title, row) of each row that will be sealed."""
    told = json.loads(item.staged)
    rows = (row for row in load(told["lines"]) if row.kind == PetitionClass.ACCUSATION)
    return [(told["titles"][row.sheet], row.row) for row in rows]


def _step(request: Request, pk: Any, operation: Callable[..., Any], done: str, **values: Any) -> HttpResponse:
    item: PetitionImport = get_object_or_404(imports_for(request), pk=pk)
    back = reverse("petition_import_detail", args=[item.pk])
    try:
        operation(item, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
