"""The page of one petition: story, clocks, people, papers, and the steps that are open."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import months, reveals
from core.access import Request, page
from core.models.reveal import RevealGrant
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.forms import RevealForm

from ...exports.petition_letters import LETTERS
from ...models import Petition, PetitionEvent
from ...operations.petitions import pending_in
from ...operations.petitions.apart import may_touch
from ...operations.petitions.issuing import reveal_petition
from ...petitions.addresses import petition_url
from ...petitions.clocks import standing_from
from ...petitions.flow import can
from ...petitions.places import Places
from ...rules.clocks import CONCLUDE
from ...rules.own_complaint import is_about_township_of
from ..sealed.beside import beside
from ..supervision.onward import of_petition
from .lookup import TONES, days_told, petition_or_404
from .open_steps import steps_for
from .telling import clock_rows, household_candidates, story_of

K = PetitionEvent.Kind


@page(Permission.PETITION_VIEW)
@require_GET
def petition_detail(request: Request, pk: Any) -> HttpResponse:
    """Everything about one petition; numbers in full while a reveal is open. A sealed case has a page of its own."""
    petition = petition_or_404(request, pk)
    if petition.is_sealed:
        return redirect(petition_url(petition))
    return render(request, "cases/petition_detail.html", context_of(request, petition))


def context_of(request: Request, petition: Petition) -> dict[str, Any]:
    """What the page shows."""
    user = request.user
    events = list(petition.events.select_related("by").order_by("at", "id"))
    standing = standing_from(petition, events)
    may_handle = user.may(Permission.PETITION_HANDLE)
    open_until = reveals.is_open(user, petition) if may_handle else None
    people = list(petition.parties.order_by("id"))
    asked = pending_in(reversed(events)) if user.may(Permission.PETITION_EXTEND) or may_handle else None
    pressing = standing.next.step if standing.next and (standing.is_soon or standing.is_late) else ""
    steps = steps_for(petition, user, events, asked, pressing)
    places = Places.of(petition.county_code)
    return {
        "item": petition,
        "tone": TONES[petition.state],
        "days": days_told(standing),
        "clocks": clock_rows(standing),
        "place": places.name(petition.division_code),
        "people": people,
        "is_anonymous": petition.is_anonymous or not any(person.name for person in people),
        "accused": "、".join(petition.accused),
        "events": story_of(events),
        "steps": steps,
        "asked": asked,
        "asked_sum": _extended(petition, events, asked) if asked else "",
        "can_edit": can(petition, "change", user) and may_touch(petition, user),
        "about_us": is_about_township_of(user, petition),
        "papers": _papers(events) if may_handle else [],
        "may_reveal": may_handle and any(person.id_sealed or person.phone_sealed for person in people),
        "open_until": open_until,
        "seconds_left": max(int((open_until - timezone.now()).total_seconds()), 0) if open_until else 0,
        "reasons": [choice for choice in RevealGrant.Reason.choices if choice[0] != RevealGrant.Reason.PAYMENT],
        "candidates": household_candidates(petition, people, user) if may_handle and not petition.household_id else [],
        "may_see_household": user.may(Permission.ROSTER_VIEW),
        "can_link": may_handle,
        "hidden": [("version", petition.version)],
        "more": beside(petition, user),
        "onward": of_petition(user, petition),
    }


def _extended(petition: Petition, events: list[PetitionEvent], asked: PetitionEvent) -> str:
    """The sum of the term as it would read with the extension asked for."""
    granted = PetitionEvent(kind=K.EXTENDED, on=months.today(), days=asked.days)
    clocks = standing_from(petition, [*events, granted]).clocks
    return next((clock.told for clock in clocks if clock.step == CONCLUDE), "")


def _papers(events: list[PetitionEvent]) -> list[tuple[str, str]]:
    """The papers whose event stands in the story."""
    kinds = {event.kind for event in events if not event.facts.get("ledger")}
    return [(code, name) for code, (name, kind, _) in LETTERS.items() if kind in kinds]


@page(Permission.PETITION_HANDLE)
@require_POST
def petition_reveal(request: Request, pk: Any) -> HttpResponse:
    """Open the people's numbers for ten minutes for one stated reason."""
    petition = petition_or_404(request, pk)
    back = reverse("petition_detail", args=[petition.pk])
    form = RevealForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请先选择查看完整号码的用途。")
        return redirect(back)
    try:
        reveal_petition(petition, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)
