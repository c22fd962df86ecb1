"""One search for everything. What was typed is posted, stands in no address and, where it is a number, not on the page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.permissions import Permission

from ..search import NAME, plain, search, shown

LONGEST = 60


@page(Permission.SEARCH)
@sensitive_post_parameters("sought")
@require_http_methods(["GET", "HEAD", "POST"])
def search_results(request: Request) -> HttpResponse:
    """What the person may see that is called so, by kind; without a question the box and what may be typed into it."""
    text = plain(request.POST.get("sought", ""))[:LONGEST]
    context = {
        "asked": bool(text),
        "shown": shown(text),
        "typed": text if NAME.fullmatch(text) else "",
        "groups": search(request.user, text),
    }
    return render(request, "dashboards/search_results.html", context)
