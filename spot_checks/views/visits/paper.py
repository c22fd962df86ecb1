"""The 入户核查表 on paper: printed with a QR of draw and item, and typed in again with a photo of the signed sheet."""

from itertools import zip_longest
from typing import Any

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from core import pictures
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused

from ...forms.visits import VisitForm
from ...models import DrawItem, Outcome, VisitWay
from ...operations.recording import record_visit
from ...operations.visit_photos import PAPER, SCENE, Photo
from ...operations.visitors import pair_of
from ...rules import questions
from ...rules import visit_is_complete as complete
from . import lookup
from .roster import id_number_of, month_of, roster_of

ROWS_TO_WRITE = 5


@page(Permission.VISIT_MAKE)
@require_GET
def visit_paper(request: Request, pk: Any) -> HttpResponse:
    """The form of one item on A4, identifiers masked."""
    item = lookup.my_item_or_404(request, pk)
    return render(request, "spot_checks/visit_paper.html", {"sheet": _sheets([item])[0]})


@page(Permission.VISIT_MAKE)
@require_GET
def visit_paper_township(request: Request, draw: Any, township: str) -> HttpResponse:
    """The forms of all items of a township that the person has still to visit, behind a list of them."""
    items = list(
        lookup.items_of(request.user)
        .filter(draw=draw, township_code=township)
        .exclude(visit__state__in=["awaiting", "signed"])
        .select_related("draw", "household")
        .order_by("division_code", "rank")[:100]
    )
    if not items:
        raise Http404
    sheets = _sheets(items)
    return render(request, "spot_checks/visit_paper_township.html", {"sheets": sheets, "first": sheets[0]})


def _sheets(items: list[DrawItem]) -> list[dict[str, Any]]:
    names = lookup.names_of({code for item in items for code in (f"{item.township_code}000", item.division_code)})
    pair = [user.display_name for user in pair_of(items[0])]
    return [_sheet(item, names, pair) for item in items]


def _sheet(item: DrawItem, names: dict[str, str], pair: list[str]) -> dict[str, Any]:
    roster = roster_of(item.household, month_of(item))
    parts: list[dict[str, Any]] = []
    for part in questions.sections(item.kind):
        if part.rows:
            blanks = max(ROWS_TO_WRITE - len(roster.members), 1)
            parts.append(
                {"title": part.title, "heads": part.questions, "members": roster.members, "blanks": range(blanks)}
            )
        else:
            lines = [{"asked": q, "roster": roster.facts.get(q.roster, "") if q.roster else ""} for q in part.questions]
            parts.append({"title": part.title, "pairs": list(zip_longest(lines[::2], lines[1::2]))})
    return {
        "item": item,
        "draw": item.draw,
        "place": lookup.place_words(item.division_code, names),
        "township": names.get(f"{item.township_code}000", ""),
        "village": names.get(item.division_code, ""),
        "id_number": id_number_of(item),
        "roster": roster,
        "parts": parts,
        "pair": pair,
        "outcomes": [Outcome(each).label for each in complete.outcomes(item.kind)],
        "qr": qr(f"MZV1;{item.draw.code};{item.item}"),
    }


def qr(text: str) -> SafeString:
    """The text as a QR code drawn into the page; no personal data."""
    return mark_safe(segno.make(text, error="m", micro=False).svg_inline(scale=3, border=1))


@page(Permission.VISIT_MAKE)
@require_http_methods(["GET", "POST"])
@once
def visit_paper_entry(request: Request, pk: Any) -> HttpResponse:
    """Type a signed form in, with a photo of it; visit date and entry date are both kept."""
    item = lookup.my_item_or_404(request, pk)
    roster = roster_of(item.household, month_of(item))
    if request.method == "GET":
        form = VisitForm(kind=item.kind, initial={}, members=[])
        return _entry(request, item, form, roster)
    form = VisitForm(request.POST, kind=item.kind)
    if not form.is_valid():
        return _entry(request, item, form, roster, 400)
    try:
        photos = [*_photos(request, "paper", PAPER), *_photos(request, "scene", SCENE)]
        visit = record_visit(item, by=request.user, way=VisitWay.PAPER, data=form.raw(), photos=photos)
    except Refused as refusal:
        for sentence in refusal.findings or [refusal.message]:
            form.add_error(None, str(sentence))
        return _entry(request, item, form, roster, 400)
    return redirect("visit_detail", visit.pk)


def _photos(request: Request, name: str, purpose: str) -> list[Photo]:
    files = request.FILES.getlist(name)
    if any((file.size or 0) > pictures.MOST_BYTES for file in files):
        raise pictures.NotAPicture("照片不能超过 12 MB。请用手机相机的普通画质再拍。")
    return [Photo(file.read(), purpose=purpose) for file in files]


def _entry(request: Request, item: DrawItem, form: VisitForm, roster: Any, status: int = 200) -> HttpResponse:
    names = lookup.names_of({f"{item.township_code}000", item.division_code})
    context = {
        "item": item,
        "form": form,
        "parts": list(form.parts(roster.facts)),
        "roster": roster,
        "place": lookup.place_words(item.division_code, names),
    }
    return render(request, "spot_checks/visit_paper_entry.html", context, status=status)
