"""The bureau's side: townships × months at a glance, and the county's summary made from what they filed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from core.templatetags.components import bureau_name
from monthly_reports.views.board import asked_scope
from recipients.views.answers import XLSX, attachment

from ...exports.official import DOCX
from ...exports.summaries import annex, combined_paper
from ...forms.summaries import CombinedForm
from ...models import CombinedSummary, WorkSummary
from ...operations import summaries as operations
from ...rules.summaries.figures import changed
from ...rules.summaries.figures import render as filled
from ...summaries.annex import annex_of
from ...summaries.board import VERDICTS, Cell, board
from ...summaries.due import due_of
from ...summaries.facts import facts_of
from ...summaries.flow import FILED
from .filling import asked_month
from .lookup import combined_or_404, key_hidden, palette, paragraphs

SHOWN = 12
LEGEND = [
    ("on_time", "按时、已汇总"),
    ("late", "迟报、已汇总"),
    ("submitted", "待汇总"),
    ("returned", "已退回"),
    ("missing", "过期未报"),
    ("draft", "填写中"),
    ("open", "未到期"),
]


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_board(request: Request) -> HttpResponse:
    """Twelve months back from `month`, the newest beside the names; a township sees its own row, the bureau all or the one
    `town` names."""
    last = asked_month(request)
    columns = [months.add(last, -back) for back in range(SHOWN)]
    scope = asked_scope(request)
    combined = dict(
        CombinedSummary.objects.visible_to(request.user).filter(month__in=columns).values_list("month", "pk")
    )
    rows = board(scope, last, SHOWN)
    context = {
        "columns": [{"month": m, "year": m[:4], "label": f"{int(m[5:])}月", "pk": combined.get(m)} for m in columns],
        "rows": [{"name": row.name, "cells": [_cell(row.name, c) for c in reversed(row.cells)]} for row in rows],
        "last": last,
        "earlier": months.add(last, -SHOWN),
        "later": min(months.add(last, SHOWN), months.current()),
        "is_now": last >= months.current(),
        "legend": LEGEND,
        "due": due_of(scope, last) if len(scope) >= 6 else None,
        "figures": _figures([row.cells[-1] for row in rows]),
        "can_combine": request.user.may(Permission.SUMMARY_COMBINE),
        "previous": months.add(last, -1),
    }
    return render(request, "cases/summary_board.html", context)


def _cell(name: str, cell: Cell) -> dict[str, str]:
    tint, word = VERDICTS[cell.verdict]
    url = reverse("summary_detail", args=[cell.summary.pk]) if cell.summary else ""
    said = "没有要求报送" if cell.verdict == "none" else word
    return {"state": tint, "label": word, "url": url, "title": f"{name} {months.chinese(cell.month)}：{said}"}


def _figures(cells: list[Cell]) -> list[dict[str, Any]]:
    """The newest month in numbers."""
    words = [cell.verdict for cell in cells]
    filed = sum(word in {"on_time", "late", "waiting", "waiting_late"} for word in words)
    waiting = sum(word.startswith("waiting") for word in words)
    missing = words.count("missing")
    return [
        {"label": "已报送", "value": filed, "unit": f"/ {len(words)} 个乡镇"},
        {"label": "待汇总", "value": waiting, "unit": "个", "tone": "warning" if waiting else ""},
        {"label": "已退回", "value": words.count("returned"), "unit": "个"},
        {"label": "过期未报", "value": missing, "unit": "个", "tone": "danger" if missing else ""},
    ]


@page(Permission.SUMMARY_COMBINE)
@require_http_methods(["GET", "POST"])
@once
def summary_combine(request: Request) -> HttpResponse:
    """Who has filed the month and who has not; one press drafts the county's summary from them."""
    month, county = asked_month(request), request.user.scope[:6]
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            made = operations.combine_summaries(
                county, month, by=request.user, version=int(version) if version.isdecimal() else None
            )
        except Refused as refusal:
            return refused(request, refusal, f"{reverse('summary_combine')}?month={month}")
        messages.success(request, "汇总稿已起草，请核对修改。")
        return redirect("summary_combined", made.pk)
    found = CombinedSummary.objects.visible_to(request.user).filter(month=month).first()
    rows = board(county, month, 1)
    filed = [row for row in rows if row.cells[0].summary is not None and row.cells[0].summary.state in FILED]
    new = [row for row in filed if row.cells[0].verdict.startswith("waiting")]
    context = {
        "month": month,
        "due": due_of(county, month),
        "previous": months.add(month, -1),
        "rows": [{"name": row.name, **_cell(row.name, row.cells[0]), "cell": row.cells[0]} for row in rows],
        "filed": len(filed),
        "new": len(new),
        "missing": [row.name for row in rows if row not in filed],
        "combined": found,
        "hidden": [*key_hidden(), ("month", month), *([("version", found.version)] if found else [])],
    }
    return render(request, "cases/summary_combine.html", context)


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_combined(request: Request, pk: str) -> HttpResponse:
    """The county's summary of a month."""
    combined = combined_or_404(request, pk)
    late = WorkSummary.objects.visible_to(request.user).filter(month=combined.month, state=WorkSummary.State.SUBMITTED)
    stale = changed(combined.facts, facts_of(combined.county_code, combined.month, months.today()))
    context = {
        "combined": combined,
        "paragraphs": paragraphs(combined.text, combined.facts),
        "annex_count": len(annex_of(combined.county_code, combined.month)),
        "stale": stale,
        "waiting": late.count(),
        "can_edit": request.user.may(Permission.SUMMARY_COMBINE),
        "again_hidden": [*key_hidden(), ("month", combined.month), ("version", combined.version)],
    }
    return render(request, "cases/summary_combined.html", context)


@page(Permission.SUMMARY_COMBINE)
@require_http_methods(["GET", "POST"])
def summary_combined_edit(request: Request, pk: str) -> HttpResponse:
    """The county's text, document number and 抄报 list in a form."""
    combined = combined_or_404(request, pk)
    now = {name: getattr(combined, name) for name in ("text", "number", "copied_to", "version")}
    form = CombinedForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_combined(combined, by=request.user, **form.cleaned_data)
        except EditConflict as refusal:
            labels = (("正文", "text"), ("文号", "number"), ("抄报", "copied_to"))
            stands = [Compared(label, name, now[name]) for label, name in labels]
            back = reverse("summary_combined_edit", args=[combined.pk])
            return refused(request, refusal, back, compared=stands, version=combined.version)
        except Refused as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, "已保存。")
            return redirect("summary_combined", combined.pk)
    context = {"combined": combined, "form": form, "palette": palette(combined.facts)}
    return render(request, "cases/summary_combined_edit.html", context, status=400 if form.errors else 200)


@page(Permission.SUMMARY_VIEW)
@require_POST
def summary_combined_docx(request: Request, pk: str) -> HttpResponse:
    """The county's summary as an official paper."""
    combined = combined_or_404(request, pk)
    data = combined_paper(
        bureau=bureau_name(),
        month=combined.month,
        number=combined.number,
        text=filled(combined.text, combined.facts),
        copied_to=combined.copied_to,
        made_on=months.today(),
        annexed=bool(annex_of(combined.county_code, combined.month)),
    )
    operations.note_export(combined, by=request.user, kind="docx", rows=1)
    return attachment(data, f"{months.chinese(combined.month)}专项整治工作情况.docx", DOCX)


@page(Permission.SUMMARY_VIEW, reauth=True)
@require_POST
def summary_combined_annex(request: Request, pk: str) -> HttpResponse:
    """The annex of the whole county as a workbook, as the ledger stands now."""
    combined = combined_or_404(request, pk)
    lines = annex_of(combined.county_code, combined.month)
    data = annex(lines, bureau=bureau_name(), unit="社会救助股", filed_on=timezone.localtime().date())
    operations.note_export(combined, by=request.user, kind="combined_annex", rows=len(lines))
    return attachment(data, f"{months.chinese(combined.month)}典型问题办理台账（全县）.xlsx", XLSX)
