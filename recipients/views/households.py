"""The page of one household."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from core import months, reveals
from core.access import Request, page
from core.models.reveal import RevealGrant
from core.navigation import links_for
from core.operations import reveals as reveal_operations
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ..forms import RevealForm, month_choices
from ..kin import declared_in
from ..models import Household, KinDeclaration
from . import household_facts as facts
from .household_timeline import timeline
from .person_rows import group_words


@page(Permission.ROSTER_VIEW)
@require_GET
def household_detail(request: Request, pk: Any) -> HttpResponse:
    """Members, awards and history of a household as of a month; identifiers in full while a reveal is open."""
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    month, choices = _month(request, household)
    everybody, awards = facts.memberships(household), facts.awards(household)
    covered = facts.covered_names(awards)
    terms = facts.terms(household, awards, covered, month)
    may_reveal = request.user.may(Permission.ROSTER_REVEAL)
    open_until = reveals.is_open(request.user, household) if may_reveal else None
    members = facts.members(everybody, awards, covered, month)
    context = {
        "household": household,
        "place": facts.place_of(household),
        "group": group_words(household.group),
        "head": next((one.membership.person for one in members if one.membership.is_head), None),
        "month": month,
        "choices": choices,
        "members": members,
        "former": facts.former(everybody, month),
        "terms": terms,
        "monthly_fen": sum(one.award.monthly_fen for one in terms),
        "past": [award for award in awards if not facts.holds(award, month)],
        "events": timeline(household, everybody, awards, covered),
        "declared": _declared(request, household, members),
        "open_until": open_until,
        "seconds_left": max(int((open_until - timezone.now()).total_seconds()), 0) if open_until else 0,
        "may_reveal": may_reveal,
        "links": links_for("household", request.user, household),
        "reveal_hidden": [("month", month)],
        "not_listed_title": f"{months.chinese(month)}不享受救助",
        "members_note": f"{months.chinese(month)}，{len(members)} 人",
        "reasons": RevealGrant.Reason.choices,
    }
    return render(request, "recipients/household_detail.html", context)


def _declared(request: Request, household: Household, members: list[facts.Member]) -> list[KinDeclaration]:
    """The declarations of kin in the household, for those who may see that there are any."""
    if not request.user.may(Permission.KIN_VIEW):
        return []
    return declared_in(household.pk, [one.membership.person_id for one in members])


def _month(request: Request, household: Household) -> tuple[str, list[tuple[str, str]]]:
    """The month asked for, this month unless told otherwise, and those to choose from."""
    first, last = facts.month_range(household)
    choices = month_choices(first, last)
    asked = request.GET.get("month", "")
    known = dict(choices)
    return (asked if asked in known else min(max(months.current(), first), last)), choices


@page(Permission.ROSTER_REVEAL)
@require_POST
def household_reveal(request: Request, pk: Any) -> HttpResponse:
    """Open the household's identifiers for ten minutes for one stated reason."""
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    month = request.POST.get("month", "")
    back = reverse("household_detail", args=[household.pk])
    if month in dict(month_choices(*facts.month_range(household))):
        back += f"?{urlencode({'month': month})}"
    form = RevealForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请先选择查看完整号码的用途。")
        return redirect(back)
    try:
        reveal_operations.open(household, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)
