"""Requests for exports with full identifiers: asked by one, decided by another."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ..access import Request, page
from ..export_kinds import kind_of, title_of
from ..keyset import first_page
from ..models import ExportRequest, User
from ..operations import export_requests
from ..permissions import Permission
from ..refusal import Refused
from ..responses import refused

State = ExportRequest.State
TONES = {State.ASKED: "info", State.APPROVED: "success", State.DECLINED: "danger", State.DONE: "neutral"}


def open_to(user: User) -> Any:
    """The person's own requests, and those of their scope for whoever decides on them."""
    rows = ExportRequest.objects.visible_to(user).select_related("asked_by", "decided_by")
    if user.may(Permission.ROSTER_EXPORT_APPROVE):
        return rows
    return rows.filter(Q(asked_by=user))


def _line(asking: ExportRequest, user: User) -> dict[str, Any]:
    mine = asking.asked_by_id == user.pk
    usable = asking.state == State.APPROVED and (asking.expires_at or timezone.now()) > timezone.now()
    kind = kind_of(asking.kind)
    decides = asking.state == State.ASKED and not mine and user.may(Permission.ROSTER_EXPORT_APPROVE)
    return {
        "asking": asking,
        "label": title_of(asking),
        "tone": TONES[State(asking.state)],
        "can_decide": decides,
        "download_url": reverse(kind.url_name, args=[asking.pk]) if kind and usable and mine else "",
    }


@page(Permission.SIGNED_IN)
@require_GET
def export_request_list(request: Request) -> HttpResponse:
    """The newest first."""
    rows, more = first_page(open_to(request.user).order_by("-asked_at"))
    return render(
        request, "core/export_request_list.html", {"lines": [_line(r, request.user) for r in rows], "more": more}
    )


@page(Permission.SIGNED_IN)
@require_GET
def export_request_detail(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One request: who asks for what and why, who decided."""
    found = get_object_or_404(open_to(request.user), pk=pk)
    items = [
        {"label": "内容", "value": title_of(found)},
        {"label": "用途", "value": found.reason, "wide": True},
        {"label": "申请人", "value": str(found.asked_by)},
        {"label": "办理人", "value": str(found.decided_by) if found.decided_by else ""},
    ]
    return render(request, "core/export_request_detail.html", {"items": items, **_line(found, request.user)})


@page(Permission.ROSTER_EXPORT_APPROVE, reauth=True)
@require_POST
def export_request_decide(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Approved for 24 hours, or declined."""
    found = get_object_or_404(open_to(request.user), pk=pk)
    approve = request.POST.get("decision") == "approve"
    try:
        export_requests.decide(found, by=request.user, approve=approve)
    except Refused as refusal:
        return refused(request, refusal, reverse("export_request_detail", args=[pk]))
    messages.success(request, "已批准，申请人 24 小时内可下载一次。" if approve else "已退回，不予批准。")
    return redirect("export_request_list")
