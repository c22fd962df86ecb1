"""The page of a sealed case: for its handlers; what is inside shows for ten minutes after a reason was given."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.models import User
from core.permissions import ROLE_PERMISSIONS, Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...forms.sealed import FileForm, ForwardForm, OpenForm, PersonForm, WordsForm
from ...models import Petition, PetitionHandler
from ...operations import sealing
from ...petitions.clocks import standing_of
from ...petitions.public_side import public_side
from ..petitions.lookup import TONES, days_told
from ..petitions.open_steps import OPERATIONS, form_for, steps_for
from ..petitions.telling import clock_rows, story_of
from ..supervision.onward import of_petition

STEPS = ("accept", "refuse", "forward", "take_back", "note_progress", "answer", "conclude", "reopen")
ROLES = {"petitioner": "来信人", "co_signer": "联名人", "agent": "代理人"}


def case_or_404(request: Request, pk: Any) -> Petition:
    """The sealed case, where the person is named on it."""
    rows = Petition.objects.visible_to(request.user).filter(is_sealed=True)
    return get_object_or_404(rows.select_related("responsible", "registered_by"), pk=pk)


@page(Permission.PETITION_SEALED)
@require_GET
def sealed_detail(request: Request, pk: Any) -> HttpResponse:
    """The case, shut or open."""
    return show(request, case_or_404(request, pk))


@page(Permission.PETITION_SEALED, reauth=True)
@require_POST
def sealed_open(request: Request, pk: Any) -> HttpResponse:
    """Open the case for ten minutes for one stated reason."""
    petition = case_or_404(request, pk)
    back = reverse("sealed_detail", args=[petition.pk])
    form = OpenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请先选择打开的用途。")
        return redirect(back)
    try:
        sealing.open_sealed(petition, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)


@page(Permission.PETITION_SEALED)
@require_POST
def sealed_step(request: Request, pk: Any, step: str) -> HttpResponse:
    """Take one step of the case."""
    petition = case_or_404(request, pk)
    if step not in STEPS:
        raise Http404
    form = form_for(step, petition, request.user, request.POST)
    if not form.is_valid():
        return show(request, petition, steps={step: form}, status=400)
    try:
        OPERATIONS[step](petition, by=request.user, version=version_of(request), **form.told())
    except Refused as refusal:
        return refused(request, refusal, reverse("sealed_detail", args=[petition.pk]))
    messages.success(request, "已保存。")
    return redirect("sealed_detail", petition.pk)


def show(request: Request, petition: Petition, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with the forms that came back with errors."""
    user = request.user
    opened = sealing.read_sealed(petition, by=user)
    contents, until = opened or (None, None)
    events = list(petition.events.select_related("by").order_by("at", "id"))
    standing = standing_of([petition])[petition.pk]
    context: dict[str, Any] = {
        "item": petition,
        "tone": TONES[petition.state],
        "days": days_told(standing),
        "clocks": clock_rows(standing),
        "contents": contents,
        "people": [each | {"word": ROLES.get(each.get("role", ""), "")} for each in contents.parties]
        if contents
        else [],
        "until": until,
        "seconds_left": max(int((until - timezone.now()).total_seconds()), 0) if until else 0,
        "reasons": sealing.OpenReason.choices,
        "events": _story(events, opened is not None),
        "handlers": _handlers(petition),
        "hidden": [("version", petition.version)],
        "file_form": FileForm(),
        "words_form": forms.get("words") or WordsForm(),
    }
    if contents is not None:
        offered = [row for row in steps_for(petition, user, events, None) if row["code"] in STEPS]
        returned = forms.get("steps", {})
        for row in offered:
            row["open"] = row["code"] in returned
            row["form"] = returned.get(row["code"], row["form"])
        side = public_side(petition)
        names = [(each, contents.files.get(str(each.number), "")) for each in side.pop("files")]
        context |= side | {
            "steps": offered,
            "files": names,
            "onward": of_petition(user, petition),
            "person_form": PersonForm(people=people_to_name(petition, user)),
            "forward_form": forms.get("forward") or ForwardForm(county=petition.county_code),
        }
    return render(request, "cases/sealed_detail.html", context, status=status)


def _story(events: list[Any], is_open: bool) -> list[dict[str, Any]]:
    told = story_of(events)
    if not is_open:
        for row in told:
            row["text"] = ""
    return told


def _handlers(petition: Petition) -> list[PetitionHandler]:
    live = petition.handlers.filter(ended_at__isnull=True)
    return list(live.select_related("user", "named_by").order_by("named_at"))


def people_to_name(petition: Petition, user: User) -> Any:
    """Whom a handler may name: those whose post may handle sealed cases, of the county, not named yet."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.PETITION_SEALED in held]
    rows = User.objects.filter(role__in=roles, is_active=True, division__code__startswith=petition.county_code)
    live = petition.handlers.filter(ended_at__isnull=True).values("user")
    return rows.exclude(pk__in=live).order_by("role", "display_name")
