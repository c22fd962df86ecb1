"""Listing a problem by hand, planning what to do about it, saying where it stands in the plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from core.versions import version_of

from ... import workflow
from ...forms.entries import ClassifyForm, EntryForm, PlanForm, initial_of
from ...models import RectificationEntry
from ...operations.entries import classify_entry, gaps, list_entry, plan_entry
from ..petitions.lookup import petition_or_404
from .lookup import entry_or_404, place_of


@page(Permission.ENTRY_WORK)
@require_http_methods(["GET", "POST"])
@once
def entry_new(request: Request) -> HttpResponse:
    """Put a problem on the ledger; then to its plan."""
    form = EntryForm(request.POST or None, user=request.user)
    if onward := _listed(request, form):
        return onward
    return render(request, "cases/entry_new.html", {"form": form}, status=400 if form.errors else 200)


def _listed(request: Request, form: EntryForm) -> HttpResponse | None:
    """The way on once the problem stands on the ledger: to its plan, for those who make it; None where the form is shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        entry = list_entry(form.found(), by=request.user)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
    plans = request.user.may(Permission.ENTRY_WORK)
    messages.success(request, f"已立账，编号 {entry.number}。{'接着制定整改措施。' if plans else ''}")
    return redirect("entry_plan" if plans else "entry_detail", entry.pk)


@page(Permission.PETITION_HANDLE)
@require_http_methods(["GET", "POST"])
@once
def entry_from_petition(request: Request, pk: Any) -> HttpResponse:
    """Put on the ledger what a petition brought up, once; the entry knows where it came from. A sealed petition has its own
    way (另立核查任务), and one that became a clue has none."""
    petition = petition_or_404(request, pk)
    back = reverse("petition_detail", args=[petition.pk])
    if petition.is_sealed or petition.is_restricted:
        raise Http404
    form = EntryForm(request.POST or None, user=request.user, petition=petition)
    if onward := _listed(request, form):
        return onward
    context = {"form": form, "petition": petition, "back": back}
    return render(request, "cases/entry_new.html", context, status=400 if form.errors else 200)


@page(Permission.ENTRY_WORK)
@require_http_methods(["GET", "POST"])
def entry_plan(request: Request, pk: Any) -> HttpResponse:
    """Edit the plan; who saves second sees both and chooses."""
    entry = entry_or_404(request, pk)
    back = reverse("entry_detail", args=[entry.pk])
    if not (workflow.can(entry, "plan", request.user) or workflow.can(entry, "save_plan", request.user)):
        messages.error(request, f"这一条现在是“{entry.get_state_display()}”，不能再改整改方案。")
        return redirect(back)
    form = PlanForm(request.POST or None, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            saved = plan_entry(entry, by=request.user, version=version_of(request), plan=form.plan(entry))
        except EditConflict as conflict:
            entry.refresh_from_db()
            return refused(request, conflict, back, compared=_compared(entry), version=entry.version)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            _say(request, saved)
            return redirect(back)
    context = {"form": form, "entry": entry, "place": place_of(entry)}
    return render(request, "cases/entry_plan.html", context, status=400 if form.errors else 200)


def _say(request: Request, entry: RectificationEntry) -> None:
    if lacking := gaps(entry):
        messages.warning(request, f"已保存。还缺{'、'.join(lacking)}，填齐后进入整改。")
    else:
        messages.success(request, "整改方案已保存，进入整改。")


def _compared(entry: RectificationEntry) -> list[Compared]:
    """The fields of the plan as they now stand, for the merge page."""
    stands = initial_of(entry)
    return [
        Compared(str(field.label), name, "" if stands[name] is None else str(stands[name]))
        for name, field in PlanForm.base_fields.items()
        if not (name == "due_on" and entry.state == RectificationEntry.State.WORKING)
    ]


@page(Permission.ENTRY_CHECK)
@require_http_methods(["GET", "POST"])
def entry_classify(request: Request, pk: Any) -> HttpResponse:
    """Move the entry to another task, stage or level."""
    entry = entry_or_404(request, pk)
    back = reverse("entry_detail", args=[entry.pk])
    given = {"task": entry.task, "stage": entry.stage, "level": entry.level}
    form = ClassifyForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            classify_entry(entry, by=request.user, version=version_of(request), **form.cleaned_data)
        except Refused as refusal:
            return refused(request, refusal, back)
        messages.success(request, "已调整。")
        return redirect(back)
    context = {"form": form, "entry": entry, "place": place_of(entry)}
    return render(request, "cases/entry_classify.html", context, status=400 if form.errors else 200)
