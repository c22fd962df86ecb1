"""Registering a petition and correcting what was registered."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from core.versions import version_of

from ... import tasks
from ...forms.petitions import CATEGORIES, PetitionForm, initial_of
from ...models import Petition
from ...operations.petitions import change, register
from .lookup import petition_or_404

NUMBERS = {"id_number", "phone", "agent_phone"}


@page(Permission.PETITION_REGISTER)
@require_http_methods(["GET", "POST"])
@once
def petition_new(request: Request) -> HttpResponse:
    """Register a petition by hand."""
    form = PetitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            petition = register(form.given(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            # Robust: what is registered stands even where the queue cannot be reached; the beat looks for repeats as well.
            transaction.on_commit(lambda: tasks.propose_for_petition.delay(str(petition.pk)), robust=True)
            if petition.is_sealed:
                messages.success(request, "已登记 1 件，按规定密封，由指定的办理人办理。")
            else:
                messages.success(request, f"已登记，编号 {petition.number}。")
            if Petition.objects.visible_to(request.user).filter(pk=petition.pk).exists():
                return redirect(reverse("petition_detail", args=[petition.pk]))
            if petition.is_sealed:
                return redirect(reverse("petition_list"))
            messages.info(request, "这一件由县局办理，您这里不再显示。")
            return redirect(reverse("petition_list"))
    context = {"form": form, "categories": CATEGORIES}
    return render(request, "cases/petition_form.html", context, status=400 if form.errors else 200)


@page(Permission.PETITION_HANDLE)
@require_http_methods(["GET", "POST"])
def petition_edit(request: Request, pk: Any) -> HttpResponse:
    """Correct what was registered; who saves second sees both and chooses."""
    petition = petition_or_404(request, pk)
    back = reverse("petition_detail", args=[petition.pk])
    if petition.is_sealed:
        messages.error(request, "密封件的内容不在这里修改。")
        return redirect(back)
    form = PetitionForm(request.POST or None, petition=petition)
    if request.method == "POST" and form.is_valid():
        try:
            change(petition, form.given(petition.received_at), by=request.user, version=version_of(request))
        except EditConflict as conflict:
            petition.refresh_from_db()
            return refused(request, conflict, back, compared=_compared(request, petition), version=petition.version)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已保存。")
            seen = Petition.objects.visible_to(request.user).filter(pk=petition.pk).exists()
            return redirect(back if seen else reverse("petition_list"))
    context = {"form": form, "item": petition, "categories": CATEGORIES}
    return render(request, "cases/petition_form.html", context, status=400 if form.errors else 200)


def _compared(request: Request, petition: Petition) -> list[Compared]:
    """The fields of the form as they now stand in the record, for the merge page; numbers are carried, not shown."""
    form, stands = PetitionForm(petition=petition), initial_of(petition)
    found = []
    for name, field in form.fields.items():
        if name in NUMBERS:
            continue
        value = stands[name]
        theirs = "" if value is None or value is False else "on" if value is True else str(value)
        words = {str(code): str(text) for code, text in getattr(field, "choices", ())} or {"on": "是"}
        mine = request.POST.get(name, "")
        found.append(Compared(str(field.label), name, theirs, words.get(theirs, ""), words.get(mine, "")))
    return found
