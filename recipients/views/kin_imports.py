"""Registers of declared kin as workbooks: handed in, looked at, put in or given up."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission

from .. import tasks
from ..forms.kin import KinImportForm
from ..models import KinDeclaration, KinImport
from ..operations.issuing import note_full_reading, record_kin_copy
from ..operations.kin_imports import commit_kin_import, discard_kin_import, stage_kin_import
from . import staged
from .import_preview import Table

State = KinImport.State
KIND = "kin_import"
FIRST = 50
HEADS = ["经办人", "单位", "职务", "享受人", "与经办人关系", "与花名册核对"]
MATCHES = dict(KinDeclaration.Match.choices)


@page(Permission.KIN_EDIT)
@require_http_methods(["GET", "POST"])
@once
def kin_import_new(request: Request) -> HttpResponse:
    """Hand in a register: it is kept, and a job checks it while the page shows how far it is."""
    form = KinImportForm(request.POST or None, request.FILES or None)
    onward = staged.hand_in(request, form, stage_kin_import, tasks.check_kin_import, KIND)
    return onward or staged.new_page(request, form, KinImport, KIND, "recipients/kin_import_new.html")


@page(Permission.KIN_EDIT)
@require_GET
def kin_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(staged.visible(KinImport, request).defer(None), pk=pk)
    full = request.user.pk == item.staged_by_id
    if full and item.findings_sealed:
        note_full_reading(item, by=request.user)
    context = staged.facts(item, KIND, full=full) | {
        "preview": _preview(item) if item.state in (State.VALID, State.INVALID) else None,
        "fates": _fates(item),
        "matches": [(MATCHES[state], count) for state, count in item.counts.get("matches", {}).items()],
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
    return staged.progress(_found(request, pk), KIND)


@page(Permission.KIN_EDIT)
@require_POST
def kin_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells, for the one who handed it in; recorded."""
    item = _found(request, pk)
    if request.user.pk != item.staged_by_id:
        return HttpResponse(status=404)
    copy = staged.marked_copy(item)
    record_kin_copy(item, by=request.user)
    return copy


@page(Permission.KIN_EDIT, reauth=True)
@require_POST
def kin_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The register takes in what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "")
    item = _found(request, pk)
    return staged.step(request, item, KIND, commit_kin_import, "备案登记表已入库。", warning_reason=reason)


@page(Permission.KIN_EDIT)
@require_POST
def kin_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The workbook is put aside; the register stays as it is."""
    return staged.step(request, _found(request, pk), KIND, discard_kin_import, "这份文件已放弃，备案登记没有变化。")


def _found(request: Request, pk: Any) -> KinImport:
    return get_object_or_404(staged.visible(KinImport, request), pk=pk)
