"""Circulars and exposures: the list, one of them, and its steps."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission, Role
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...exports.supervision import circular_book
from ...forms.fields import compared
from ...forms.supervision import CircularForm, circular_values
from ...models import Circular, RectificationEntry
from ...operations import supervision as operations
from ...operations.supervision.steps import can
from .steps import hand_out, press
from .tabs import tabs

SIZE = 200
State = Circular.State
TONES = {
    State.DRAFTED: "neutral",
    State.FIRST: "info",
    State.PUBLISHED: "success",
    State.RETURNED: "warning",
}
PEOPLE = ("drafted_by", "first_by", "second_by")


def circulars_of(request: Request) -> QuerySet[Circular]:
    """The circulars the person may see."""
    return Circular.objects.visible_to(request.user).select_related(*PEOPLE)


def circular_or_404(request: Request, pk: Any) -> Circular:
    """One of them."""
    return get_object_or_404(circulars_of(request), pk=pk)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def circular_list(request: Request) -> HttpResponse:
    """The newest first; drafts only for those who draft and approve."""
    context = {
        "tabs": tabs("circular_list"),
        "rows": [{"item": row, "tone": TONES[State(row.state)]} for row in circulars_of(request)[:SIZE]],
        "may_draft": request.user.may(Permission.CIRCULAR_DRAFT),
    }
    return render(request, "cases/circular_list.html", context)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def circular_detail(request: Request, pk: Any) -> HttpResponse:
    """The text, who approved, which entries stand behind it (those this person may see)."""
    circular = circular_or_404(request, pk)
    user = request.user
    involved = user.pk in {circular.drafted_by_id, circular.first_by_id}
    approves = can(circular, "first", user) or can(circular, "second", user)
    exposure = circular.kind == Circular.Kind.EXPOSURE and circular.state == State.FIRST
    needs_leader = exposure and user.role != Role.BUREAU_LEADER
    entries: Any = RectificationEntry.objects.visible_to(user).filter(circulars=circular).order_by("number")
    context = {
        "circular": circular,
        "tone": TONES[State(circular.state)],
        "paragraphs": circular.text.splitlines(),
        "entries": list(entries) if user.may(Permission.ENTRY_VIEW) else [],
        "can": {
            "edit": can(circular, "edit", user),
            "approve": approves and not involved and not needs_leader,
            "return": can(circular, "return", user) and circular.drafted_by_id != user.pk,
        },
        "own": approves and involved,
        "needs_leader": approves and needs_leader,
        "hidden": [("version", circular.version)],
        "printable": circular.state == State.PUBLISHED,
    }
    return render(request, "cases/circular_detail.html", context)


@page(Permission.CIRCULAR_DRAFT)
@require_http_methods(["GET", "POST"])
@once
def circular_new(request: Request) -> HttpResponse:
    """A draft; text that tells of somebody comes back with every hit."""
    form = CircularForm(
        request.POST or None, user=request.user, initial={"entries": request.GET.get("entries", "")[:1000]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            circular = operations.draft_circular(form.told(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已保存，等待一审。")
            return redirect("circular_detail", circular.pk)
    return render(request, "cases/circular_form.html", {"form": form, "circular": None})


@page(Permission.CIRCULAR_DRAFT)
@require_http_methods(["GET", "POST"])
def circular_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a draft or what was returned. Who saves second compares and chooses."""
    circular = circular_or_404(request, pk)
    back = reverse("circular_detail", args=[circular.pk])
    form = CircularForm(request.POST or None, user=request.user, initial=circular_values(circular))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_circular(circular, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            if refusal.code == "tells-of-somebody":
                form.add_error(None, refusal.message)
                return render(request, "cases/circular_form.html", {"form": form, "circular": circular})
            circular.refresh_from_db()
            fields = compared(form, circular_values(circular))
            return refused(request, refusal, back, compared=fields, version=circular.version)
        messages.success(request, "已保存，重新送审。")
        return redirect(back)
    return render(request, "cases/circular_form.html", {"form": form, "circular": circular})


@page(Permission.CIRCULAR_APPROVE)
@require_POST
def circular_approve(request: Request, pk: Any) -> HttpResponse:
    """The first or the second approval."""
    circular = circular_or_404(request, pk)
    back = reverse("circular_detail", args=[circular.pk])
    return press(request, circular, operations.approve_circular, back, "已审批通过。")


@page(Permission.CIRCULAR_APPROVE)
@require_POST
def circular_return(request: Request, pk: Any) -> HttpResponse:
    """Back to the drafter with a reason."""
    circular = circular_or_404(request, pk)
    back = reverse("circular_detail", args=[circular.pk])
    reason = request.POST.get("reason", "")
    return press(request, circular, operations.return_circular, back, "已退回修改。", reason=reason)


@page(Permission.SUPERVISION_VIEW)
@require_POST
def circular_export(request: Request) -> HttpResponse:
    """通报曝光台账: of those the person may see."""
    rows = list(circulars_of(request).prefetch_related("sessions"))
    return hand_out(request, "circular", rows, circular_book, "通报曝光台账.xlsx")
