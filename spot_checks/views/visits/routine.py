"""Visits outside draws: a township to its own people, the bureau unannounced. They never enter an estimate."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.operation import require
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.models import Household
from recipients.search import page_of

from ...forms.visits import FindHouseholdForm, RoutineForm
from ...operations.routine import OUTSIDE_DRAWS, start_routine
from . import lookup
from .editing import colleagues


@page(Permission.VISIT_MAKE)
@require_http_methods(["GET", "POST"])
def visit_new(request: Request) -> HttpResponse:
    """Find the household to visit. What is looked for is posted: a number has no place in an address."""
    require(request.user, Permission.ROSTER_VIEW)
    form = FindHouseholdForm(request.POST if request.method == "POST" else None)
    people: list[Any] = []
    if request.method == "POST" and form.is_valid():
        people = list(page_of(request.user, form.asked(request.user)).people)
    names = (
        lookup.names_of({code for p in people for code in (f"{p.township_code}000", p.division_code)}) if people else {}
    )
    rows = [{"person": p, "place": lookup.place_words(p.division_code, names)} for p in people if p.household_id]
    return render(request, "spot_checks/visit_new.html", {"form": form, "rows": rows, "asked": form.is_bound})


@page(Permission.VISIT_MAKE)
@require_http_methods(["GET", "POST"])
@once
def visit_new_household(request: Request, pk: Any) -> HttpResponse:
    """Say what kind of visit it is and who goes along, and start it."""
    if not request.user.may(Permission.ROSTER_VIEW):
        raise Http404
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    kinds = [kind for kind, by_township in OUTSIDE_DRAWS.items() if by_township is request.user.is_township]
    people = colleagues(request.user)
    form = RoutineForm(request.POST or None, kinds=kinds, colleagues=people)
    if request.method == "POST" and form.is_valid():
        second = form.people.get(form.cleaned_data["second"])
        try:
            visit = start_routine(household, by=request.user, kind=form.cleaned_data["kind"], second=second)
        except Refused as refusal:
            return refused(request, refusal, reverse("visit_new"))
        return redirect("visit_edit", visit.pk)
    names = lookup.names_of({f"{household.township_code}000", household.division_code})
    head = household.memberships.open().filter(is_head=True).select_related("person").first()
    context = {
        "household": household,
        "head": head.person.name if head else household.label,
        "place": lookup.place_words(household.division_code, names),
        "form": form,
    }
    return render(request, "spot_checks/visit_new_household.html", context)
