"""The second person's page: everything that is filed, in full, and one decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations
from ..forms import ReasonForm, VersionForm
from ..models import Submission
from .drafts import preview
from .lookup import submission_or_404

S = Submission.State
OPENED_FOR = ("submission_confirm", "submission_detail", "submission_print_changes", "submission_print_deaths")


@page(Permission.REPORT_VIEW)
@require_POST
def submission_open(request: Request, pk: str) -> HttpResponse:
    """Read a filing of one's own township in full: entered in the log once per person and filing."""
    submission = submission_or_404(request, pk)
    wanted = request.POST.get("to", "")
    to = reverse(wanted if wanted in OPENED_FOR else "submission_detail", args=[submission.pk])
    try:
        operations.read_in_full(submission, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("submission_detail", args=[submission.pk]))
    return redirect(to)


@page(Permission.REPORT_CONFIRM, reauth=True)
@require_http_methods(["GET", "POST"])
def submission_confirm(request: Request, pk: str) -> HttpResponse:
    """Check everything and send it to the bureau; never by the one who filled it in."""
    submission = submission_or_404(request, pk)
    if request.method == "POST":
        return _confirm(request, submission)
    if submission.state not in {S.DRAFT, S.CONFIRMED}:
        return redirect("submission_detail", submission.pk)
    own = submission.filled_by_id == request.user.pk
    return render(request, "monthly_reports/submission_confirm.html", preview(request, submission) | {"own": own})


def _confirm(request: Request, submission: Submission) -> HttpResponse:
    form = VersionForm(request.POST)
    here = reverse("submission_confirm", args=[submission.pk])
    if not form.is_valid():
        messages.error(request, "页面已过期，请在最新页面上再核查一次。")
        return redirect(here)
    try:
        operations.confirm_and_submit(
            submission,
            by=request.user,
            version=form.cleaned_data["version"],
            warning_reason=form.cleaned_data["reason"] or submission.warning_reason,
            now=request.arrived_at,  # type: ignore[attr-defined]
        )
    except Refused as refusal:
        return refused(request, refusal, here)
    messages.success(request, "已核查确认并报送县民政局。这是回执，可以打印留存。")
    return redirect("submission_receipt", submission.pk)


@page(Permission.REPORT_CONFIRM)
@require_POST
def submission_send_back(request: Request, pk: str) -> HttpResponse:
    """Give the draft back to whoever filled it in, with the reason."""
    submission = submission_or_404(request, pk)
    form = ReasonForm(request.POST)
    here = reverse("submission_confirm", args=[submission.pk])
    if not form.is_valid():
        messages.error(request, "请写明退回填报人的理由。")
        return redirect(here)
    try:
        operations.send_back_draft(
            submission, by=request.user, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"]
        )
    except Refused as refusal:
        return refused(request, refusal, here)
    messages.success(request, "已退回填报人，理由已通知本人。")
    return redirect("report_detail", submission.report_id)
