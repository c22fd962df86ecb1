"""Roster workbooks: those handed in, and handing one in."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from core import months
from core.access import Request, page
from core.idempotency import once
from core.models import Division
from core.permissions import Permission

from .. import tasks
from ..exports.template import COLUMNS, template_workbook
from ..forms import ImportForm
from ..models import RosterImport
from ..operations.imports import stage_import
from . import staged
from .answers import XLSX, attachment

SHOWN = 50
KIND = "import"


def imports_for(request: Request) -> QuerySet[RosterImport]:
    """The imports the person may see, without what is sealed in them."""
    return staged.visible(RosterImport, request).select_related("reversed_by")


@page(Permission.ROSTER_STAGE)
@require_GET
def import_list(request: Request) -> HttpResponse:
    """The newest imports of the person's area."""
    found = list(imports_for(request).order_by("-staged_at")[:SHOWN])
    towns = dict(Division.objects.visible_to(request.user).townships().values_list("code", "name"))
    rows = [
        {"item": item, "town": towns.get(f"{item.township_code}000", ""), "tone": staged.TONES[item.state]}
        for item in found
    ]
    return render(request, "recipients/import_list.html", {"rows": rows, "shown": SHOWN})


@page(Permission.ROSTER_STAGE)
@require_http_methods(["GET", "POST"])
@once
def import_new(request: Request) -> HttpResponse:
    """Hand in a workbook: it is kept, and a job checks it while the page shows how far it is."""
    initial = {"month": months.current()}
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if onward := staged.hand_in(request, form, _stage, tasks.check_import, KIND):
        return onward
    context = {"form": form, "columns": COLUMNS}
    return render(request, "recipients/import_new.html", context, status=400 if form.errors else 200)


def _stage(*, town: str, **values: Any) -> RosterImport:
    return stage_import(township_code=town, **values)


@page(Permission.ROSTER_STAGE)
@require_GET
def import_template(request: Request) -> HttpResponse:
    """An empty workbook with the columns that are expected, one made-up household as an example."""
    return attachment(template_workbook(), "花名册模板.xlsx", XLSX)
