"""整改销号审批表: the entry on one sheet, with a line for each of the three people."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.permissions import Permission

from .lookup import entry_or_404, place_of


@page(Permission.ENTRY_VIEW)
@require_GET
def entry_print(request: Request, pk: Any) -> HttpResponse:
    """The approval form of the newest close-out; blank lines where nobody has signed yet."""
    entry = entry_or_404(request, pk)
    rows = entry.close_outs.exclude(state="returned").select_related("asked_by", "checked_by", "confirmed_by")
    context = {
        "entry": entry,
        "place": place_of(entry),
        "request_row": rows.order_by("-asked_at").first(),
        "measures": entry.measures.order_by("at"),
        "evidence": entry.evidence.order_by("at"),
        "fingerprint": f"{entry.number} 第{entry.version}版",
    }
    return render(request, "cases/entry_print.html", context)
