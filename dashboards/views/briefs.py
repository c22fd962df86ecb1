"""工作简报: the list, making one, mending its text, on paper and as a document."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.exports.official import DOCX
from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import Compared, refused
from core.templatetags.components import bureau_name
from recipients.views.answers import attachment

from ..board.proof import proof
from ..exports.briefs import brief_paper, foot, most_of
from ..models import Brief
from ..operations import briefs as operations

OFFERED = 12
BAR = 100


@page(Permission.DASHBOARD_VIEW)
@require_GET
def brief_list(request: Request) -> HttpResponse:
    """The county's briefs, the newest month first; the office makes the next one here."""
    rows = list(Brief.objects.visible_to(request.user).select_related("made_by").order_by("-month")[:60])
    made = {row.month for row in rows}
    offered = [months.add(months.current(), -back) for back in range(OFFERED)]
    context = {
        "rows": rows,
        "may_make": request.user.may(Permission.BRIEF_MAKE),
        "offered": [(month, months.chinese(month)) for month in offered if month not in made],
    }
    return render(request, "dashboards/brief_list.html", context)


@page(Permission.BRIEF_MAKE)
@require_POST
@once
def brief_make(request: Request) -> HttpResponse:
    """Draft the brief of a month, or draft it anew."""
    month = request.POST.get("month", "")
    if not months.FORM.fullmatch(month):
        messages.error(request, "请选择月份。")
        return redirect("brief_list")
    try:
        brief = operations.make_brief(request.user.scope, month, by=request.user, version=_version(request))
    except Refused as refusal:
        return refused(request, refusal, reverse("brief_list"))
    messages.success(request, "简报已按看板数字起草，请核对正文。")
    return redirect("brief_detail", brief.pk)


@page(Permission.DASHBOARD_VIEW)
@require_GET
def brief_detail(request: Request, pk: str) -> HttpResponse:
    """One brief as it reads."""
    return render(request, "dashboards/brief_detail.html", _context(request, _brief(request, pk)))


@page(Permission.BRIEF_MAKE)
@require_http_methods(["GET", "POST"])
def brief_edit(request: Request, pk: str) -> HttpResponse:
    """Mend the text; whoever saves second chooses between the two."""
    brief = _brief(request, pk)
    back = reverse("brief_detail", args=[brief.pk])
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            operations.edit_brief(brief, by=request.user, version=_version(request) or -1, text=text)
        except Refused as refusal:
            if refusal.findings:
                return render(
                    request, "dashboards/brief_edit.html", {"brief": brief, "typed": text, "error": refusal}, status=400
                )
            now = Brief.objects.get(pk=brief.pk)
            compared = [Compared("正文", "text", now.text)]
            return refused(request, refusal, back, compared=compared, version=now.version)
        messages.success(request, "正文已保存。")
        return redirect(back)
    return render(request, "dashboards/brief_edit.html", {"brief": brief})


@page(Permission.DASHBOARD_VIEW)
@require_GET
def brief_print(request: Request, pk: str) -> HttpResponse:
    """The brief on A4."""
    return render(request, "dashboards/brief_print.html", _context(request, _brief(request, pk)))


@page(Permission.DASHBOARD_VIEW)
@require_POST
def brief_docx(request: Request, pk: str) -> HttpResponse:
    """The brief as a document."""
    brief = _brief(request, pk)
    data = brief_paper(brief, bureau=bureau_name(), proof=proof(brief))
    return attachment(data, f"{months.chinese(brief.month)}工作简报.docx", DOCX)


def _brief(request: Request, pk: str) -> Brief:
    return get_object_or_404(Brief.objects.visible_to(request.user).select_related("made_by"), pk=pk)


def _version(request: Request) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _context(request: Request, brief: Brief) -> dict[str, Any]:
    return {
        "brief": brief,
        "paragraphs": [
            {"text": line, "is_head": line[1:2] == "、" and len(line) < 40} for line in brief.text.splitlines()
        ],
        "charts": [chart | {"rows": _drawn(chart)} for chart in brief.charts],
        "may_make": request.user.may(Permission.BRIEF_MAKE),
        "hidden": [("month", brief.month), ("version", brief.version)],
        "foot": foot(brief, proof(brief)),
    }


def _drawn(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with the length (of a hundred), place and colour of each bar."""
    most = most_of(chart)
    return [
        row
        | {
            "bars": [
                {"width": round(value * BAR / most, 1) if most else 0, "top": at * 9, "at": at}
                for at, value in enumerate(row["bars"])
            ],
            "height": len(row["bars"]) * 9,
        }
        for row in chart["rows"]
    ]
