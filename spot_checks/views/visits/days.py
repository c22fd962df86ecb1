"""The officer says from which day each township is visited; until then it does not know about whom."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from core import months
from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ...forms.visits import VisitDayForm, today_text
from ...models import Draw, Visit
from ...operations.visit_days import set_visit_day
from ...standing import OUT
from . import lookup


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
def visit_day_set(request: Request, pk: Any) -> HttpResponse:
    """The townships of a draw that is out, with how many are to be visited and from which day."""
    draw = get_object_or_404(Draw.objects.public_to(request.user).filter(state__in=OUT), pk=pk)
    if request.method == "POST":
        return _set(request, draw)
    today = months.today()
    rows = list(
        draw.items.to_visit()
        .values("township_code")
        .annotate(
            count=Count("pk"),
            day=Max("visit_on"),
            come=Count("pk", filter=Q(visit_on__lte=today)),
            done=Count("pk", filter=Q(visit__state=Visit.State.SIGNED)),
        )
        .order_by("township_code")
    )
    names = lookup.names_of({f"{row['township_code']}000" for row in rows})
    for row in rows:
        row["name"] = names.get(f"{row['township_code']}000", row["township_code"])
        row["left"] = row["count"] - row["come"]
        row["day"] = row["day"] if row["day"] and row["day"] > today else None
    context = {"draw": draw, "rows": rows, "today": today_text()}
    return render(request, "spot_checks/visit_day_set.html", context)


def _set(request: Request, draw: Draw) -> HttpResponse:
    form = VisitDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择入户日。")
        return redirect("visit_day_set", draw.pk)
    try:
        count = set_visit_day(draw, form.cleaned_data["township"], form.cleaned_data["day"], by=request.user)
    except Refused as refusal:
        return refused(request, refusal, request.path)
    messages.success(request, f"已定入户日，共 {count} 户。到那天之前，乡镇看不到名单。")
    return redirect("visit_day_set", draw.pk)
