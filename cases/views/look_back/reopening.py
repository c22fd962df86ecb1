"""Proposals to reopen: something new on the same household, person or village matter within 180 days."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from spot_checks.models import VisitFinding

from ...models import Petition, ReopenProposal
from ...operations import look_back as operations
from ..supervision.steps import town_names
from .tabs import tabs

SIZE = 100
State = ReopenProposal.State
TONES = {State.PROPOSED: "warning", State.REOPENED: "danger", State.DECLINED: "neutral"}


def rows_of(request: Request) -> Any:
    """The proposals the person may see; what came of a petition only where the petition itself may be seen."""
    rows = ReopenProposal.objects.visible_to(request.user).select_related("entry", "decided_by")
    label = Petition._meta.label_lower
    asked = list(rows.filter(cause_type=label).values_list("cause_id", flat=True))
    seen = Petition.objects.visible_to(request.user).filter(pk__in=asked).values_list("pk", flat=True)
    return rows.filter(~Q(cause_type=label) | Q(cause_id__in=[str(pk) for pk in seen]))


@page(Permission.ENTRY_CHECK)
@require_GET
def reopen_list(request: Request) -> HttpResponse:
    """Waiting ones first, then what was decided."""
    names = town_names(request.user)
    rows = rows_of(request)
    waiting = list(rows.filter(state=State.PROPOSED).order_by("-at", "pk")[:SIZE])
    decided = list(rows.exclude(state=State.PROPOSED).order_by("-decided_at", "pk")[:SIZE])
    visits = _visits(waiting)
    context = {
        "tabs": tabs(request, "reopen_list"),
        "waiting": [_row(each, names, visits) for each in waiting],
        "decided": [_row(each, names, {}) for each in decided],
        "more": len(waiting) == SIZE,
    }
    return render(request, "cases/reopen_list.html", context)


def _visits(rows: list[ReopenProposal]) -> dict[str, Any]:
    """finding → the visit it was found on."""
    asked = [row.cause_id for row in rows if row.cause_type == VisitFinding._meta.label_lower]
    found = VisitFinding.objects.filter(pk__in=asked).values_list("pk", "visit_id")
    return {str(pk): visit for pk, visit in found}


def _row(row: ReopenProposal, names: dict[str, str], visits: dict[str, Any]) -> dict[str, Any]:
    url = ""
    if row.cause_type == Petition._meta.label_lower:
        url = reverse("petition_detail", args=[row.cause_id])
    elif row.cause_id in visits:
        url = reverse("visit_detail", args=[visits[row.cause_id]])
    return {
        "item": row,
        "town": names.get(row.township_code, "县本级"),
        "tone": TONES[State(row.state)],
        "cause_url": url,
        "cause_word": "看核查记录" if row.cause_id in visits else "看信访件",
    }


@page(Permission.ENTRY_CHECK)
@require_POST
def reopen_decide(request: Request, pk: Any) -> HttpResponse:
    """Reopen, or say why it is no rebound; the leaders are told either way."""
    row = get_object_or_404(rows_of(request), pk=pk)
    back, note = reverse("reopen_list"), request.POST.get("reason", "")
    try:
        if request.POST.get("decision") == "reopen":
            new = operations.reopen(row, by=request.user, note=note)
            messages.success(request, f"{row.entry.number} 已转反弹重办，新的一条是 {new.number}。")
            return redirect("entry_detail", new.pk)
        operations.decline_reopening(row, by=request.user, note=note)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, f"{row.entry.number}：已认定不构成反弹，并告知分管领导。")
    return redirect(back)
