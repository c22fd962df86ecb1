"""补录: the bureau loads an earlier month for a township, named and audited; it never counts as on time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations, tasks
from ..forms import ArrearsForm
from ..models import Submission
from .lookup import townships_of


@page(Permission.ARREARS_LOAD)
@require_http_methods(["GET", "POST"])
@once
def arrears_file(request: Request) -> HttpResponse:
    """Load the workbooks or nil statements of an earlier month."""
    form = ArrearsForm(request.POST or None, request.FILES or None, townships=townships_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            submission = _stage(request, form.cleaned_data)
        except Refused as refusal:
            return refused(request, refusal, reverse("arrears_file"))
        tasks.check_submission.delay_on_commit(str(submission.pk))
        return redirect("submission_detail", submission.pk)
    return render(request, "monthly_reports/arrears_file.html", {"form": form})


def _stage(request: Request, data: dict[str, Any]) -> Submission:
    report = operations.report_of(data["township"].pk, data["month"], by=request.user)
    changes, deaths = data["nil_changes"], data["nil_deaths"]
    if not data["files"]:
        return operations.file_nil(report, by=request.user, changes=changes, deaths=deaths, arrears=True)
    return operations.stage_files(
        report, by=request.user, files=data["files"], nil_changes=changes, nil_deaths=deaths, arrears=True
    )
