"""One declaration of kin: its page, its numbers in full, its end, and matching it anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import reveals
from core.access import Request, page
from core.models import Division
from core.models.reveal import RevealGrant
from core.operations import reveals as reveal_operations
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ..forms import RevealForm
from ..forms.kin import KinEndForm
from ..kin.examine import doubts_of
from ..models import KinDeclaration
from ..operations.kin_register import end_declaration, rematch_kin
from .kin import TONES


def declaration_or_404(request: Request, pk: Any) -> KinDeclaration:
    """The declaration if the person may see it."""
    rows = KinDeclaration.objects.visible_to(request.user).select_related("created_by", "source")
    return get_object_or_404(rows.defer("source__staged_sealed", "source__findings_sealed"), pk=pk)


@page(Permission.KIN_VIEW)
@require_GET
def kin_detail(request: Request, pk: Any) -> HttpResponse:
    """What was declared, how it stands to the roster, and what to look at; numbers in full while a reveal is open."""
    row = declaration_or_404(request, pk)
    may_reveal = request.user.may(Permission.KIN_EDIT) and request.user.may(Permission.ROSTER_REVEAL)
    open_until = reveals.is_open(request.user, row) if may_reveal else None
    can_edit = request.user.may(Permission.KIN_EDIT) and row.active
    context = {
        "row": row,
        "tone": TONES[row.match],
        "town": Division.objects.filter(code=f"{row.township_code}000").values_list("name", flat=True).first(),
        "doubts": [finding.as_dict() for finding in doubts_of(row)] if row.active else [],
        "can_edit": can_edit,
        "may_reveal": may_reveal,
        "open_until": open_until,
        "seconds_left": max(int((open_until - timezone.now()).total_seconds()), 0) if open_until else 0,
        "reasons": RevealGrant.Reason.choices,
        "today": timezone.localdate(),
        "declared_word": {True: "是", False: "否"}.get(row.declared, "") if row.declared is not None else "",
        "may_see_household": request.user.may(Permission.ROSTER_VIEW),
    }
    return render(request, "recipients/kin_detail.html", context)


@page(Permission.KIN_EDIT)
@require_POST
def kin_reveal(request: Request, pk: Any) -> HttpResponse:
    """Open the declaration's ID numbers for ten minutes for one stated reason."""
    row = declaration_or_404(request, pk)
    back = reverse("kin_detail", args=[row.pk])
    form = RevealForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请先选择查看完整号码的用途。")
        return redirect(back)
    try:
        reveal_operations.open(row, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)


@page(Permission.KIN_EDIT)
@require_POST
def kin_end(request: Request, pk: Any) -> HttpResponse:
    """The official has left, or the declaration was a mistake: it ends, with its day and reason."""
    row = declaration_or_404(request, pk)
    back = reverse("kin_detail", args=[row.pk])
    form = KinEndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写注销日期和注销原因。")
        return redirect(back)
    try:
        end_declaration(row, by=request.user, version=version_of(request), **form.cleaned_data)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已注销。记录仍可查看，不再用于抽查和回避。")
    return redirect(back)


@page(Permission.KIN_EDIT)
@require_POST
def kin_rematch(request: Request) -> HttpResponse:
    """Match every declaration of the county to the roster as it stands now."""
    back = reverse("kin_list")
    try:
        changed = rematch_kin(request.user.division_id[:6], by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(
        request, f"已与花名册重新核对，{changed} 条有变化。" if changed else "已与花名册重新核对，没有变化。"
    )
    return redirect(back)
