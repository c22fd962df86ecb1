"""Registers of declared kin as workbooks: handed in, looked at, put in or given up."""

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

from .. import tasks
from ..forms.kin import KinImportForm
from ..models import KinDeclaration, KinImport
from ..operations.issuing import note_full_reading, record_kin_copy
from ..operations.kin_imports import commit_kin_import, discard_kin_import, stage_kin_import
from ..workflow import may
from .answers import XLSX, attachment
from .import_page import shown
from .import_preview import Table
from .import_steps import version_of
from .imports import TONES

State = KinImport.State
FIRST = 50
SHOWN = 20
HEADS = ["经办人", "单位", "职务", "享受人", "与经办人关系", "与花名册核对"]
MATCHES = dict(KinDeclaration.Match.choices)


def imports_for(request: Request) -> QuerySet[KinImport]:
    """The imports the person may see, without what is sealed in them."""
    found = KinImport.objects.visible_to(request.user).select_related("staged_by", "committed_by")
    return found.defer("staged_sealed", "findings_sealed")


@page(Permission.KIN_EDIT)
@require_http_methods(["GET", "POST"])
@once
def kin_import_new(request: Request) -> HttpResponse:
    """Hand in a register: it is kept, and a job checks it while the page shows how far it is."""
    form = KinImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = stage_kin_import(by=request.user, data=file.read(), filename=file.name)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            tasks.check_kin_import.delay_on_commit(str(staged.pk))
            return redirect(reverse("kin_import_detail", args=[staged.pk]))
    recent = imports_for(request).order_by("-staged_at")[:SHOWN]
    context = {"form": form, "rows": [{"item": item, "tone": TONES[item.state]} for item in recent]}
    return render(request, "recipients/kin_import_new.html", context, status=400 if form.errors else 200)


@page(Permission.KIN_EDIT)
@require_GET
def kin_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(imports_for(request).defer(None), pk=pk)
    full = request.user.pk == item.staged_by_id
    if full and item.findings_sealed:
        note_full_reading(item, by=request.user)
    findings = shown(json.loads(item.findings_json or "[]"), full)
    context = {
        "item": item,
        "tone": TONES[item.state],
        "findings": findings,
        "warnings": sum(finding["severity"] == "warning" for finding in findings),
        "preview": _preview(item) if item.state in (State.VALID, State.INVALID) else None,
        "fates": _fates(item),
        "matches": [(MATCHES[state], count) for state, count in item.counts.get("matches", {}).items()],
        "full": full,
        "running": item.state == State.STAGED,
        "can_copy": full and bool(findings),
        "can_commit": may(item, "commit"),
        "can_discard": may(item, "discard"),
        "hidden": [("version", item.version)],
    }
    return render(request, "recipients/kin_import_detail.html", context)


def _fates(item: KinImport) -> list[tuple[str, int, str]]:
    words = (
        ("new", "新增", "登记册里没有，这次加进来"),
        ("changed", "变化", "登记册里有，内容与这次不同；空着的格子不改"),
        ("same", "不变", ""),
        ("unmentioned", "未提到", "登记册里有、这份文件里没有，保持不动；经办人离岗的请逐条注销"),
    )
    return [(label, item.counts.get(name, 0), note) for name, label, note in words]


def _preview(item: KinImport) -> list[Table]:
    lists = json.loads(item.staged or "{}").get("preview", {})
    new = [[*row[:5], MATCHES.get(row[5], "")] for row in lists.get("new", [])]
    changed = [[*row[:5], MATCHES.get(row[5], ""), "、".join(row[6])] for row in lists.get("changed", [])]
    tables = [
        Table("新增的备案", HEADS, new[:FIRST], max(len(new) - FIRST, 0)),
        Table("变化的备案", [*HEADS, "变化内容"], changed[:FIRST], max(len(changed) - FIRST, 0)),
    ]
    return [table for table in tables if table.rows]


@page(Permission.KIN_EDIT)
@require_GET
def kin_import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    item = get_object_or_404(imports_for(request), pk=pk)
    if item.state == State.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在读取表格并逐格核对…"})
    return JsonResponse({"state": "done", "percent": 100, "done_url": reverse("kin_import_detail", args=[item.pk])})


@page(Permission.KIN_EDIT)
@require_POST
def kin_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells, for the one who handed it in; recorded."""
    item = get_object_or_404(imports_for(request).defer(None).defer("staged_sealed").select_related("upload"), pk=pk)
    if request.user.pk != item.staged_by_id:
        return HttpResponse(status=404)
    findings = [Finding(**finding) for finding in json.loads(item.findings_json or "[]")]
    data = annotated_copy(uploads.read(item.upload), item.filename, findings)
    record_kin_copy(item, by=request.user)
    stem = item.filename.rpartition(".")[0] or item.filename
    return attachment(data, f"{stem}（核对标注）.xlsx", XLSX)


@page(Permission.KIN_EDIT, reauth=True)
@require_POST
def kin_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The register takes in what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "").strip()
    return _step(request, pk, commit_kin_import, "备案登记表已入库。", warning_reason=reason)


@page(Permission.KIN_EDIT)
@require_POST
def kin_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The workbook is put aside; the register stays as it is."""
    return _step(request, pk, discard_kin_import, "这份文件已放弃，备案登记没有变化。")


def _step(request: Request, pk: Any, operation: Callable[..., Any], done: str, **values: Any) -> HttpResponse:
    item: KinImport = get_object_or_404(imports_for(request), pk=pk)
    back = reverse("kin_import_detail", args=[item.pk])
    try:
        operation(item, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
