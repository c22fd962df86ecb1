"""The receipt of a filing and its filed forms, for paper: signature lines, seal place, QR of version and hash."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.permissions import Permission
from core.responses import qr_code

from ..models import Submission
from ..receipts import receipt
from . import effect, progress
from .in_full import stands_open
from .lookup import submission_or_404, township_name
from .scans import scans_of


@page(Permission.REPORT_VIEW)
@require_GET
def submission_receipt(request: Request, pk: str) -> HttpResponse:
    """When which version arrived, its SHA-256 and the head of the audit chain that holds it."""
    submission = _filed(request, pk)
    return render(request, "monthly_reports/submission_receipt.html", _context(request, submission))


@page(Permission.REPORT_VIEW)
@require_GET
def submission_receipt_print(request: Request, pk: str) -> HttpResponse:
    """The receipt on one sheet of paper."""
    submission = _filed(request, pk)
    return render(request, "monthly_reports/submission_receipt_print.html", _context(request, submission))


@page(Permission.REPORT_VIEW)
@require_GET
def submission_qr(request: Request, pk: str) -> HttpResponse:
    """Month, township, version and hash as a QR code; nothing personal."""
    submission = submission_or_404(request, pk)
    text = f"MR1;{submission.township_code};{submission.report.period.month};v{submission.number};{submission.sha256}"
    return qr_code(text)


@page(Permission.REPORT_VIEW)
@require_GET
def submission_print_changes(request: Request, pk: str) -> HttpResponse:
    """增减人员名单 in its filed form: added, taken off, altered; the nil statement where nothing changed."""
    submission = _printable(request, pk)
    lines = list(submission.lines.order_by("position"))
    lists = [part for part in effect.by_direction(lines) if part[2]]
    nil = submission.nil_reports.filter(obligation="changes").select_related("signed_by").first()
    context = _context(request, submission) | {
        "lists": [{"key": key, "title": title, "lines": rows, "total": _total(rows)} for key, title, rows in lists],
        "nil": nil,
    }
    return render(request, "monthly_reports/submission_print_changes.html", context)


@page(Permission.REPORT_VIEW)
@require_GET
def submission_print_deaths(request: Request, pk: str) -> HttpResponse:
    """死亡人员月报告表 in its filed form, or the nil statement."""
    submission = _printable(request, pk)
    context = _context(request, submission) | {
        "deaths": effect.deaths(submission.lines.order_by("position")),
        "nil": submission.nil_reports.filter(obligation="deaths").select_related("signed_by").first(),
    }
    return render(request, "monthly_reports/submission_print_deaths.html", context)


def _filed(request: Request, pk: str) -> Submission:
    submission = submission_or_404(request, pk)
    if submission.submitted_at is None:
        raise Http404
    return submission


def _printable(request: Request, pk: str) -> Submission:
    submission = submission_or_404(request, pk)
    if submission.state not in progress.FILED | {Submission.State.DRAFT, Submission.State.CONFIRMED}:
        raise Http404
    return submission


def _total(lines: list[Any]) -> dict[str, int]:
    """合计: lines, and each household's amounts once."""
    seen: dict[Any, Any] = {effect.key_of(line): line for line in lines}
    return {
        "lines": len(lines),
        "households": len(seen),
        "fen_before": sum(line.fen_before or 0 for line in seen.values()),
        "fen_after": sum(line.fen_after or 0 for line in seen.values()),
    }


def _context(request: Request, submission: Submission) -> dict[str, Any]:
    report = submission.report
    return {
        "submission": submission,
        "report": report,
        "month": report.period.month,
        "township": township_name(submission.division_code),
        "receipt": receipt(submission),
        "fingerprint": f"第{submission.number}版 {submission.sha256[:16]}" if submission.sha256 else "",
        "open": stands_open(request, submission),
        "scans": scans_of(submission),
        "may_attach": request.user.may(Permission.REPORT_FILL) or request.user.may(Permission.REPORT_CONFIRM),
    }
