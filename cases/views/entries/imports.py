"""Ledgers as workbooks: handed in, looked at, put in or given up."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import uploads
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.sheets.annotate import annotated_copy
from core.sheets.findings import Finding
from core.templatetags.formats import yuan
from recipients.workflow import may

from ... import tasks
from ...forms.entries import LedgerImportForm
from ...intake.ledger_line import load
from ...models import LedgerImport
from ...operations import entries as op
from .lookup import XLSX, version_of

State = LedgerImport.State
FIRST = 50
SHOWN = 20
TONES: dict[str, str] = {
    State.STAGED: "info",
    State.INVALID: "danger",
    State.UNREADABLE: "danger",
    State.VALID: "warning",
    State.COMMITTED: "success",
    State.REVERSED: "neutral",
    State.DISCARDED: "neutral",
}


def imports_for(request: Request) -> QuerySet[LedgerImport]:
    """The imports the person may see, without what is sealed in them."""
    found = LedgerImport.objects.visible_to(request.user).select_related("staged_by", "committed_by")
    return found.defer("staged_sealed", "findings_sealed")


@page(Permission.ENTRY_CHECK)
@require_http_methods(["GET", "POST"])
@once
def entry_import_new(request: Request) -> HttpResponse:
    """Hand in a ledger: it is kept, and a job checks it while the page shows how far it is."""
    form = LedgerImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = op.stage_ledger_import(by=request.user, data=file.read(), filename=file.name)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            tasks.check_ledger_import.delay_on_commit(str(staged.pk))
            return redirect(reverse("entry_import_detail", args=[staged.pk]))
    recent = imports_for(request).order_by("-staged_at")[:SHOWN]
    context = {"form": form, "rows": [{"item": item, "tone": TONES[item.state]} for item in recent]}
    return render(request, "cases/entry_import_new.html", context, status=400 if form.errors else 200)


@page(Permission.ENTRY_CHECK)
@require_GET
def entry_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(imports_for(request).defer(None), pk=pk)
    findings = json.loads(item.findings_json or "[]")
    context = {
        "item": item,
        "tone": TONES[item.state],
        "findings": findings,
        "warnings": sum(finding["severity"] == "warning" for finding in findings),
        "fates": _fates(item),
        "preview": _preview(item) if item.state == State.VALID else [],
        "more": max(item.counts.get("new", 0) - FIRST, 0),
        "running": item.state == State.STAGED,
        "can_copy": bool(findings),
        "can_commit": may(item, "commit"),
        "can_discard": may(item, "discard"),
        "hidden": [("version", item.version)],
    }
    return render(request, "cases/entry_import_detail.html", context)


def _fates(item: LedgerImport) -> list[tuple[str, int, str]]:
    words = (
        ("open", "新立账（整改中）", "台账里没有、没有销号的，缺措施或时限的先列为“已立账”"),
        ("closed_legacy", "历史销号（待复核）", "文件里已销号的：不算销号率，纳入“回头看”抽查"),
        ("same", "已有、相同", "不动"),
        ("differing", "已有、内容不同", "以程序里的为准，不动；见上面的提醒"),
    )
    return [(label, item.counts.get(name, 0), note) for name, label, note in words]


def _preview(item: LedgerImport) -> list[list[str]]:
    staged = json.loads(item.staged or '{"new":[],"lines":[]}')
    lines = load(json.dumps(staged["lines"]))
    return [
        [
            line.seq,
            line.category,
            line.description,
            f"{line.town}{line.village}",
            yuan(line.amount),
            line.found_on,
            line.person,
            line.due_on,
            "是" if line.closed else "否",
        ]
        for line in (lines[number] for number in staged["new"][:FIRST])
    ]


@page(Permission.ENTRY_CHECK)
@require_GET
def entry_import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    item = get_object_or_404(imports_for(request), pk=pk)
    if item.state == State.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在读取表格并逐格核对…"})
    return JsonResponse({"state": "done", "percent": 100, "done_url": reverse("entry_import_detail", args=[item.pk])})


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells; recorded."""
    item = get_object_or_404(imports_for(request).defer(None).defer("staged_sealed").select_related("upload"), pk=pk)
    findings = [Finding(**finding) for finding in json.loads(item.findings_json or "[]")]
    if not findings:
        return HttpResponse(status=404)
    data = annotated_copy(uploads.read(item.upload), item.filename, findings)
    op.note_ledger_copy(item, by=request.user)
    stem = item.filename.rpartition(".")[0] or item.filename
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{stem}（核对标注）.xlsx"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@page(Permission.ENTRY_CHECK, reauth=True)
@require_POST
def entry_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The ledger takes in what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "").strip()
    return _step(request, pk, op.commit_ledger_import, "整改台账已入库。", warning_reason=reason)


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The workbook is put aside; the ledger stays as it is."""
    return _step(request, pk, op.discard_ledger_import, "这份文件已放弃，整改台账没有变化。")


def _step(request: Request, pk: Any, operation: Callable[..., Any], done: str, **values: Any) -> HttpResponse:
    item: LedgerImport = get_object_or_404(imports_for(request), pk=pk)
    back = reverse("entry_import_detail", args=[item.pk])
    try:
        operation(item, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
