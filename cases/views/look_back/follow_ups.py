"""Look-backs: which are due, which the spot-check engine drew, what they found."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...exports.supervision import look_back_book
from ...forms.look_back import FollowUpFilter, FollowUpForm
from ...frames import LOOK_BACK
from ...models import FollowUp
from ...operations import look_back as operations
from ...operations.entries import is_responsible
from ...operations.look_back.making import closers
from ...rules.supervision.look_back import suggested_total
from ..supervision.steps import hand_out, link, town_names
from .tabs import tabs

SIZE = 100


def rows_of(request: Request) -> QuerySet[FollowUp]:
    """The look-backs the person may see."""
    return FollowUp.objects.visible_to(request.user).select_related("entry", "by")


@page(Permission.ENTRY_VIEW)
@require_GET
def followup_list(request: Request) -> HttpResponse:
    """By their windows, the most urgent first; a township reads what was found."""
    user, today = request.user, months.today()
    default = "done" if user.is_township else "due"
    form = FollowUpFilter({"state": default} | request.GET.dict(), user=user)
    told = form.cleaned_data if form.is_valid() else {}
    rows = _filtered(rows_of(request), told, today)
    found = list(
        rows.order_by("window_to", "pk")[:SIZE]
        if told.get("state") != "done"
        else rows.order_by("-done_on", "pk")[:SIZE]
    )
    names = town_names(user)
    counted = {} if user.is_township else _counted(rows_of(request), today)
    tenth = suggested_total(counted.get("open", 0))
    context = {
        "tabs": tabs(request, "followup_list"),
        "form": form,
        "active": sum(bool(v) for k, v in told.items() if k != "state" or v != default),
        "figures": [] if user.is_township else _figures(counted),
        "rows": [
            {
                "item": row,
                "town": names.get(row.township_code, "县本级"),
                "late": not row.outcome and row.window_to < today,
                "due": not row.outcome and row.window_from <= today,
                "days": (row.window_to - today).days,
            }
            for row in found
        ],
        "query": [(name, value) for name, value in ({"state": default} | request.GET.dict()).items() if value],
        "may_record": user.may(Permission.ENTRY_CHECK),
        "draw_url": link("draw_plan", purpose=LOOK_BACK.code, total=tenth or 1, minimum=0)
        if user.may(Permission.DRAW_PLAN)
        else "",
        "tenth": tenth,
    }
    return render(request, "cases/followup_list.html", context)


def _filtered(rows: QuerySet[FollowUp], told: dict[str, Any], today: Any) -> QuerySet[FollowUp]:
    state = told.get("state") or "due"
    waiting = FollowUp.objects.waiting().values("pk")
    if state in ("due", "late", "later"):
        rows = rows.filter(pk__in=waiting)
    if state == "due":
        rows = rows.filter(window_from__lte=today)
    elif state == "late":
        rows = rows.filter(window_to__lt=today)
    elif state == "later":
        rows = rows.filter(window_from__gt=today)
    elif state == "done":
        rows = rows.exclude(outcome="")
    if told.get("town"):
        rows = rows.filter(township_code=told["town"])
    return rows.exclude(drawn_by="") if told.get("drawn") else rows


def _counted(rows: QuerySet[FollowUp], today: Any) -> dict[str, int]:
    waiting = Q(pk__in=FollowUp.objects.waiting().values("pk"))
    return rows.aggregate(
        due=Count("pk", filter=waiting & Q(window_from__lte=today)),
        open=Count("pk", filter=waiting & Q(window_from__lte=today, window_to__gte=today, drawn_by="")),
        late=Count("pk", filter=waiting & Q(window_to__lt=today)),
        drawn=Count("pk", filter=waiting & ~Q(drawn_by="")),
        rebounds=Count("pk", filter=Q(outcome=FollowUp.Outcome.REBOUND)),
        holds=Count("pk", filter=Q(outcome=FollowUp.Outcome.HOLDS)),
    )


def _figures(counted: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": "该做的", "value": counted["due"], "unit": "条", "url": link("followup_list", state="due")},
        {
            "label": "已过期",
            "value": counted["late"],
            "unit": "条",
            "url": link("followup_list", state="late"),
            "tone": "danger" if counted["late"] else "",
        },
        {
            "label": "抽中待查",
            "value": counted["drawn"],
            "unit": "条",
            "note": f"窗口内未抽 {counted['open']} 条，建议抽 {suggested_total(counted['open'])} 条（一成）",
            "url": link("followup_list", state="due", drawn="on"),
        },
        {
            "label": "已巩固 / 反弹",
            "value": f"{counted['holds']} / {counted['rebounds']}",
            "unit": "条",
            "url": link("followup_list", state="done"),
        },
    ]


@page(Permission.ENTRY_CHECK)
@require_http_methods(["GET", "POST"])
def followup_record(request: Request, pk: Any) -> HttpResponse:
    """What the look-back found: it holds, or the problem is back and a new entry puts it right."""
    row = get_object_or_404(rows_of(request).select_related("entry__household", "entry__person"), pk=pk)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        back = reverse("followup_list")
        try:
            new = operations.record_follow_up(row, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            return refused(request, refusal, reverse("followup_record", args=[row.pk]))
        if new is None:
            messages.success(request, f"已登记：{row.entry.number} 整改巩固。")
            return redirect(back)
        messages.success(request, f"已登记反弹：{row.entry.number} 不再计入销号，新立账 {new.number}，请安排整改。")
        return redirect("entry_detail", new.pk)
    context = {
        "row": row,
        "entry": row.entry,
        "form": form,
        "town": town_names(request.user).get(row.township_code, "县本级"),
        "too_early": row.window_from > months.today(),
        "own": request.user.pk in closers(row.entry) or is_responsible(row.entry, request.user),
        "waiting": not row.outcome and row.entry.state in row.entry.AWAITING_LOOK_BACK,
        "may_see_household": request.user.may(Permission.ROSTER_VIEW),
    }
    return render(request, "cases/followup_record.html", context)


@page(Permission.ENTRY_VIEW)
@require_POST
def followup_export(request: Request) -> HttpResponse:
    """回头看台账, as far as the filters reach."""
    form = FollowUpFilter(
        {"state": "done" if request.user.is_township else "due"} | request.POST.dict(), user=request.user
    )
    told = form.cleaned_data if form.is_valid() else {}
    rows = list(_filtered(rows_of(request), told, months.today()).order_by("window_to", "pk"))
    book = partial(look_back_book, towns=town_names(request.user))
    return hand_out(request, "look-back", rows, book, "回头看台账.xlsx")
