"""Rosters with full numbers: asked for with a reason, and, once a second person has approved it, downloaded once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.models import Division, ExportRequest
from core.operations import export_requests
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ..exports.roster import KIND
from ..forms import ExportForm, ExportRequestForm
from ..models import Scheme
from ..operations.issuing import issue_approved
from .exports import answer


@page(Permission.ROSTER_EXPORT)
@require_POST
@once
def export_ask(request: Request) -> HttpResponse:
    """Ask for a roster with full numbers; those who may decide have a notice."""
    form = ExportRequestForm(request.POST, user=request.user, auto_id="ask_%s")
    if not form.is_valid():
        context = {"form": ExportForm(user=request.user), "ask_form": form}
        return render(request, "recipients/export_new.html", context, status=400)
    chosen = form.cleaned_data
    code = f"{chosen['town']}000"
    town, label = Division.objects.get(code=code).name, Scheme(chosen["scheme"]).label
    title = f"{town}{months.chinese(chosen['month'])}{label}花名册（完整号码）"
    asked = export_requests.ask(
        KIND,
        by=request.user,
        parameters={"title": title} | {name: chosen[name] for name in ("town", "scheme", "month", "format")},
        reason=chosen["reason"],
        division_code=code,
    )
    messages.success(request, "申请已提交。负责人批准后您会收到通知，24 小时内可下载一次。")
    return redirect(reverse("export_request_detail", args=[asked.pk]))


@page(Permission.ROSTER_EXPORT, reauth=True)
@require_POST
def export_download(request: Request, pk: Any) -> HttpResponseBase:
    """The approved roster with full numbers, once, watermarked with who took it."""
    mine = ExportRequest.objects.visible_to(request.user).filter(asked_by=request.user, kind=KIND)
    item = get_object_or_404(mine, pk=pk)
    try:
        entry = issue_approved(item, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("export_request_detail", args=[item.pk]))
    return answer(request, item.parameters, entry, full=True)
