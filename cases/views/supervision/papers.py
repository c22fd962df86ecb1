"""Issued papers on A4: 督办文书 and 通报, with signature, seal place and a QR of number and hash."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.permissions import Permission

from ...models import Circular, SupervisionOrder
from .circulars import circular_or_404
from .orders import order_or_404
from .steps import qr_answer, town_names


def fingerprint(*parts: str) -> str:
    """The SHA-256 of what the paper says."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _order(request: Request, pk: Any) -> tuple[SupervisionOrder, str]:
    order = order_or_404(request, pk)
    if order.state not in SupervisionOrder.SENT:
        raise Http404
    return order, fingerprint(order.number, order.subject, order.text)


def _circular(request: Request, pk: Any) -> tuple[Circular, str]:
    circular = circular_or_404(request, pk)
    if circular.state != Circular.State.PUBLISHED:
        raise Http404
    return circular, fingerprint(circular.number, circular.title, circular.text)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def order_print(request: Request, pk: Any) -> HttpResponse:
    """One sheet to the township."""
    order, digest = _order(request, pk)
    town = town_names(request.user).get(order.township_code, "")
    unit = (order.entry.unit if order.entry else "") or "局各股室"
    context = {
        "order": order,
        "addressee": unit if order.is_to_bureau else f"{town}人民政府",
        "fingerprint": digest[:16],
        "paragraphs": order.text.splitlines(),
    }
    return render(request, "cases/order_print.html", context)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def order_qr(request: Request, pk: Any) -> HttpResponse:
    """Kind, number and hash."""
    order, digest = _order(request, pk)
    return qr_answer("DB1", order.number, digest)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def circular_print(request: Request, pk: Any) -> HttpResponse:
    """The circular as it goes out."""
    circular, digest = _circular(request, pk)
    context = {"circular": circular, "fingerprint": digest[:16], "paragraphs": circular.text.splitlines()}
    return render(request, "cases/circular_print.html", context)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def circular_qr(request: Request, pk: Any) -> HttpResponse:
    """Number and hash."""
    circular, digest = _circular(request, pk)
    return qr_answer("TB1", circular.number, digest)
