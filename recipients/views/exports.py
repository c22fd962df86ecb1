"""Rosters on their way out: the document with masked numbers, and the page for paper."""

import tempfile
from itertools import groupby, islice
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.audit import Pending
from core.models import Division
from core.permissions import Permission
from core.templatetags.formats import datetime_cn

from ..exports.roster import Issue, csv_document, write_document
from ..forms import ExportForm, ExportRequestForm
from ..operations.issuing import issue_roster
from ..roster import Line, lines
from .answers import XLSX, disposition

PRINTED = 5000


@page(Permission.ROSTER_EXPORT)
@require_GET
def export_new(request: Request) -> HttpResponse:
    """Choose which roster to issue, print, or ask for in full."""
    context = {
        "form": ExportForm(user=request.user),
        "ask_form": ExportRequestForm(user=request.user, auto_id="ask_%s"),
    }
    return render(request, "recipients/export_new.html", context)


@page(Permission.ROSTER_EXPORT, reauth=True)
@require_POST
def export_file(request: Request) -> HttpResponseBase:
    """The roster with masked numbers as a workbook or CSV, recorded in the chain; or on to its page for paper."""
    form = ExportForm(request.POST, user=request.user)
    if not form.is_valid():
        context = {"form": form, "ask_form": ExportRequestForm(user=request.user, auto_id="ask_%s")}
        return render(request, "recipients/export_new.html", context, status=400)
    chosen = form.cleaned_data
    if request.POST.get("to") == "print":
        return redirect(f"{reverse('roster_print')}?{urlencode(chosen)}")
    code = f"{chosen['town']}000"
    entry = issue_roster(code, by=request.user, scheme=chosen["scheme"], month=chosen["month"], form=chosen["format"])
    return answer(request, chosen, entry, full=False)


def answer(request: Request, chosen: dict[str, Any], entry: Pending, *, full: bool) -> HttpResponseBase:
    """The file that was chosen, marked with who took it out, when, and under which number."""
    issue = _issue(chosen, full=full, footer=_footer(request, entry, full))
    found = lines(chosen["town"], chosen["month"], [chosen["scheme"]])
    if chosen["format"] == "csv":
        text = StreamingHttpResponse(csv_document(issue, found), content_type="text/csv; charset=utf-8")
        text["Content-Disposition"] = disposition(f"{issue.heading}.csv")
        return text
    target = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_document(target, issue, found)
    target.seek(0)
    response = FileResponse(target, content_type=XLSX)
    response["Content-Disposition"] = disposition(f"{issue.heading}.xlsx")
    return response


def _issue(chosen: dict[str, Any], *, full: bool, footer: str) -> Issue:
    codes = (f"{chosen['town'][:6]}000000", f"{chosen['town']}000")
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    return Issue(names.get(codes[0], ""), names.get(codes[1], ""), chosen["scheme"], chosen["month"], full, footer)


def _footer(request: Request, entry: Pending, full: bool) -> str:
    kind = "完整号码，仅限批准用途" if full else "号码已隐去"
    when = datetime_cn(timezone.now())
    return f"{request.user.display_name}（{request.user.username}）{when}导出　审计编号 {entry.chain}-{entry.number}　{kind}"


@page(Permission.ROSTER_EXPORT)
@require_GET
def roster_print(request: Request) -> HttpResponse:
    """The roster with masked numbers for printing, A4 across."""
    form = ExportForm(request.GET, user=request.user)
    form.fields["format"].required = False
    if not form.is_valid():
        return redirect(reverse("export_new"))
    chosen = form.cleaned_data
    found = list(islice(lines(chosen["town"], chosen["month"], [chosen["scheme"]]), PRINTED + 1))
    context = {
        "issue": _issue(chosen, full=False, footer=""),
        "households": _by_household(found[:PRINTED]),
        "sums": _sums(found[:PRINTED]),
        "cut": len(found) > PRINTED,
        "printed": PRINTED,
    }
    return render(request, "recipients/roster_print.html", context)


def _by_household(found: list[Line]) -> list[list[Line]]:
    """The lines household by household (in person schemes person by person)."""
    return [list(group) for _, group in groupby(found, key=lambda line: line.award_id)]


def _sums(found: list[Line]) -> dict[str, int]:
    """The 合计 of the households printed."""
    awards = {line.award_id: line for line in found}.values()
    return {
        "households": len(awards),
        "persons": sum(line.persons for line in awards),
        "covered": sum(line.covered_count for line in awards),
        "monthly_fen": sum(line.monthly_fen for line in awards),
    }
