"""Lists across townships and months: what a number of the month leads to."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission

from ..forms import LineFilterForm, MonthsFilterForm, NilFilterForm
from ..listing import Asked, Page, lines_of, nils_of


@page(Permission.REPORT_VIEW)
@require_GET
def line_list(request: Request) -> HttpResponse:
    """The lines of what is filed, by month, township and direction; this month's unless told."""
    return _listed(request, LineFilterForm, lines_of, "monthly_reports/line_list.html")


@page(Permission.REPORT_VIEW)
@require_GET
def nil_list(request: Request) -> HttpResponse:
    """The nil reports, by month and township; this month's unless told."""
    return _listed(request, NilFilterForm, nils_of, "monthly_reports/nil_list.html")


def _listed(
    request: Request, filters: type[MonthsFilterForm], page_of: Callable[[Any, Asked, str], Page], template: str
) -> HttpResponse:
    form = filters(request.GET if "month" in request.GET else {"month": months.current()}, user=request.user)
    valid = form.is_valid()
    found = page_of(request.user, form.asked(), request.GET.get("c", "")) if valid else Page([])
    query = {name: value for name, value in form.cleaned_data.items() if value}

    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    context: dict[str, Any] = {
        "form": form,
        "rows": [{"it": row, "town": form.towns.get(row.township_code, "")} for row in found.rows],
        "count": found.count,
        "previous_url": address(found.previous),
        "next_url": address(found.next),
        "active": len(query),
    }
    return render(request, template, context, status=200 if valid else 400)
