"""What a unit does with its entry: measures, progress, evidence, asking for close-out or for more time."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import refused
from core.versions import version_of

from ...forms.entries import CloseOutForm, EvidenceForm, ExtensionForm, MeasureForm, ProgressForm
from ...forms.measures import FinishMeasureForm
from ...models import RectificationEntry
from ...operations import entries as op
from .detail import show
from .lookup import entry_or_404, evidence_or_404, measure_or_404


def _take(
    request: Request, entry: RectificationEntry, name: str, form: Form, act: Callable[..., Any], said: str, at: str
) -> HttpResponse:
    """Do `act` with what the form says; an error brings the page back with the form as it was typed."""
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except EditConflict as conflict:
            return refused(request, conflict, reverse("entry_detail", args=[entry.pk]))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, said)
            return redirect(f"{reverse('entry_detail', args=[entry.pk])}#{at}")
    return show(request, entry, forms={name: form})


@page(Permission.ENTRY_WORK)
@require_POST
@once
def entry_measure_add(request: Request, pk: Any) -> HttpResponse:
    """A further step of rectification."""
    entry = entry_or_404(request, pk)

    def act(**typed: Any) -> None:
        op.add_measure(entry, by=request.user, **typed)

    return _take(request, entry, "measure_form", MeasureForm(request.POST), act, "措施已登记。", "measures")


@page(Permission.ENTRY_WORK)
@require_POST
def entry_measure_done(request: Request, pk: Any) -> HttpResponse:
    """A step that was planned is done."""
    row = measure_or_404(request, pk)
    back = f"{reverse('entry_detail', args=[row.entry_id])}#measures"
    form = FinishMeasureForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写完成日期（不晚于今天）和完成情况（最多 300 字）。")
        return redirect(back)
    try:
        op.finish_measure(row, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已登记完成。")
    return redirect(back)


@page(Permission.ENTRY_WORK)
@require_POST
def entry_progress(request: Request, pk: Any) -> HttpResponse:
    """How far it is, and the money."""
    entry = entry_or_404(request, pk)

    def act(**typed: Any) -> None:
        op.report_progress(entry, by=request.user, version=version_of(request), **typed)

    form = ProgressForm(request.POST, entry=entry)
    return _take(request, entry, "progress_form", form, act, "进展已登记。", "progress")


@page(Permission.ENTRY_WORK)
@require_POST
@once
def entry_evidence_add(request: Request, pk: Any) -> HttpResponse:
    """A file that shows what was done."""
    entry = entry_or_404(request, pk)

    def act(file: Any, what: str) -> None:
        op.attach_evidence(entry, by=request.user, filename=file.name, data=file.read(), what=what)

    form = EvidenceForm(request.POST, request.FILES)
    return _take(request, entry, "evidence_form", form, act, "佐证已上传。", "evidence")


@page(Permission.ENTRY_WORK)
@require_POST
def entry_evidence_withdraw(request: Request, pk: Any) -> HttpResponse:
    """A wrong file is taken back, with the reason."""
    row = evidence_or_404(request, pk)
    back = f"{reverse('entry_detail', args=[row.entry_id])}#evidence"
    try:
        op.withdraw_evidence(row, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已撤回，经过里留有记录。")
    return redirect(back)


@page(Permission.ENTRY_WORK)
@require_POST
def entry_close_ask(request: Request, pk: Any) -> HttpResponse:
    """Ask for close-out."""
    entry = entry_or_404(request, pk)

    def act(**typed: Any) -> None:
        op.ask_close_out(entry, by=request.user, version=version_of(request), **typed)

    said = "已申请销号，等社会救助股审核。"
    return _take(request, entry, "close_form", CloseOutForm(request.POST), act, said, "close-out")


@page(Permission.ENTRY_WORK)
@require_POST
def entry_extension_ask(request: Request, pk: Any) -> HttpResponse:
    """Ask for more time, once."""
    entry = entry_or_404(request, pk)

    def act(**typed: Any) -> None:
        op.ask_extension(entry, by=request.user, version=version_of(request), **typed)

    said = "已申请延期，等分管领导批准。批准前原时限有效。"
    return _take(request, entry, "extension_form", ExtensionForm(request.POST), act, said, "deadline")
