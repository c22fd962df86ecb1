"""Three ways to file: the workbooks a township keeps, the grid, or a button for a month without change."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core import uploads
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations, tasks
from ..forms import GridForm, NilForm, UploadForm
from ..models import Obligation, ObligationStatus, Report, Submission
from . import progress
from .grid import columns, errors, rows_of
from .lookup import report_or_404, township_name

Source = Submission.Source


@page(Permission.REPORT_FILL)
@require_http_methods(["GET", "POST"])
@once
def report_upload(request: Request, pk: str) -> HttpResponse:
    """Take in the workbooks and have them checked."""
    report = report_or_404(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _staged(request, report, lambda: _stage_files(request, report, form.cleaned_data))
    return render(request, "monthly_reports/report_upload.html", _context(report, form=form))


@page(Permission.REPORT_FILL)
@require_http_methods(["GET", "POST"])
@once
def report_grid(request: Request, pk: str) -> HttpResponse:
    """Type or paste the rows; an earlier draft of the grid comes back with what was found in it."""
    report = report_or_404(request, pk)
    form = GridForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _staged(request, report, lambda: _stage_rows(request, report, form.cleaned_data))
    mine = _typed_before(request, report)
    context = _context(
        report,
        form=form,
        columns=columns(report.period.month),
        rows=_typed(request) if request.method == "POST" else rows_of(mine),
        errors=errors(mine) if request.method == "GET" else [],
    )
    return render(request, "monthly_reports/report_grid.html", context)


@page(Permission.REPORT_FILL)
@require_POST
@once
def report_nil(request: Request, pk: str) -> HttpResponse:
    """Sign one or both nil statements; joined to the draft that is there, so nothing has to be sent twice."""
    report = report_or_404(request, pk)
    form = NilForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请至少选择一项零报告。")
        return redirect("report_detail", report.pk)
    changes, deaths = form.cleaned_data["changes"], form.cleaned_data["deaths"]
    draft = _draft(report)
    if draft is not None and draft.source != Source.BUTTON and deaths and not changes:
        return _staged(request, report, lambda: _again_without_deaths(request, report, draft))
    signed = set(draft.nil_reports.values_list("obligation", flat=True)) if draft is not None else set()
    try:
        submission = operations.file_nil(
            report,
            by=request.user,
            changes=changes or Obligation.CHANGES in signed,
            deaths=deaths or Obligation.DEATHS in signed,
        )
        submission = operations.check_submission(submission, by=request.user)
        if submission.state != Submission.State.DRAFT:
            return redirect("submission_detail", submission.pk)
        if _is_whole(report, submission):
            operations.hand_over(submission, by=request.user, version=submission.version)
    except Refused as refusal:
        return refused(request, refusal, reverse("report_detail", args=[report.pk]))
    messages.success(request, "零报告已签署，等核查员或分管领导核查后报送。")
    return redirect("report_detail", submission.report_id)


def _is_whole(report: Report, submission: Submission) -> bool:
    """Whether nothing of the month is left to fill in, so that the second person may be told."""
    missing = {name for name in ("changes", "deaths") if getattr(report, name) == ObligationStatus.MISSING}
    return missing <= set(submission.nil_reports.values_list("obligation", flat=True))


def _staged(request: Request, report: Report, stage: Any) -> HttpResponse:
    """Stage, have it checked once the row is committed, and go where the progress is shown."""
    try:
        submission = stage()
    except Refused as refusal:
        return refused(request, refusal, reverse("report_detail", args=[report.pk]))
    tasks.check_submission.delay_on_commit(str(submission.pk))
    return redirect("submission_detail", submission.pk)


def _stage_files(request: Request, report: Report, data: dict[str, Any]) -> Submission:
    return operations.stage_files(
        report, by=request.user, files=data["files"], nil_changes=data["nil_changes"], nil_deaths=data["nil_deaths"]
    )


def _stage_rows(request: Request, report: Report, data: dict[str, Any]) -> Submission:
    return operations.stage_rows(
        report, by=request.user, rows=data["rows"], nil_changes=False, nil_deaths=data["nil_deaths"]
    )


def _again_without_deaths(request: Request, report: Report, draft: Submission) -> Submission:
    """The same list once more, now with the statement that nobody died."""
    if draft.source == Source.GRID:
        return _stage_rows(request, report, {"rows": rows_of(draft), "nil_deaths": True})
    files = [(f.filename, uploads.read(f.upload)) for f in draft.files.select_related("upload").order_by("pk")]
    return _stage_files(request, report, {"files": files, "nil_changes": False, "nil_deaths": True})


def _typed_before(request: Request, report: Report) -> Submission | None:
    """The person's own rows, still a draft or given back to be mended: nobody types them twice."""
    latest = progress.newest(list(report.submissions.order_by("-number")[:5]))
    again = progress.EDITABLE | {Submission.State.RETURNED}
    if latest is None or latest.source != Source.GRID or latest.state not in again:
        return None
    return latest if latest.filled_by_id == request.user.pk else None


def _draft(report: Report) -> Submission | None:
    current = progress.newest(list(report.submissions.order_by("-number")[:5]))
    return current if current is not None and current.state in progress.EDITABLE else None


def _typed(request: Request) -> list[dict[str, str]]:
    """What was sent, so that a page with errors shows it again."""
    try:
        rows = json.loads(request.POST.get("rows", "[]"))
    except ValueError:
        return []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _context(report: Report, **more: Any) -> dict[str, Any]:
    return {
        "report": report,
        "month": report.period.month,
        "township": township_name(report.division_code),
        "draft": _draft(report),
    } | more
