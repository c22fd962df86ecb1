"""Filing after the bureau has closed the period: asked for with a reason, decided by a leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations
from ..forms import AskForm, DecideForm
from ..models import LateUnlock
from .lookup import report_or_404, township_name, townships_of, unlock_or_404

TONES = {"asked": "warning", "approved": "success", "declined": "danger"}


@page(Permission.LATE_UNLOCK_ASK)
@require_http_methods(["GET", "POST"])
@once
def late_unlock_ask(request: Request, pk: str) -> HttpResponse:
    """Ask a leader for leave to file a closed month."""
    report = report_or_404(request, pk)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_late_unlock(report, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            return refused(request, refusal, reverse("report_detail", args=[report.pk]))
        messages.success(request, "申请已送局分管领导，批准后会通知您。")
        return redirect("report_detail", report.pk)
    context = {"report": report, "month": report.period.month, "form": form}
    context["township"] = township_name(report.division_code)
    return render(request, "monthly_reports/late_unlock_ask.html", context)


@page(Permission.REPORT_VIEW)
@require_GET
def late_unlock_list(request: Request) -> HttpResponse:
    """The applications in one's scope, those to be decided first."""
    names = dict(townships_of(request).values_list("code", "name"))
    rows = (
        LateUnlock.objects.visible_to(request.user)
        .select_related("report__period", "asked_by", "decided_by")
        .order_by("-asked_at")[:200]
    )
    shown = [
        {
            "row": unlock,
            "month": unlock.report.period.month,
            "township": names.get(f"{unlock.township_code}000", unlock.township_code),
            "tone": TONES[unlock.state],
            "may_decide": unlock.state == LateUnlock.State.ASKED
            and request.user.may(Permission.LATE_UNLOCK_APPROVE)
            and unlock.asked_by_id != request.user.pk,
        }
        for unlock in rows
    ]
    shown.sort(key=lambda item: not item["may_decide"])
    return render(request, "monthly_reports/late_unlock_list.html", {"rows": shown})


@page(Permission.LATE_UNLOCK_APPROVE, reauth=True)
@require_POST
def late_unlock_decide(request: Request, pk: str) -> HttpResponse:
    """Approve or decline."""
    unlock = unlock_or_404(request, pk)
    form = DecideForm(request.POST)
    back = reverse("late_unlock_list")
    if not form.is_valid():
        messages.error(request, "请选择批准或不批准；批示不超过 200 字。")
        return redirect(back)
    approve = form.cleaned_data["approve"] == "yes"
    try:
        operations.decide_late_unlock(unlock, by=request.user, approve=approve, note=form.cleaned_data["note"])
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已批准，乡镇可以补报。" if approve else "已答复不批准。")
    return redirect(back)
