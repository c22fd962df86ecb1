"""What is owed this month, one line an award: what the numbers of the board lead to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.models import Division
from core.permissions import Permission

from ..awards import Page, page_of
from ..forms import AwardFilterForm
from ..models import Membership
from .person_rows import group_words


@page(Permission.ROSTER_VIEW)
@require_GET
def award_list(request: Request) -> HttpResponse:
    """Awards in force this month, by township and scheme."""
    form = AwardFilterForm(request.GET, user=request.user)
    valid = form.is_valid()
    query = {name: value for name, value in form.cleaned_data.items() if value}
    found = page_of(request.user, cursor=request.GET.get("c", ""), **query) if valid else Page([])

    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    context: dict[str, Any] = {
        "form": form,
        "rows": _rows(found, form.towns),
        "sums": found.sums,
        "previous_url": address(found.previous),
        "next_url": address(found.next),
        "active": len(query),
    }
    return render(request, "recipients/award_list.html", context, status=200 if valid else 400)


def _rows(found: Page, towns: dict[str, str]) -> list[dict[str, Any]]:
    households = {award.household_id for award in found.rows}
    heads = dict(
        Membership.objects.open()
        .filter(household__in=households, is_head=True)
        .values_list("household", "person__name")
    )
    villages = dict(Division.objects.filter(pk__in={a.division_code for a in found.rows}).values_list("pk", "name"))
    return [
        {
            "award": award,
            "who": award.person.name if award.person else heads.get(award.household_id, ""),
            "town": towns.get(award.township_code, ""),
            "village": villages.get(award.division_code, "") + group_words(award.household.group),
        }
        for award in found.rows
    ]
