"""A clue is drafted, changed, supplemented."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core import reveals
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.templatetags.formats import yuan0
from core.versions import version_of

from ...forms.clues import ClueForm, clue_values
from ...models import Petition, RectificationEntry
from ...operations import clues as operations
from .lookup import State, clue_or_404


def _subject(request: Request) -> tuple[RectificationEntry | None, Petition | None]:
    """The entry or petition the clue starts from; 404 for what the person may not see."""
    kinds: tuple[tuple[str, Any], ...] = (("entry", RectificationEntry), ("petition", Petition))
    for name, model in kinds:
        if asked := request.GET.get(name, ""):
            try:
                key = UUID(asked)
            except ValueError:
                raise Http404 from None
            thing = get_object_or_404(model.objects.visible_to(request.user), pk=key)
            return (thing, None) if name == "entry" else (None, thing)
    return None, None


def _initial(entry: RectificationEntry | None, petition: Petition | None) -> dict[str, Any]:
    """What need not be typed twice. Of a sealed petition nothing is taken over: its handler writes what goes."""
    if entry is not None:
        return {
            "source": f"整改台账 {entry.number}",
            "text": entry.description,
            "amount": yuan0(entry.amount_fen).replace(",", "") if entry.amount_fen else None,
            "how_found": entry.get_source_display(),
        }
    if petition is None or petition.is_sealed:
        return {"source": "检举控告" if petition else ""}
    return {"source": f"信访件 {petition.number}", "text": petition.text, "how_found": petition.get_channel_display()}


@page(Permission.CLUE_REFER)
@require_http_methods(["GET", "POST"])
@once
def clue_new(request: Request) -> HttpResponse:
    """From an entry (`?entry=`) or a petition (`?petition=`)."""
    entry, petition = _subject(request)
    form = ClueForm(request.POST or None, initial=_initial(entry, petition))
    if request.method == "POST" and form.is_valid():
        try:
            clue = operations.draft_clue(
                form.content(), by=request.user, entry=entry, petition=petition, **form.beside()
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已保存，还没有移交。请核对后点“封包移交”。")
            return redirect("clue_detail", clue.pk)
    context = {"form": form, "entry": entry, "petition": petition, "clue": None}
    return render(request, "cases/clue_form.html", context)


@page(Permission.CLUE_REFER)
@require_http_methods(["GET", "POST"])
def clue_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a draft, or supplement what came back; its content must stand open for the person (with a reason)."""
    clue = clue_or_404(request, pk)
    back = reverse("clue_detail", args=[clue.pk])
    if clue.state not in (State.DRAFTED, State.RETURNED):
        messages.error(request, "已经移交，内容不能再改。")
        return redirect(back)
    if reveals.is_open(request.user, clue) is None:
        messages.error(request, "请先在这一页选择用途、打开内容，再修改。")
        return redirect(back)
    form = ClueForm(request.POST or None, initial=clue_values(clue, operations.content_of(clue)))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_clue(
                clue, by=request.user, version=version_of(request), content=form.content(), **form.beside()
            )
        except Refused as refusal:
            return refused(request, refusal, back)
        messages.success(request, "已保存。")
        return redirect(back)
    context = {"form": form, "entry": clue.entry, "petition": clue.petition, "clue": clue}
    return render(request, "cases/clue_form.html", context)
