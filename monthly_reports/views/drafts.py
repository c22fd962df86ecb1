"""A submission on its way: being checked, found wrong, or ready to be looked at before it goes to the second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations
from ..forms import VersionForm
from ..models import ObligationStatus, Submission
from . import effect, progress, roster_before
from .comparing import compared
from .grid import readable
from .in_full import stands_open
from .lookup import submission_or_404, township_name
from .sentences import sentences

S = Submission.State


@page(Permission.REPORT_VIEW)
@require_GET
def submission_detail(request: Request, pk: str) -> HttpResponse:
    """The submission as it stands: progress, findings or the preview of what it will do."""
    submission = submission_or_404(request, pk)
    context = preview(request, submission) if submission.state not in {S.STAGED, S.UNREADABLE} else _bare(submission)
    mine = request.user.may(Permission.REPORT_FILL) and submission.state in progress.EDITABLE
    context |= {
        "may_edit": mine,
        "may_confirm": request.user.may(Permission.REPORT_CONFIRM)
        and submission.state in {S.DRAFT, S.CONFIRMED}
        and submission.filled_by_id != request.user.pk,
        "may_review": request.user.may(Permission.REPORT_TAKE_IN) and submission.state == S.SUBMITTED,
        "running": submission.state == S.STAGED,
        "failed": submission.state in {S.INVALID, S.UNREADABLE},
        "owes_deaths": mine and _lacks_deaths(submission),
        "sentence": sentences(submission.report).get("deaths", ""),
    }
    return render(request, "monthly_reports/submission_detail.html", context)


@page(Permission.REPORT_VIEW)
@require_GET
def submission_state(request: Request, pk: str) -> JsonResponse:
    """For the progress bar: running until the check has come to an end."""
    submission = submission_or_404(request, pk)
    if submission.state == S.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在逐格核对…"})
    return JsonResponse(
        {
            "state": "done",
            "percent": 100,
            "text": "核对完成",
            "done_url": reverse("submission_detail", args=[submission.pk]),
        }
    )


@page(Permission.REPORT_FILL)
@require_POST
def submission_hand_over(request: Request, pk: str) -> HttpResponse:
    """Give the checked draft to the second person, the warnings explained."""
    return _step(request, pk, operations.hand_over, "已交核查。请核查员或分管领导登录后核查报送。", "warning_reason")


@page(Permission.REPORT_FILL)
@require_POST
def submission_discard(request: Request, pk: str) -> HttpResponse:
    """Throw the draft away."""
    return _step(request, pk, operations.discard, "草稿已作废，可以重新填报。")


def _step(request: Request, pk: str, step: Any, done: str, reason_name: str = "") -> HttpResponse:
    submission = submission_or_404(request, pk)
    form = VersionForm(request.POST)
    back = reverse("submission_detail", args=[submission.pk])
    if not form.is_valid():
        messages.error(request, "页面已过期，请在最新页面上再操作一次。")
        return redirect(back)
    more = {reason_name: form.cleaned_data["reason"]} if reason_name else {}
    try:
        step(submission, by=request.user, version=form.cleaned_data["version"], **more)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect("report_detail", submission.report_id)


def _lacks_deaths(submission: Submission) -> bool:
    """Whether the list would leave the death report unfiled: nobody died in it, and nobody says so."""
    told = submission.counts.get("obligations", {})
    filed = submission.report.deaths != ObligationStatus.MISSING
    return submission.state == S.DRAFT and told.get("deaths") == ObligationStatus.MISSING and not filed


def _bare(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission,
        "report": submission.report,
        "month": submission.report.period.month,
        "township": township_name(submission.division_code),
        "tone": progress.tone(submission.state),
        "files": list(submission.files.order_by("pk")),
        "steps": progress.steps(submission),
        "next": progress.next_step(submission),
        "version_hidden": [("version", submission.version)],
    }


def preview(request: Request, submission: Submission) -> dict[str, Any]:
    """What the filing says and what the roster will become by it."""
    lines = list(submission.lines.order_by("position").select_related("corrects__submission"))
    month = submission.report.period.month
    effects = effect.households(lines, roster_before.terms(lines, month))
    findings = readable(submission)
    return _bare(submission) | {
        "lines": lines,
        "compared": [row for line in lines for row in compared(line)],
        "lists": effect.by_direction(lines),
        "kinds": effect.kinds(lines),
        "effects": effects,
        "schemes": effect.schemes(effects, roster_before.figures(submission.township_code, month)),
        "deaths": effect.deaths(lines),
        "nils": list(submission.nil_reports.select_related("signed_by").order_by("obligation")),
        "findings": findings,
        "errors": sum(f["severity"] == "error" for f in findings),
        "warnings": sum(f["severity"] == "warning" for f in findings),
        "open": stands_open(request, submission),
    }
