"""Questions about policy (政策咨询): the register, a new one, its answer."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from core.versions import version_of

from ...exports.voice import consultation_book
from ...forms.voice import AnswerForm, ConsultationForm, ConsultationSearchForm
from ...models import Channel, Consultation
from ...operations.voice import answer_consultation, ask_consultation
from ...petitions.consulting import due_days, page_of
from ..supervision.steps import hand_out
from .tabs import tabs

MINUTE, HOUR, DAY = 60, 3600, 86400


@page(Permission.VOICE_VIEW)
@require_GET
def consultation_list(request: Request) -> HttpResponse:
    """The register, the newest first."""
    form = ConsultationSearchForm(request.GET)
    rows = Consultation.objects.visible_to(request.user).defer("caller_sealed").select_related("answered_by")
    query = {}
    if form.is_valid():
        query = {name: value for name, value in form.cleaned_data.items() if value}
        rows = rows.filter(_asked(query))
    found, previous, following = page_of(rows, request.GET.get("c", ""))
    due = due_days(found)

    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    context = {
        "form": form,
        "rows": [_row(row, due[row.pk]) for row in found],
        "previous_url": address(previous),
        "next_url": address(following),
        "active": form.active if form.is_valid() else 0,
        "query": list(query.items()),
        "can_log": request.user.may(Permission.VOICE_LOG),
        "tabs": tabs("consultation_list"),
    }
    return render(request, "cases/consultation_list.html", context)


def _asked(query: dict[str, str]) -> Q:
    wanted = Q()
    if text := query.get("q"):
        wanted &= Q(subject__contains=text) | Q(answer__contains=text)
    if state := query.get("state"):
        wanted &= Q(answered_at__isnull=state == "waiting")
    return wanted & Q(channel=query["channel"]) if "channel" in query else wanted


def _row(row: Consultation, due: dt.date | None) -> dict[str, Any]:
    return {"item": row, "channel": _channel(row), **_standing(row, due)}


def _channel(row: Consultation) -> str:
    return dict(Channel.choices).get(row.channel, row.channel)


def _standing(row: Consultation, due: dt.date | None) -> dict[str, Any]:
    """How long the answer took, or how long is left."""
    if row.answered_at is not None:
        late = due is not None and row.answered_at.astimezone(months.SHANGHAI).date() > due
        span = row.answered_at - row.asked_at
        at_once = span < dt.timedelta(seconds=MINUTE)
        word = "当场答复" if at_once else f"{took(span)}后答复"
        return {"tone": "warning" if late else "success", "word": word}
    left = (due - months.today()).days if due else None
    if left is None:
        return {"tone": "info", "word": "待答复"}
    if left < 0:
        return {"tone": "danger", "word": f"超期 {-left} 天未答复"}
    return {"tone": "warning" if left <= 1 else "info", "word": "今天应答复" if not left else f"待答复，还剩 {left} 天"}


def took(span: dt.timedelta) -> str:
    """A span in the largest whole unit: 5 分钟, 3 小时, 2 天."""
    seconds = max(int(span.total_seconds()), 0)
    if seconds < HOUR:
        return f"{seconds // MINUTE} 分钟"
    return f"{seconds // HOUR} 小时" if seconds < DAY else f"{seconds // DAY} 天"


@page(Permission.VOICE_LOG)
@require_http_methods(["GET", "POST"])
@once
def consultation_new(request: Request) -> HttpResponse:
    """Write a question down, with its answer where it was answered at once."""
    form = ConsultationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            row = ask_consultation(by=request.user, **told)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "咨询和答复已登记。" if row.answer else "咨询已登记，请在期限内答复。")
            return redirect(reverse("consultation_list"))
    return render(request, "cases/consultation_form.html", {"form": form}, status=400 if form.errors else 200)


@page(Permission.VOICE_VIEW)
@require_http_methods(["GET", "POST"])
def consultation_answer(request: Request, pk: Any) -> HttpResponse:
    """One question with its answer, or the form for it."""
    row = get_object_or_404(Consultation.objects.visible_to(request.user).select_related("answered_by"), pk=pk)
    back = reverse("consultation_answer", args=[row.pk])
    can_answer = request.user.may(Permission.VOICE_LOG) and row.answered_at is None
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_consultation(row, by=request.user, version=version_of(request), **form.cleaned_data)
        except EditConflict as conflict:
            row.refresh_from_db()
            compared = [Compared("答复", "answer", row.answer)]
            return refused(request, conflict, back, compared=compared, version=row.version)
        except Refused as refusal:
            return refused(request, refusal, back)
        messages.success(request, "答复已登记。")
        return redirect(reverse("consultation_list"))
    context = {
        "item": row,
        "form": form,
        "channel": _channel(row),
        "can_answer": can_answer,
        "caller": row.caller if request.user.may(Permission.VOICE_LOG) else "",
        "now": timezone.now(),
        **_standing(row, due_days([row])[row.pk]),
    }
    return render(request, "cases/consultation_answer.html", context, status=400 if form.errors else 200)


@page(Permission.VOICE_VIEW)
@require_POST
def consultation_export(request: Request) -> HttpResponse:
    """政策咨询登记表, as far as the filters reach."""
    form = ConsultationSearchForm(request.POST)
    rows = Consultation.objects.visible_to(request.user).defer("caller_sealed").select_related("answered_by")
    if form.is_valid():
        rows = rows.filter(_asked({name: value for name, value in form.cleaned_data.items() if value}))
    book = partial(consultation_book, took=took)
    return hand_out(request, "consultation", list(rows.order_by("asked_at", "pk")), book, "政策咨询登记表.xlsx")
