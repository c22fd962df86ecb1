"""The form, filled in at the door."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.models import User
from core.permissions import ROLE_PERMISSIONS, Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused

from ...forms.visits import VisitForm, yuan_text
from ...models import Outcome, Visit
from ...operations.recording import take_back
from ...operations.visit_facts import as_filled, kind_of, missing
from ...operations.visits import hand_over, save_visit
from . import lookup
from .photo_rows import photo_rows
from .roster import month_of, roster_of


@page(Permission.VISIT_MAKE)
@require_http_methods(["GET", "POST"])
@once
def visit_edit(request: Request, pk: Any) -> HttpResponse:
    """Fill in the draft; save it, or save it and hand it to the second inspector."""
    visit = lookup.my_visit_or_404(request, pk)
    if visit.state != Visit.State.DRAFT:
        return redirect("visit_detail", visit.pk)
    if request.method == "GET":
        form = _form(visit)
        return _show(request, visit, form, missing(visit) if "check" in request.GET else [])
    form = _form(visit, request.POST)
    if not form.is_valid():
        return _show(request, visit, form, status=400)
    try:
        version = int(request.POST.get("version", ""))
        saved = save_visit(visit, by=request.user, version=version, data=form.raw(), second=_second(request, visit))
    except ValueError:
        form.add_error(None, "页面已过期，请核对后再保存一次。")
        return _show(request, visit, form, status=400)
    except EditConflict as conflict:
        visit.refresh_from_db()
        return refused(request, conflict, request.path, compared=_compared(visit), version=visit.version)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _show(request, visit, form, status=400)
    return _after(request, saved)


def _after(request: Request, visit: Visit) -> HttpResponse:
    edit = reverse("visit_edit", args=[visit.pk])
    if request.POST.get("then") != "hand_over":
        messages.success(request, "已保存，可以接着填，也可以以后再填。")
        return redirect(edit)
    try:
        hand_over(visit, by=request.user, version=visit.version)
    except Refused as refusal:
        if not refusal.findings:
            return refused(request, refusal, edit)
        return redirect(f"{edit}?check=1")
    messages.success(request, "已交第二核查人签字。")
    return redirect("visit_detail", visit.pk)


@page(Permission.VISIT_MAKE)
@require_POST
def visit_take_back(request: Request, pk: Any) -> HttpResponse:
    """Give up a draft that was begun by mistake."""
    visit = lookup.my_visit_or_404(request, pk)
    back = reverse("visit_edit", args=[visit.pk])
    version = request.POST.get("version", "")
    try:
        if not version.isdigit():
            raise Refused("页面已过期，请在最新页面上再操作一次。", code="no-version")
        take_back(visit, by=request.user, version=int(version))
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "草稿已撤销。" + ("这户仍要核查。" if visit.item_id else ""))
    return redirect("visit_list")


def _form(visit: Visit, data: Any = None) -> VisitForm:
    members = [] if data is not None else [m.prefill for m in roster_of(visit.household, month_of(visit.item)).members]
    return VisitForm(data, kind=kind_of(visit), filled=as_filled(visit), members=members)


def _show(
    request: Request, visit: Visit, form: VisitForm, lacks: list[str] | None = None, status: int = 200
) -> HttpResponse:
    roster = roster_of(visit.household, month_of(visit.item))
    names = lookup.names_of({f"{visit.township_code}000", visit.division_code})
    context = {
        "visit": visit,
        "form": form,
        "parts": list(form.parts(roster.facts)),
        "roster": roster,
        "lacks": lacks or [],
        "place": lookup.place_words(visit.division_code, names),
        "photos": photo_rows(visit, request.user),
        "colleagues": colleagues(request.user, visit) if visit.item_id is None else [],
        "hidden": [("version", visit.version)],
        "other": visit.second_inspector if visit.first_inspector_id == request.user.pk else visit.first_inspector,
    }
    return render(request, "spot_checks/visit_edit.html", context, status=status)


def colleagues(user: User, visit: Any = None) -> list[User]:
    """Those who may sign a visit of this person outside a draw: with the right to visit, of the same unit."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.VISIT_MAKE in held]
    rows = User.objects.filter(role__in=roles, is_active=True, division_id=user.division_id)
    return list(rows.exclude(pk=user.pk).order_by("display_name"))


def _second(request: Request, visit: Visit) -> User | None:
    """The second inspector chosen on a visit outside a draw."""
    wanted = request.POST.get("second", "")
    if visit.item_id is not None or not wanted:
        return None
    return next((each for each in colleagues(request.user) if str(each.pk) == wanted), None)


def _compared(visit: Visit) -> list[Compared]:
    outcome = Outcome(visit.outcome).label if visit.outcome else ""
    day = visit.visited_on.isoformat() if visit.visited_on else ""
    return [
        Compared("入户日期", "visited_on", day),
        Compared("核查结论", "outcome", visit.outcome, theirs_text=outcome),
        Compared("多发金额（元）", "overpaid_yuan", yuan_text(visit.overpaid_fen)),
        Compared("情况说明", "summary", visit.summary),
    ]
