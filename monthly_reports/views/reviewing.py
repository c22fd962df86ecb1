"""The bureau takes in what townships file, or returns it with reasons."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.models import RevealGrant
from core.operations import reveals
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.reveals import is_open

from .. import operations
from ..forms import ReasonForm, VersionForm
from ..models import Submission
from .drafts import preview
from .lookup import submission_or_404, townships_of
from .scans import scans_of

S = Submission.State
LINE_PREFIX = "line-"
MAX_REASON = 200


@page(Permission.REPORT_TAKE_IN)
@require_GET
def review_queue(request: Request) -> HttpResponse:
    """What waits to be taken in, the longest waiting first."""
    names = dict(townships_of(request).values_list("code", "name"))
    waiting = (
        Submission.objects.visible_to(request.user)
        .filter(state=S.SUBMITTED)
        .select_related("report__period", "submitted_by")
        .order_by("submitted_at")[:200]
    )
    rows = [
        {
            "row": s,
            "month": s.report.period.month,
            "township": names.get(f"{s.township_code}000", s.township_code),
            "lines": sum((s.counts.get("kinds") or {}).values()),
        }
        for s in waiting
    ]
    context = {"rows": rows, "may_load_arrears": request.user.may(Permission.ARREARS_LOAD)}
    return render(request, "monthly_reports/review_queue.html", context)


@page(Permission.REPORT_VIEW)
@require_GET
def submission_review(request: Request, pk: str) -> HttpResponse:
    """Every line beside the roster before and after; take in, or return with reasons."""
    submission = submission_or_404(request, pk)
    if submission.submitted_at is None:
        return redirect("submission_detail", submission.pk)
    may_decide = request.user.may(Permission.REPORT_TAKE_IN) and submission.state == S.SUBMITTED
    context = preview(request, submission) | {
        "may_decide": may_decide,
        "may_reveal": request.user.may(Permission.ROSTER_REVEAL) and not request.user.is_township,
        "until": is_open(request.user, submission),
        "reasons": RevealGrant.Reason.choices,
        "scans": scans_of(submission),
    }
    return render(request, "monthly_reports/submission_review.html", context)


@page(Permission.ROSTER_REVEAL)
@require_POST
def submission_reveal(request: Request, pk: str) -> HttpResponse:
    """Show this filing's identifiers in full for ten minutes, for a stated reason."""
    submission = submission_or_404(request, pk)
    back = reverse("submission_review", args=[submission.pk])
    try:
        reveals.open(submission, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)


@page(Permission.REPORT_TAKE_IN, reauth=True)
@require_POST
def submission_take_in(request: Request, pk: str) -> HttpResponse:
    """The roster follows the filing."""
    submission = submission_or_404(request, pk)
    form = VersionForm(request.POST)
    back = reverse("submission_review", args=[submission.pk])
    if not form.is_valid():
        messages.error(request, "页面已过期，请在最新页面上再操作一次。")
        return redirect(back)
    try:
        operations.take_in(submission, by=request.user, version=form.cleaned_data["version"])
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已接收，花名册已按本月变动更新。")
    return redirect("review_queue")


@page(Permission.REPORT_TAKE_IN)
@require_POST
def submission_return(request: Request, pk: str) -> HttpResponse:
    """Give the filing back with an overall reason and reasons by line."""
    submission = submission_or_404(request, pk)
    form = ReasonForm(request.POST)
    back = reverse("submission_review", args=[submission.pk])
    if not form.is_valid():
        messages.error(request, "请写明退回的总体理由；个别行有问题的，再在行内写明。")
        return redirect(back)
    try:
        operations.return_to_township(
            submission,
            by=request.user,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            line_reasons=line_reasons(request.POST),
        )
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已退回乡镇，理由已通知填报人和核查员。")
    return redirect("review_queue")


def line_reasons(posted: Any) -> dict[str, str]:
    """The reasons written beside lines, by the line's id; blank ones left out."""
    return {
        name.removeprefix(LINE_PREFIX): value.strip()[:MAX_REASON]
        for name, value in posted.items()
        if name.startswith(LINE_PREFIX) and value.strip()
    }
