"""One drawn item before the door: whom to ask for, where, and the three ways to write the result."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import reveals
from core.access import Request, page
from core.idempotency import once
from core.models import RevealGrant
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ...forms.visits import AbsenceForm, today_text
from ...models import DrawItem, Visit
from ...operations.visit_reveals import reveal_item
from ...operations.visits import note_absence, start_visit
from ...rules import questions
from . import lookup
from .roster import id_number_of, month_of, roster_of


@page(Permission.VISIT_VIEW)
@require_GET
def visit_item(request: Request, pk: Any) -> HttpResponse:
    """The item with its household; its inspectors may start the visit and read numbers in full for a reason."""
    rows = DrawItem.objects.visible_to(request.user).select_related("draw", "household", "visit")
    item = get_object_or_404(rows, pk=pk)
    visit: Visit | None = getattr(item, "visit", None)
    mine = request.user.may(Permission.VISIT_MAKE) and lookup.items_of(request.user).filter(pk=item.pk).exists()
    until = reveals.is_open(request.user, item) if mine else None
    names = lookup.names_of({f"{item.township_code}000", item.division_code})
    context = {
        "item": item,
        "visit": visit,
        "mine": mine,
        "signed": visit is not None and visit.state == Visit.State.SIGNED,
        "place": lookup.place_words(item.division_code, names),
        "days": lookup.days_left(item),
        "roster": roster_of(item.household, month_of(item)) if mine else None,
        "id_number": id_number_of(item) if mine else "",
        "until": until,
        "seconds_left": max(int((until - timezone.now()).total_seconds()), 0) if until else 0,
        "reasons": [(RevealGrant.Reason.VISIT.value, RevealGrant.Reason.VISIT.label)],
        "sections": [part.title for part in questions.sections(item.kind)],
        "absence": AbsenceForm(initial={"day": today_text()}),
    }
    return render(request, "spot_checks/visit_item.html", context)


@page(Permission.VISIT_MAKE)
@require_POST
def visit_item_reveal(request: Request, pk: Any) -> HttpResponse:
    """Show the item's numbers in full to one of its inspectors for ten minutes."""
    item = lookup.my_item_or_404(request, pk)
    back = reverse("visit_item", args=[item.pk])
    try:
        reveal_item(item, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)


@page(Permission.VISIT_MAKE)
@require_POST
@once
def visit_start(request: Request, pk: Any) -> HttpResponse:
    """Start the visit, or go on with the one that was started."""
    item = lookup.my_item_or_404(request, pk)
    begun = Visit.objects.filter(item=item).first()
    if begun is not None:
        return redirect("visit_edit", begun.pk)
    try:
        visit = start_visit(item, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("visit_item", args=[item.pk]))
    return redirect("visit_edit", visit.pk)


@page(Permission.VISIT_MAKE)
@require_POST
@once
def visit_absence(request: Request, pk: Any) -> HttpResponse:
    """Note that nobody was at home."""
    item = lookup.my_item_or_404(request, pk)
    back = reverse("visit_item", args=[item.pk])
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择未在家的日期。")
        return redirect(back)
    try:
        visit = note_absence(item, by=request.user, day=form.cleaned_data["day"])
    except Refused as refusal:
        return refused(request, refusal, back)
    left = 2 - len(visit.absences)
    messages.success(request, "已记未在家。" + ("请改日再去一次。" if left > 0 else "已有两天未在家，可以填“失联”。"))
    return redirect(back)
