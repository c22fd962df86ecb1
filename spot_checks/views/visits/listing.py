"""My visits: what is to be done, what waits for my signature, what is done; for the bureau all of the county."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.access import Request, page
from core.keyset import first_page
from core.models import Division
from core.permissions import Permission

from ...forms.visits import VisitFilterForm
from ...models import Draw, Outcome, Visit, VisitPhoto
from ...standing import OUT
from . import lookup

S = Visit.State
TONES = {S.DRAFT: "info", S.AWAITING: "warning", S.SIGNED: "success"}
OUTCOME_TONES: dict[str, str] = {
    Outcome.MATCH: "success",
    Outcome.MISMATCH: "danger",
    Outcome.DEAD: "danger",
    Outcome.NOT_FOUND: "warning",
    Outcome.LOST: "warning",
    Outcome.AWAY_VIDEO: "info",
}
SHOWN = 100


@page(Permission.VISIT_VIEW)
@require_GET
def visit_list(request: Request) -> HttpResponse:
    """One of the lists: todo (with the drafts), waiting, done, and all that one may see."""
    user = request.user
    makes = user.may(Permission.VISIT_MAKE)
    tab = request.GET.get("tab") or ("todo" if makes else "all")
    counts = _counts(request) if makes else {}
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": _tabs(request, tab, counts, makes),
        "may_start": makes and user.may(Permission.ROSTER_VIEW),
        "may_take_along": makes,
    }
    if tab == "all" or not makes:
        context |= _all(request)
    elif tab == "todo":
        context |= _todo(request)
    else:
        waiting = tab == "sign"
        rows = _mine(request, waiting=waiting).select_related(*lookup.WITH)
        context |= {"rows": _rows(list(rows.order_by("-entered_at")[:SHOWN]))}
    return render(request, "spot_checks/visit_list.html", context)


def _mine(request: Request, *, waiting: bool) -> Any:
    rows = Visit.objects.visible_to(request.user).defer("answers_sealed")
    if waiting:
        return rows.filter(second_inspector=request.user, state=S.AWAITING)
    mine = rows.filter(first_inspector=request.user) | rows.filter(second_inspector=request.user, state=S.SIGNED)
    return mine.exclude(state=S.DRAFT)


def _open_items(request: Request) -> Any:
    """Items that I am to visit and have not handed over."""
    return lookup.items_of(request.user).exclude(visit__state__in=[S.AWAITING, S.SIGNED])


def _counts(request: Request) -> dict[str, int]:
    return {"todo": _open_items(request).count(), "sign": _mine(request, waiting=True).count()}


def _tabs(request: Request, tab: str, counts: dict[str, int], makes: bool) -> list[dict[str, Any]]:
    base = reverse("visit_list")
    everything = "本乡镇的核查" if request.user.is_township else "全县"
    names = [("todo", "待核查"), ("sign", "待我签字"), ("done", "我办过的"), ("all", everything)]
    return [
        {"label": label, "url": f"{base}?tab={key}", "active": key == tab, "count": counts.get(key)}
        for key, label in names
        if makes or key == "all"
    ]


def _todo(request: Request) -> dict[str, Any]:
    """Items by draw and township, in the order of villages; drafts outside draws below."""
    items = list(
        _open_items(request)
        .select_related("draw", "visit", "household")
        .defer("opening_sealed", "visit__answers_sealed", "draw__commit_json", "draw__result_tsv", "draw__seed_json")
        .order_by("draw__visits_due", "draw__code", "division_code", "rank")
    )
    names = lookup.names_of({code for item in items for code in (f"{item.township_code}000", item.division_code)})
    groups: dict[Any, dict[str, Any]] = {}
    for item in items:
        key = (item.draw_id, item.township_code)
        if key not in groups:
            groups[key] = {
                "draw": item.draw,
                "code": item.township_code,
                "township": names.get(f"{item.township_code}000", ""),
                "days": lookup.days_left(item),
                "items": [],
            }
        groups[key]["items"].append({"item": item, "village": names.get(item.division_code, ""), "visit": _visit(item)})
    drafts = Visit.objects.visible_to(request.user).filter(item=None, state=S.DRAFT)
    mine = drafts.filter(first_inspector=request.user) | drafts.filter(second_inspector=request.user)
    return {
        "groups": list(groups.values()),
        "drafts": _rows(
            list(mine.defer("answers_sealed").select_related(*lookup.WITH).order_by("-entered_at")[:SHOWN])
        ),
    }


def _visit(item: Any) -> Visit | None:
    return getattr(item, "visit", None)


def _all(request: Request) -> dict[str, Any]:
    user = request.user
    seen = Visit.objects.visible_to(user)
    if user.is_township:
        seen = seen.filter(township_code=user.scope[:9], state=S.SIGNED) | seen.filter(
            township_code=user.scope[:9], item=None
        )
    towns = [
        (code[:9], name) for code, name in Division.objects.visible_to(user).townships().values_list("code", "name")
    ]
    draws = list(
        Draw.objects.public_to(user).filter(state__in=OUT).only("pk", "code", "title").order_by("-revealed_at")[:50]
    )
    form = VisitFilterForm(request.GET, draws=draws, towns=towns)
    found = form.lookups()
    rows, more = first_page(
        seen.filter(**found).defer("answers_sealed").select_related(*lookup.WITH).order_by("-entered_at", "-pk"), SHOWN
    )
    return {"rows": _rows(list(rows)), "more": more, "form": form, "active": len(found), "reset_url": "?tab=all"}


def _rows(visits: list[Visit]) -> list[dict[str, Any]]:
    """The visits with their place in words and whether one of their photos looks like another's."""
    codes = {code for visit in visits for code in (f"{visit.township_code}000", visit.division_code)}
    names = lookup.names_of(codes) if visits else {}
    like = set(
        VisitPhoto.objects.filter(visit__in=[each.pk for each in visits], resembles__isnull=False).values_list(
            "visit", flat=True
        )
    )
    return [
        {
            "visit": visit,
            "place": lookup.place_words(visit.division_code, names),
            "tone": TONES[S(visit.state)],
            "outcome_tone": OUTCOME_TONES.get(visit.outcome, "neutral"),
            "resembles": visit.pk in like,
        }
        for visit in visits
    ]
