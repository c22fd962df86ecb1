"""What the bureau decides about an entry: checked, confirmed, returned, extended, dismissed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...operations import entries as op
from .lookup import entry_or_404


def _decide(request: Request, pk: Any, act: Callable[..., Any], said: str, **typed: Any) -> HttpResponse:
    entry = entry_or_404(request, pk)
    back = reverse("entry_detail", args=[entry.pk])
    try:
        act(entry, by=request.user, version=version_of(request), **typed)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, said)
    return redirect(back)


def _typed(request: Request, name: str = "reason") -> str:
    return request.POST.get(name, "").strip()


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_check(request: Request, pk: Any) -> HttpResponse:
    """The officer finds the close-out true."""
    return _decide(request, pk, op.check_close_out, "审核通过，等分管领导确认。", note=_typed(request, "note"))


@page(Permission.ENTRY_VIEW)
@require_POST
def entry_return(request: Request, pk: Any) -> HttpResponse:
    """The officer, or the leader after the check, sends it back with a reason."""
    return _decide(request, pk, op.return_close_out, "已退回，责任单位会看到理由。", reason=_typed(request))


@page(Permission.ENTRY_CONFIRM, reauth=True)
@require_POST
def entry_confirm(request: Request, pk: Any) -> HttpResponse:
    """The leader strikes it off."""
    return _decide(request, pk, op.confirm_close_out, "已销号。三至六个月后回头看。")


@page(Permission.ENTRY_CONFIRM)
@require_POST
def entry_extend(request: Request, pk: Any) -> HttpResponse:
    """The one extension is granted."""
    return _decide(request, pk, op.extend, "已批准延期，原时限保留。")


@page(Permission.ENTRY_CONFIRM)
@require_POST
def entry_extension_decline(request: Request, pk: Any) -> HttpResponse:
    """The deadline stays."""
    return _decide(request, pk, op.decline_extension, "未批准延期，时限不变。", reason=_typed(request))


@page(Permission.ENTRY_CONFIRM)
@require_POST
def entry_irrecoverable(request: Request, pk: Any) -> HttpResponse:
    """The rest is given up."""
    return _decide(request, pk, op.approve_irrecoverable, "已批准“无法追回”说明。")


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_dismiss_ask(request: Request, pk: Any) -> HttpResponse:
    """The officer finds no problem."""
    return _decide(request, pk, op.ask_dismissal, "已提请认定不成立，等分管领导决定。", reason=_typed(request))


@page(Permission.ENTRY_CONFIRM)
@require_POST
def entry_dismiss(request: Request, pk: Any) -> HttpResponse:
    """The leader agrees."""
    return _decide(request, pk, op.dismiss, "已认定不成立。")


@page(Permission.ENTRY_CONFIRM)
@require_POST
def entry_keep(request: Request, pk: Any) -> HttpResponse:
    """The leader does not agree."""
    return _decide(request, pk, op.keep_entry, "继续整改。", reason=_typed(request))
