"""The result file of a 入户包: handed in, looked over, recorded."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.models import Division
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ...forms.packets import ResultForm
from ...models import Outcome
from ...operations import packet_results
from .issuing import packet_or_404


@page(Permission.VISIT_MAKE)
@require_http_methods(["GET", "POST"])
@once
def packet_load(request: Request) -> HttpResponse:
    """Hand in a result file; it is checked whole, and what is wrong with it stands in red."""
    form = ResultForm(request.POST or None, request.FILES or None)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            packet = packet_results.stage_result(form.cleaned_data["result"], by=request.user)
            return redirect("packet_result", packet.pk)
        except Refused as declined:
            refusal = declined
    context = {"form": form, "refusal": refusal, "findings": refusal.findings if refusal else []}
    return render(request, "spot_checks/packet_load.html", context)


@page(Permission.VISIT_MAKE)
@require_GET
def packet_result(request: Request, pk: str) -> HttpResponse:
    """What recording the file would do, household by household."""
    packet = packet_or_404(request, pk)
    if packet.inspector_id != request.user.pk or not packet.is_open:
        return redirect("packet_list")
    try:
        rows = packet_results.preview(packet)
    except Refused as refusal:
        return refused(request, refusal, reverse("packet_load"))
    context = {"packet": packet, "rows": _shown(rows), "left": len(packet.items) - len(rows)}
    context["whole"] = sum(row.is_whole for row in rows)
    context["drafts"] = sum(bool(row.lacks) for row in rows)
    return render(request, "spot_checks/packet_result.html", context)


def _shown(rows: list[packet_results.Row]) -> list[dict[str, Any]]:
    codes = {f"{row.item.township_code}000" for row in rows}
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    labels = dict(Outcome.choices)
    return [
        {
            "row": row,
            "township": names.get(f"{row.item.township_code}000", ""),
            "outcome": labels.get(row.filled.outcome, ""),
            "photos": len(row.sent.photos),
        }
        for row in rows
    ]


@page(Permission.VISIT_MAKE)
@require_POST
@once
def packet_record(request: Request, pk: str) -> HttpResponse:
    """The visits are recorded; the packet is used up."""
    packet = packet_or_404(request, pk)
    try:
        visits = packet_results.load_result(packet, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("packet_load"))
    waiting = sum(visit.state == visit.State.AWAITING for visit in visits)
    drafts = f"{len(visits) - waiting} 户没填齐，存为草稿，请在网上补齐。" if waiting < len(visits) else ""
    messages.success(
        request,
        f"已录入 {len(visits)} 户，{waiting} 户等另一名核查人在三日内签字。{drafts}请把手机里的入户包和结果文件删掉。",
    )
    return redirect("packet_list")
