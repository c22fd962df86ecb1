"""All draws of the county: voided ones stay, numbered, with their reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.keyset import first_page
from core.permissions import Permission

from ...models import Draw
from .lookup import TONES, draws_of, purpose_label, turns

SIZE = 30


@page(Permission.DRAW_VIEW)
@require_GET
def draw_list(request: Request) -> HttpResponse:
    """The county's draws, the newest first; plans only to those who make them."""
    rows = draws_of(request).exclude(state=Draw.State.DISCARDED).order_by("-planned_at", "-pk")
    before = request.GET.get("before", "")
    if mark := _mark(request, before):
        rows = rows.filter(planned_at__lt=mark.planned_at)
    found, more = first_page(rows, SIZE)
    again = turns(found)
    context = {
        "rows": [_row(each, again.get(each.pk, 1)) for each in found],
        "next": f"?before={found[-1].pk}" if more else "",
        "earlier": bool(before),
        "may_plan": request.user.may(Permission.DRAW_PLAN),
        "open": [each for each in found if each.state == Draw.State.COMMITTED],
    }
    return render(request, "spot_checks/draw_list.html", context)


def _mark(request: Request, pk: str) -> Draw | None:
    """The draw the page before ended with; None for the first page and for addresses nobody gave out."""
    if len(pk) != 36 or pk.count("-") != 4 or set(pk.lower()) - set("0123456789abcdef-"):
        return None
    return Draw.objects.public_to(request.user).filter(pk=pk).first()


def _row(draw: Draw, turn: int) -> dict[str, Any]:
    return {
        "draw": draw,
        "tone": TONES[Draw.State(draw.state)],
        "purpose": purpose_label(draw.purpose),
        "again": f"本月同用途第 {turn} 次抽签" if turn > 1 else "",
        "witness": draw.witness.display_name if draw.witness else draw.witness_name,
    }
