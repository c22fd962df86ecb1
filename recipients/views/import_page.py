"""One roster workbook: how far it is, what was found in it, what it would change."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core import uploads
from core.access import Request, page
from core.models import Division
from core.permissions import Permission
from core.redact import redact
from core.sheets.annotate import annotated_copy
from core.sheets.findings import Finding
from core.templatetags.formats import yuan

from ..models import RosterImport
from ..operations.issuing import note_full_reading, record_annotated_copy
from ..workflow import may
from .answers import XLSX, attachment
from .import_preview import preview_of
from .imports import TONES, imports_for

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
    findings = shown(json.loads(item.findings_json or "[]"), full)
    may_commit = request.user.may(Permission.ROSTER_COMMIT)
    context = {
        "item": item,
        "tone": TONES[item.state],
        "town": Division.objects.filter(code=f"{item.township_code}000").values_list("name", flat=True).first(),
        "findings": findings,
        "warnings": sum(finding["severity"] == "warning" for finding in findings),
        "preview": preview_of(item) if item.state == State.VALID else None,
        "full": full,
        "counts_note": f"{item.counts['rows']} 行" if "rows" in item.counts else "",
        "committed_text": _committed_text(item),
        "running": item.state == State.STAGED,
        "can_copy": full and bool(findings),
        "can_commit": may_commit and may(item, "commit"),
        "can_discard": may(item, "discard"),
        "can_reverse": may_commit and may(item, "reverse"),
        "hidden": [("version", item.version)],
    }
    return render(request, "recipients/import_detail.html", context)


@page(Permission.ROSTER_STAGE)
@require_GET
def import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    item = get_object_or_404(imports_for(request), pk=pk)
    if item.state == State.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在读取表格并逐格核对…"})
    return JsonResponse({"state": "done", "percent": 100, "done_url": reverse("import_detail", args=[item.pk])})


@page(Permission.ROSTER_STAGE)
@require_POST
def import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells; recorded, since it holds identifiers in full."""
    item = get_object_or_404(imports_for(request).defer(None).defer("staged_sealed").select_related("upload"), pk=pk)
    if not reads_in_full(request, item):
        return HttpResponse(status=404)
    findings = [Finding(**finding) for finding in json.loads(item.findings_json or "[]")]
    data = annotated_copy(uploads.read(item.upload), item.filename, findings)
    record_annotated_copy(item, by=request.user)
    stem = item.filename.rpartition(".")[0] or item.filename
    return attachment(data, f"{stem}（核对标注）.xlsx", XLSX)


def _committed_text(item: RosterImport) -> str:
    counts = item.counts
    if "households" not in counts:
        return "这份花名册已经入库，明细见花名册。"
    parts = [f"{counts.get('households', 0)} 户", f"保障 {counts.get('covered', 0)} 人"]
    return f"这份花名册共 {'、'.join(parts)}，每月 {yuan(counts.get('monthly_fen', 0))} 元。"


def shown(findings: Iterable[dict[str, Any]], full: bool) -> list[dict[str, Any]]:
    """Findings as this reader may read them."""
    if full:
        return list(findings)
    return [
        finding | {"message": redact(finding["message"]), "hint": redact(finding.get("hint", ""))}
        for finding in findings
    ]
