"""The first steps, put away and called back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission

from ..operations.tours import choose_tour


@page(Permission.SIGNED_IN)
@require_POST
def tour_choose(request: Request) -> HttpResponse:
    """Show the first steps on the home page, or no more."""
    shown = request.POST.get("shown") == "1"
    choose_tour(by=request.user, shown=shown)
    if not shown:
        messages.info(request, "已收起。要再看，请到「我的账号」打开。")
    return redirect("home")
