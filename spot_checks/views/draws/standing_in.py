"""Who comes in for an inspector who cannot go: the officer says who and why, the public order says who is next."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused

from ... import operations
from ...forms.inspectors import StandInForm
from .lookup import names_of, out_or_404


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
@once
def draw_stand_in(request: Request, draw: str, township: str) -> HttpResponse:
    """The township's inspectors, who would be next, and the reason that will be public."""
    mine = out_or_404(request, draw)
    if not any(stratum.startswith(f"{township}-") for stratum in mine.strata):
        raise Http404
    serving = list(mine.inspectors.filter(township_code=township).select_related("user__division"))
    form = StandInForm(request.POST or None, serving=serving)
    if request.method == "POST" and form.is_valid():
        left, reason = form.cleaned_data["left"], form.cleaned_data["reason"]
        try:
            row = operations.stand_in(mine, township, left=left, reason=reason, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"已由{row.came.display_name}递补，本人已收到通知。理由已公开。")
            return redirect("draw_detail", mine.pk)
    found = operations.next_in_order(mine, township)
    context = {
        "draw": mine,
        "town": names_of([township])[township],
        "serving": serving,
        "next": found,
        "next_is": f"按票序，下一位是{found.user.display_name} {found.code}（{found.user.division.name}）"
        if found
        else "",
        "form": form,
    }
    return render(request, "spot_checks/draw_stand_in.html", context)
