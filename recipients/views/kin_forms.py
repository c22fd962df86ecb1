"""Declaring kin by hand, and correcting a declaration."""

from typing import Any

from django.contrib import messages
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

from ..forms.kin import KinForm, initial_of
from ..models import KinDeclaration
from ..operations.kin_register import change_declaration, declare_kin
from .kin_page import declaration_or_404

NUMBERS = ("official_id", "id")


@page(Permission.KIN_EDIT)
@require_http_methods(["GET", "POST"])
@once
def kin_new(request: Request) -> HttpResponse:
    """Declare one official's relative by hand; doubts are shown on its page afterwards."""
    form = KinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = declare_kin(form.line(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已登记。请看一下与花名册核对的结果。")
            return redirect(reverse("kin_detail", args=[row.pk]))
    return render(request, "recipients/kin_form.html", {"form": form}, status=400 if form.errors else 200)


@page(Permission.KIN_EDIT)
@require_http_methods(["GET", "POST"])
def kin_edit(request: Request, pk: Any) -> HttpResponse:
    """Correct a declaration; who saves second sees both and chooses."""
    row = declaration_or_404(request, pk)
    back = reverse("kin_detail", args=[row.pk])
    form = KinForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_declaration(row, by=request.user, version=version_of(request), values=form.line())
        except EditConflict as conflict:
            row.refresh_from_db()
            return refused(request, conflict, back, compared=_compared(request, row), version=row.version)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已保存。")
            return redirect(back)
    context = {"form": form, "row": row}
    return render(request, "recipients/kin_form.html", context, status=400 if form.errors else 200)


def _compared(request: Request, row: KinDeclaration) -> list[Compared]:
    """The fields of the form as they now stand in the record, for the merge page; numbers are carried, not shown."""
    form, stands = KinForm(), initial_of(row)
    found = []
    for name, field in form.fields.items():
        if name in NUMBERS:
            continue
        theirs = "" if stands[name] is None else str(stands[name])
        words = {str(value): str(text) for value, text in getattr(field, "choices", ())}
        found.append(
            Compared(str(field.label), name, theirs, words.get(theirs, ""), words.get(request.POST.get(name, ""), ""))
        )
    return found
