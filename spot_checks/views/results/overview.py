"""抽查结果: the newest draws, each with the county's sentence."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.permissions import Permission

from ...models import Draw, Estimate
from ...standing import OUT
from ..draws.lookup import purpose_label
from .telling import scale_of, told

SHOWN = 24


@page(Permission.DRAW_VIEW)
@require_GET
def check_overview(request: Request) -> HttpResponse:
    """What the last draws found in the county, the newest first."""
    draws = list(Draw.objects.public_to(request.user).filter(state__in=OUT).order_by("-month", "-revealed_at")[:SHOWN])
    county = request.user.scope[:6].ljust(12, "0")
    found = Estimate.objects.public_to(request.user).filter(draw__in=[draw.pk for draw in draws], division_code=county)
    rows = {row.draw_id: row for row in found}
    scale = scale_of(rows.values())
    context = {
        "rows": [
            {
                "draw": draw,
                "purpose": purpose_label(draw.purpose),
                "told": told(rows[draw.pk], draw.title, scale) if draw.pk in rows else None,
            }
            for draw in draws
        ],
        "may_plan": request.user.may(Permission.DRAW_PLAN),
    }
    return render(request, "spot_checks/check_overview.html", context)
