"""After a month is taken in nothing in it is edited: a correction points at its line and goes the same way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.models import RosterEvent

from .. import operations
from ..forms import CorrectionForm
from ..models import ChangeLine, Submission
from . import progress
from .in_full import stands_open
from .lookup import line_or_404, township_name


@page(Permission.REPORT_VIEW)
@require_GET
def line_detail(request: Request, pk: str) -> HttpResponse:
    """One line: what it says, what became of it in the roster, and the corrections that point at it."""
    line = line_or_404(request, pk)
    submission = line.submission
    corrections = list(
        line.corrections.select_related("submission__filled_by", "submission__report__period").order_by(
            "submission__number"
        )
    )
    context = _context(line) | {
        "open": stands_open(request, submission),
        "household_url": reverse("household_detail", args=[line.household_id])
        if line.household_id and request.user.may(Permission.ROSTER_VIEW)
        else "",
        "corrections": [{"line": c, "tone": progress.tone(c.submission.state)} for c in corrections],
        "event": RosterEvent.objects.filter(pk=line.event_id).first() if line.event_id else None,
        "may_correct": request.user.may(Permission.REPORT_FILL)
        and submission.state == Submission.State.TAKEN_IN
        and not any(c.submission.state in progress.EDITABLE | {Submission.State.SUBMITTED} for c in corrections),
    }
    return render(request, "monthly_reports/line_detail.html", context)


@page(Permission.REPORT_FILL)
@require_http_methods(["GET", "POST"])
@once
def correction_propose(request: Request, pk: str) -> HttpResponse:
    """Propose what the line should have said, or that it should not have been."""
    line = line_or_404(request, pk)
    form = CorrectionForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            submission = operations.stage_correction(
                line,
                by=request.user,
                changes=None if form.cleaned_data["withdraw"] else form.changed_values(),
                withdraw=form.cleaned_data["withdraw"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            return refused(request, refusal, reverse("line_detail", args=[line.pk]))
        return redirect("submission_detail", submission.pk)
    return render(request, "monthly_reports/correction_propose.html", _context(line) | {"form": form})


def _context(line: ChangeLine) -> dict[str, Any]:
    return {
        "line": line,
        "submission": line.submission,
        "report": line.submission.report,
        "month": line.submission.report.period.month,
        "township": township_name(line.division_code),
    }
