"""What handlers do with a sealed case: name and end handlers, forward a redacted task, keep files; and sealing later."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...forms.sealed import FileForm, ForwardForm, PersonForm
from ...models import Petition, PetitionHandler
from ...operations import sealing
from ..petitions.lookup import petition_or_404
from .page import case_or_404, people_to_name, show


@page(Permission.PETITION_SEALED)
@require_POST
@once
def sealed_name(request: Request, pk: Any) -> HttpResponse:
    """One more handler."""
    petition = case_or_404(request, pk)
    back = reverse("sealed_detail", args=[petition.pk])
    form = PersonForm(request.POST, people=people_to_name(petition, request.user))
    if not form.is_valid():
        messages.error(request, "请选择要指定的人员。")
        return redirect(back)
    try:
        sealing.name_handler(petition, user=form.cleaned_data["user"], by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已指定，对方会收到不含内容的通知。")
    return redirect(back)


@page(Permission.PETITION_SEALED)
@require_POST
def sealed_end(request: Request, pk: Any) -> HttpResponse:
    """One handler fewer; who ends themselves sees the case no more."""
    petition = case_or_404(request, pk)
    back = reverse("sealed_detail", args=[petition.pk])
    number = request.POST.get("handler", "")
    rows = PetitionHandler.objects.filter(petition=petition, ended_at__isnull=True).select_related("user")
    row = rows.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() and len(number) < 10 else None
    if row is None:
        messages.error(request, "所选人员已经不是办理人，请刷新页面后再看。")
        return redirect(back)
    try:
        sealing.end_handler(petition, user=row.user, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已退出办理。")
    return redirect("petition_list") if row.user_id == request.user.pk else redirect(back)


@page(Permission.PETITION_SEALED)
@require_POST
@once
def sealed_forward(request: Request, pk: Any) -> HttpResponse:
    """A redacted task goes on somebody's ledger. What it may not say comes back on the page itself and nowhere else."""
    petition = case_or_404(request, pk)
    form = ForwardForm(request.POST, county=petition.county_code)
    if not form.is_valid():
        return show(request, petition, status=400, forward=form)
    try:
        entry = sealing.forward_redacted(petition, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, sealing.in_words(refusal))
        return show(request, petition, status=400, forward=form)
    messages.success(request, f"已另立核查任务 {entry.number}，里面没有来信的内容。")
    return redirect("sealed_detail", petition.pk)


@page(Permission.PETITION_SEALED)
@require_POST
@once
def sealed_attach(request: Request, pk: Any) -> HttpResponse:
    """One more file lies with the case."""
    petition = case_or_404(request, pk)
    back = reverse("sealed_detail", args=[petition.pk])
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "请选择要保存的文件。")
        return redirect(back)
    file = form.cleaned_data["file"]
    try:
        sealing.attach_sealed(petition, by=request.user, filename=file.name, data=file.read())
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "材料已加密保存，文件名不外露。")
    return redirect(back)


@page(Permission.PETITION_HANDLE)
@require_POST
def petition_seal(request: Request, pk: Any) -> HttpResponse:
    """What was registered as something else is an accusation: sealed from now on."""
    petition: Petition = petition_or_404(request, pk)
    try:
        sealed = sealing.seal_later(petition, by=request.user, version=version_of(request))
    except Refused as refusal:
        return refused(request, refusal, reverse("petition_detail", args=[petition.pk]))
    messages.success(request, "已改为检举控告并密封，由指定的办理人办理。")
    seen = Petition.objects.visible_to(request.user).filter(pk=sealed.pk).exists()
    return redirect("sealed_detail", sealed.pk) if seen else redirect("petition_list")
