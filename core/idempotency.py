"""One press of one button does one thing, however often the request arrives.

The key row and all the view writes stand in one transaction: of parallel requests with one key the first does the work,
the others wait for its commit and are sent where it was sent; a process killed in between leaves neither.
"""

import datetime as dt
import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from .access import Request
from .models import IdempotencyKey
from .refusal import Refused

V = TypeVar("V", bound=Callable[..., Any])
FIELD = "idempotency_key"
FORM = re.compile(r"[0-9A-Za-z_-]{16,64}")
KEPT = dt.timedelta(days=2)


def new_key() -> str:
    """A fresh key for one rendering of one form."""
    return secrets.token_hex(16)


def once(view: V) -> V:
    """Answer a POST whose key was seen before with a redirect to where the first one went. Only a redirect uses the key
    up: a form shown again with its errors, or a refusal that escapes the view, leaves it free."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = request.POST.get(FIELD, "")
        if not FORM.fullmatch(key):
            return render(request, "400.html", status=400)
        try:
            return _first(request, key, lambda: view(request, *args, **kwargs))
        except IntegrityError:
            earlier = IdempotencyKey.objects.filter(user=request.user, key=key).first()
            if earlier is None:
                raise
            return HttpResponseRedirect(earlier.response_url)

    answer.is_once = True  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]


def _first(request: Request, key: str, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Do the work under the key; raises IntegrityError where the key has done its work already."""
    refusal: Refused | None = None
    response = HttpResponse()
    with transaction.atomic():
        IdempotencyKey.objects.filter(user=request.user, at__lt=timezone.now() - KEPT).delete()
        press = IdempotencyKey.objects.create(user=request.user, key=key, path=request.path[:200])
        try:
            response = work()
        except Refused as refused:
            refusal = refused
        if response.status_code in (302, 303) and refusal is None:
            press.response_url = response.headers["Location"][:300]
            press.save(update_fields=["response_url"])
        else:
            press.delete()
    if refusal is not None:
        raise refusal
    return response
