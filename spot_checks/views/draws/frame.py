"""What was drawn from: the list as it was fixed, under its names."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core import uploads
from core.access import Request, page
from core.permissions import Permission

from ... import frames, sealed_frame
from ...models import Draw
from .items import TOWN
from .lookup import committed_or_404, names_of, purpose_label

SIZE = 100


@page(Permission.VISIT_VIEW)
@require_GET
def draw_frame(request: Request, pk: str) -> HttpResponse:
    """The list a draw was fixed with, by township, village and name: the bureau all of it, a township its own, where the
    person may read such lists at all. The identifiers of the public files are not here and their order is another: beside
    the names they would open every commitment."""
    draw = committed_or_404(request, pk)
    town = request.GET.get("town", "")
    town = town if TOWN.fullmatch(town) else ""
    may = request.user.may(_seen_with(draw.purpose))
    rows = _rows(draw, request.user.scope, town) if may else []
    first = int(start) if (start := request.GET.get("from", "")).isdecimal() and len(start) < 9 else 0
    shown = rows[first : first + SIZE]
    names = names_of({row.division_code for row in shown} | {row.division_code[:9] for row in shown})

    def address(at: int) -> str:
        return "?" + urlencode(({"town": town} if town else {}) | {"from": at})

    context: dict[str, Any] = {
        "draw": draw,
        "purpose": purpose_label(draw.purpose),
        "rows": [
            {
                "row": row,
                "town": names[row.division_code[:9]],
                "village": names[row.division_code] if row.division_code[9:].strip("0") else "",
            }
            for row in shown
        ],
        "may": may,
        "count": len(rows),
        "town": names_of([town])[town] if town else "",
        "previous_url": address(max(first - SIZE, 0)) if first else "",
        "next_url": address(first + SIZE) if len(rows) > first + SIZE else "",
    }
    return render(request, "spot_checks/draw_frame.html", context)


def _seen_with(purpose: str) -> Permission:
    return next((each.seen_with for each in frames.sources() if each.code == purpose), Permission.VISIT_VIEW)


def _rows(draw: Draw, scope: str, town: str) -> list[sealed_frame.SealedRow]:
    if draw.frame_file is None:
        return []
    found = sealed_frame.load(uploads.read(draw.frame_file))
    mine = [row for row in found if row.division_code.startswith(scope) and row.stratum.startswith(town)]
    return sorted(mine, key=lambda row: (row.division_code, row.name, row.label))
