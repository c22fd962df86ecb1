"""Taking a step of a petition, tying it to a household, and its papers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.templatetags.components import bureau_name
from core.versions import version_of
from recipients.models import Household
from recipients.views.answers import attachment

from ...exports.official import DOCX, official
from ...exports.petition_letters import LETTERS, Facts
from ...operations.petitions import link_household
from ...operations.petitions.issuing import issue_letter
from ...petitions.clocks import received_on, standing_from
from .detail import context_of
from .lookup import petition_or_404
from .open_steps import DONE, OPERATIONS, form_for

NEW_REGULATION = "2022-05-01"


@page(Permission.PETITION_VIEW)
@require_POST
def petition_step(request: Request, pk: Any, step: str) -> HttpResponse:
    """Take one step; a form with errors comes back open, with what was typed."""
    petition = petition_or_404(request, pk)
    if step not in OPERATIONS or petition.is_sealed:
        raise Http404
    back = reverse("petition_detail", args=[petition.pk])
    form = form_for(step, petition, request.user, request.POST)
    if not form.is_valid():
        context = context_of(request, petition)
        for row in context["steps"]:
            row["open"] = row["code"] == step
            row["form"] = form if row["open"] else row["form"]
        if not any(row["open"] for row in context["steps"]):
            messages.error(request, "这一步现在不能办理，请刷新页面后再看。")
            return redirect(back)
        return render(request, "cases/petition_detail.html", context, status=400)
    try:
        OPERATIONS[step](petition, by=request.user, version=version_of(request), **form.told())
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, DONE.get(step, "已保存。"))
    return redirect(back)


@page(Permission.PETITION_HANDLE)
@require_POST
def petition_household(request: Request, pk: Any) -> HttpResponse:
    """Tie the petition to a household of the roster, or untie it."""
    petition = petition_or_404(request, pk)
    back = reverse("petition_detail", args=[petition.pk])
    asked = request.POST.get("household", "")
    rows = Household.objects.visible_to(request.user)
    household = get_object_or_404(rows, pk=asked) if _is_id(asked) else None
    try:
        link_household(petition, by=request.user, version=version_of(request), household=household)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已关联救助家庭。" if household else "已取消关联。")
    return redirect(back)


@page(Permission.PETITION_HANDLE)
@require_POST
def petition_paper(request: Request, pk: Any, kind: str) -> HttpResponse:
    """One of the papers to the petitioner as .docx, made from the docket; recorded."""
    petition = petition_or_404(request, pk)
    if kind not in LETTERS:
        raise Http404
    name, event, made = LETTERS[kind]
    events = list(petition.events.order_by("at", "id"))
    if petition.is_sealed or not any(each.kind == event for each in events):
        raise Http404
    issue_letter(petition, by=request.user, kind=kind)
    last = max(place for place, each in enumerate(events) if each.kind == event)
    events = events[: last + 1]  # a paper says how it stood on its day, whenever it is printed
    facts = Facts(
        petition=petition,
        names=[each.name for each in petition.parties.exclude(role="agent").order_by("id") if each.name],
        events=events,
        clocks=standing_from(petition, events).clocks,
        bureau=bureau_name(),
        regulation="信访工作条例" if received_on(petition).isoformat() >= NEW_REGULATION else "信访条例",
    )
    return attachment(official(made(facts)), f"{name}（{petition.number}）.docx", DOCX)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
