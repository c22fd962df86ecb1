"""The result of one draw: numbers for everybody behind the login, findings and photos for those who see visits."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.models import User
from core.permissions import Permission

from ...models import Draw, Estimate, ProblemCode, Visit, VisitFinding, VisitPhoto
from ...operations.estimates import unit_of
from ..draws.lookup import names_of, out_or_404, purpose_label
from .telling import axis, chart, scale_of, told

SHOWN_MONTHS = 12
SHOWN_PHOTOS = 20


@page(Permission.DRAW_VIEW)
@require_GET
def draw_result(request: Request, pk: str) -> HttpResponse:
    """Township by township and for the county: how many, what was found, what may be said."""
    draw = out_or_404(request, pk)
    sees_visits = request.user.may(Permission.VISIT_VIEW)
    context = numbers(request, draw) | {
        "chart": chart(history(draw)),
        "purpose": purpose_label(draw.purpose),
        "sees_visits": sees_visits,
        "findings": findings(request, draw) if sees_visits else [],
        "photos": photos(request, draw) if sees_visits else [],
    }
    return render(request, "spot_checks/draw_result.html", context)


@page(Permission.DRAW_VIEW)
@require_GET
def draw_result_print(request: Request, pk: str) -> HttpResponse:
    """抽查情况 for paper: the numbers, the sentences and by which draw they were found."""
    draw = out_or_404(request, pk)
    context = numbers(request, draw) | {"purpose": purpose_label(draw.purpose), "printed_at": timezone.now()}
    return render(request, "spot_checks/draw_result_print.html", context)


def numbers(request: Request, draw: Draw) -> dict[str, Any]:
    """The draw's estimates this person may read, townships first, as rows of a table with the county's apart."""
    rows = list(Estimate.objects.public_to(request.user).filter(draw=draw).order_by("division_code"))
    names = names_of(row.division_code for row in rows)
    scale = scale_of(rows)
    shown = [told(row, "全县" if row.is_county else names[row.division_code], scale) for row in rows]
    county = next((row for row in shown if row.estimate.is_county), None)
    return {
        "draw": draw,
        "unit": unit_of(draw.purpose),
        "unit_line": f"单位：{unit_of(draw.purpose)}、元",
        "rows": [row for row in shown if not row.estimate.is_county],
        "county": county,
        "axis": axis(scale),
        "figures": _figures(county.estimate, unit_of(draw.purpose), request.user) if county else [],
        "missing": county.estimate.sample - county.estimate.done if county else 0,
    }


def _figures(county: Estimate, unit: str, user: User) -> list[dict[str, Any]]:
    items = reverse("draw_items", args=[county.draw_id]) if user.may(Permission.VISIT_VIEW) else ""

    def led(figure: dict[str, Any], only: str = "") -> dict[str, Any]:
        return figure | {"unit": unit, "url": f"{items}?only={only}" if items and figure["value"] else ""}

    return [
        led({"label": "样本", "value": county.sample, "note": f"框内 {county.population} {unit}"}),
        led({"label": "已核查", "value": county.done}, "done"),
        led({"label": "相符", "value": county.matched}, "matched"),
        led({"label": "不符", "value": county.errors, "tone": "danger" if county.errors else ""}, "errors"),
        led({"label": "查无、失联", "value": county.unknown, "tone": "warning" if county.unknown else ""}, "unknown"),
        led({"label": "视频核实", "value": county.video, "note": "外出务工，计为相符"}, "video"),
    ]


def history(draw: Draw) -> list[Estimate]:
    """The county's estimates of the last draws of the same purpose, the oldest first."""
    rows = Estimate.objects.filter(
        county_code=draw.county_code, division_code=draw.division_code, draw__purpose=draw.purpose
    )
    newest = rows.select_related("draw").order_by("-draw__month", "-draw__number")[:SHOWN_MONTHS]
    return list(newest)[::-1]


def findings(request: Request, draw: Draw) -> list[dict[str, Any]]:
    """Problems found, by code; how many still wait to be put right."""
    rows = VisitFinding.objects.visible_to(request.user).filter(visit__item__draw=draw).order_by()
    counted = rows.values("problem", "taken_by").annotate(count=Count("pk"), fen=Sum("overpaid_fen"))
    labels = dict(ProblemCode.choices)
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(counted, key=lambda row: row["problem"]):
        code = row["problem"]
        one = found.setdefault(code, {"label": labels.get(code, code), "count": 0, "waiting": 0, "fen": 0})
        one["count"] += row["count"]
        one["waiting"] += 0 if row["taken_by"] else row["count"]
        one["fen"] += row["fen"]
    return list(found.values())


def photos(request: Request, draw: Draw) -> list[dict[str, Any]]:
    """Photos of the draw's visits that look like a photo of another visit; whose visit that was is said to those alone who
    may see it."""
    seen = Visit.objects.visible_to(request.user).values("pk")
    rows = VisitPhoto.objects.filter(visit__in=seen, visit__item__draw=draw, resembles__isnull=False)
    found = list(rows.select_related("visit", "resembles__visit").order_by("at")[:SHOWN_PHOTOS])
    others = Visit.objects.visible_to(request.user).filter(
        pk__in={row.resembles.visit_id for row in found if row.resembles}
    )
    known = set(others.values_list("pk", flat=True))
    return [{"photo": row, "other": row.resembles.visit_id in known} for row in found if row.resembles]
