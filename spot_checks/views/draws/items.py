"""What was drawn, for those who visit and those who judge the visits."""

import re
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.keyset import first_page
from core.permissions import Permission

from ...models import DrawItem, Visit
from ...models.draw_item import FOUND
from .facts import villages
from .lookup import names_of, out_or_404

TONES = {Visit.State.DRAFT: "neutral", Visit.State.AWAITING: "info", Visit.State.SIGNED: "success"}
TOWN = re.compile("[0-9]{9}")
AFTER = re.compile(r"([0-9]{9}-[A-Z])\.([0-9]{1,9})")
SIZE = 100
TABS = {
    "": "全部",
    "open": "未核查完",
    "done": "已核查",
    "matched": "相符",
    "errors": "不符",
    "unknown": "查无、失联",
    "video": "视频核实",
}


@page(Permission.VISIT_VIEW)
@require_GET
def draw_items(request: Request, pk: str) -> HttpResponse:
    """The items this person may see, kept to those of one finding (`only`) and one township (`town`, nine digits) where that
    is asked: the bureau all of them, inspectors their own, a township its own from the visit day on. ID numbers are not
    here; they stand on the visit's form."""
    draw = out_or_404(request, pk)
    only, town = request.GET.get("only", ""), request.GET.get("town", "")
    only, town = only if only in TABS else "", town if TOWN.fullmatch(town) else ""
    found = (
        DrawItem.objects.visible_to(request.user)
        .filter(FOUND.get(only, Q()), draw=draw)
        .to_visit()
        .select_related("visit")
        .defer("opening_sealed", "visit__answers_sealed")
        .order_by("stratum", "rank")
    )
    if town:
        found = found.filter(township_code=town)
    count = found.count()
    if mark := AFTER.fullmatch(request.GET.get("after", "")):
        found = found.filter(Q(stratum__gt=mark[1]) | Q(stratum=mark[1], rank__gt=int(mark[2])))
    rows, more = first_page(found, SIZE)
    names = villages(rows)
    query = {name: value for name, value in {"only": only, "town": town}.items() if value}

    def address(**more: str) -> str:
        return f"?{urlencode(query | more)}"

    context = {
        "draw": draw,
        "rows": [_row(each, names) for each in rows],
        "count": count,
        "only": only,
        "town": names_of([town])[town] if town else "",
        "tabs": [{"label": label, "url": address(only=code), "active": code == only} for code, label in TABS.items()],
        "next_url": address(after=f"{rows[-1].stratum}.{rows[-1].rank}") if more else "",
        "start_url": address() if mark else "",
    }
    return render(request, "spot_checks/draw_items.html", context)


def _row(item: DrawItem, names: dict[str, str]) -> dict[str, Any]:
    visit = getattr(item, "visit", None)
    town = item.township_code.ljust(12, "0")
    return {
        "item": item,
        "town": names.get(town, item.township_code),
        "village": names.get(item.division_code, "") if item.division_code != town else "",
        "state": visit.get_state_display() if visit else "未核查",
        "tone": TONES[visit.state] if visit else "neutral",
        "url": _visit_url(item),
    }


def _visit_url(item: DrawItem) -> str:
    """Where this item is visited; nowhere while those pages are not there."""
    try:
        return reverse("visit_item", args=[item.pk])
    except NoReverseMatch:
        return ""
