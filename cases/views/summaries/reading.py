"""A township's summary as a page and on paper: text with figures in place, what has changed since, receipt, annex."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.models import Attachment
from core.permissions import Permission
from core.responses import qr_code, stored_file
from core.templatetags.components import bureau_name
from monthly_reports.views.scans import keep_scan, scans_of
from recipients.views.answers import XLSX, attachment

from ...exports.summaries import annex
from ...ledger.filing import COLUMNS
from ...models import WorkSummary
from ...operations import summaries as operations
from ...summaries.due import due_of
from ...summaries.flow import OPEN
from ...summaries.receipt import receipt
from .lookup import TONES, palette, paragraphs, steps_for, summary_or_404, town_name, version_hidden

S = WorkSummary.State


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_detail(request: Request, pk: str) -> HttpResponse:
    """The summary, where it stands, and the one next step."""
    summary = summary_or_404(request, pk)
    is_open = summary.state in OPEN
    can_attach = request.user.may(Permission.SUMMARY_FILL) or request.user.may(Permission.SUMMARY_CONFIRM)
    context = {
        **_context(summary),
        **steps_for(request, summary),
        "tone": TONES[summary.state],
        "label": "待确认报送" if is_open and summary.handed_at else summary.get_state_display(),
        "is_open": is_open,
        "stale": operations.stale(summary) if is_open else [],
        "steps": _stepper(summary),
        "own": summary.filled_by_id == request.user.pk,
        "palette": palette(summary.facts),
        "scans": scans_of(summary) if summary.submitted_at else [],
        "can_attach": can_attach and summary.submitted_at is not None,
        "version_hidden": version_hidden(summary),
    }
    return render(request, "cases/summary_detail.html", context)


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_print(request: Request, pk: str) -> HttpResponse:
    """The summary on paper, with signatures, seal place and QR."""
    return render(request, "cases/summary_print.html", _context(summary_or_404(request, pk)))


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_print_annex(request: Request, pk: str) -> HttpResponse:
    """The annex ledger on paper, A4 across."""
    context = _context(summary_or_404(request, pk))
    return render(request, "cases/summary_print_annex.html", context | {"columns": COLUMNS})


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_qr(request: Request, pk: str) -> HttpResponse:
    """Township, month and digest as a QR code; nothing personal."""
    summary = summary_or_404(request, pk)
    return qr_code(f"WS1;{summary.township_code};{summary.month};v{summary.version};{summary.sha256}")


@page(Permission.SUMMARY_VIEW, reauth=True)
@require_POST
def summary_annex(request: Request, pk: str) -> HttpResponse:
    """The annex ledger as a workbook."""
    summary = summary_or_404(request, pk)
    town = town_name(summary.division_code)
    filed = timezone.localtime(summary.submitted_at or timezone.now()).date()
    footer = summary.sha256[:16]
    data = annex(summary.annex, bureau=bureau_name(), unit=town, filed_on=filed, footer=footer)
    operations.note_export(summary, by=request.user, kind="annex", rows=len(summary.annex))
    return attachment(data, f"{town}{months.chinese(summary.month)}典型问题办理台账.xlsx", XLSX)


@page(Permission.SUMMARY_VIEW)
@require_POST
@once
def summary_scan_attach(request: Request, pk: str) -> HttpResponse:
    """Keep a scan of the signed and sealed paper."""
    summary = summary_or_404(request, pk)
    back = reverse("summary_detail", args=[summary.pk])
    return keep_scan(request, summary, operations.attach_scan, back, done="盖章扫描件已保存。")


@page(Permission.SUMMARY_VIEW)
@require_POST
def summary_scan_download(request: Request, pk: str) -> HttpResponse:
    """Hand a scan out as a file to keep, never as a page; who took it is logged."""
    rows = Attachment.objects.visible_to(request.user).filter(subject_type=WorkSummary._meta.label_lower)
    scan = rows.select_related("upload").filter(pk=pk).first()
    if scan is None:
        raise Http404
    operations.read_scan(scan, by=request.user)
    return stored_file(scan)


def _context(summary: WorkSummary) -> dict[str, Any]:
    proof = receipt(summary)
    return {
        "summary": summary,
        "month": summary.month,
        "township": town_name(summary.division_code),
        "due": due_of(summary.county_code, summary.month),
        "paragraphs": paragraphs(summary.text, summary.facts),
        "annex": summary.annex,
        "receipt": proof,
        "fingerprint": f"{summary.month} {summary.sha256[:12]}" if proof else "",
    }


def _stepper(summary: WorkSummary) -> list[dict[str, Any]]:
    """起草 → 送核 → 报送 → 汇总."""
    handed, filed = summary.handed_at is not None, summary.state in (S.SUBMITTED, S.COMBINED)
    combined = summary.state == S.COMBINED
    marks = [handed or filed, filed, combined]
    current = marks.index(False) if False in marks else len(marks)

    def state(place: int) -> str:
        if place == current:
            return "problem" if place == 0 and summary.return_reason else "current"
        return "done" if place < current else "todo"

    people = [summary.filled_by, summary.submitted_by if filed else None, summary.combined_by]
    whens = [summary.handed_at, summary.submitted_at if filed else None, None]
    labels = ["起草修改、送核", "第二人确认报送", "局办公室汇总"]
    return [
        {"label": label, "state": state(n), "who": getattr(people[n], "display_name", ""), "when": whens[n]}
        for n, label in enumerate(labels)
    ]
