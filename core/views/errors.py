"""Failures that deserve more than a sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..carry import carried


def came_from_us(request: HttpRequest) -> bool:
    """The browser itself says that the form stood on one of our pages."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form outlived its token (signed in again elsewhere). Where it came from one of our pages, its fields are offered
    for sending again under a fresh token; a foreign page's fields never are."""
    ours = came_from_us(request)
    context = {"carried": carried(request) if ours else [], "ours": ours, "action": request.get_full_path()}
    return render(request, "core/csrf_failure.html", context, status=403)
