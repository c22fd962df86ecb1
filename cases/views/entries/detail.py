"""One entry: where it stands, what was done, what proves it, and what this person may do next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission, Role

from ... import workflow
from ...forms.entries import CloseOutForm, EvidenceForm, ExtensionForm, MeasureForm, ProgressForm
from ...models import CloseOut, Petition, RectificationEntry
from ...operations.entries import clue_open, gaps, is_responsible, of_the_bureau
from ...rules.entries.close_out_is_ready import Ready, missing
from ...rules.entries.evidence_kind import IMAGES
from ..supervision.onward import of_entry
from .lookup import TONES, entry_or_404, late, place_of

S = RectificationEntry.State
EVENT_TONES = {
    "confirm": "success",
    "consolidate": "success",
    "send_back": "warning",
    "refuse": "warning",
    "decline_extension": "warning",
    "rebound": "danger",
    "reopen": "danger",
    "dismiss": "neutral",
}
CLOSE_TONES = {"asked": "warning", "checked": "warning", "confirmed": "success", "returned": "danger"}


@page(Permission.ENTRY_VIEW)
@require_GET
def entry_detail(request: Request, pk: Any) -> HttpResponse:
    """The entry with its story, evidence, close-outs, and the buttons its state and this role allow."""
    return show(request, entry_or_404(request, pk))


def show(request: Request, entry: RectificationEntry, *, forms: dict[str, Any] | None = None) -> HttpResponse:
    """The page; `forms` are those that came back with errors."""
    user = request.user
    evidence = list(entry.evidence.select_related("by", "upload"))
    requests = list(entry.close_outs.select_related("asked_by", "checked_by", "confirmed_by").order_by("-asked_at"))
    may = {step: workflow.can(entry, step, user) for step in workflow.STEPS}
    sees_warnings = user.may(Permission.ENTRY_CHECK) or user.may(Permission.ENTRY_CONFIRM)
    open_request = next((row for row in requests if row.state in ("asked", "checked")), None)
    context = {
        "entry": entry,
        "tone": TONES[entry.state],
        "place": place_of(entry),
        "steps": _stepper(entry),
        "gaps": gaps(entry),
        "measures": list(entry.measures.select_related("by")),
        "evidence": [{"row": row, "is_image": row.content_type in IMAGES} for row in evidence],
        "events": _story(entry),
        "requests": [{"row": row, "tone": CLOSE_TONES[row.state]} for row in requests],
        "open_request": open_request,
        "returned": requests[0] if entry.state == S.WORKING and requests and requests[0].state == "returned" else None,
        "warnings": open_request.warnings if open_request and sees_warnings else [],
        "sees_warnings": sees_warnings,
        "reopens": RectificationEntry.objects.visible_to(user).filter(pk=entry.reopens_id).first(),
        "reopened_as": list(RectificationEntry.objects.visible_to(user).filter(reopens=entry)),
        "may": may | _own(entry, user, open_request, may),
        "not_ready": _not_ready(entry, len(evidence)) if may["ask_close_out"] else [],
        "onward": of_entry(user, entry),
        "petition": _petition(entry, user),
        "hidden": [("version", entry.version)],
        "today": months.today(),
        "money_short": entry.recovered_fen < entry.due_back_fen,
        **late(entry),
        **_forms(entry, may, forms or {}),
    }
    return render(request, "cases/entry_detail.html", context, status=400 if forms else 200)


def _petition(entry: RectificationEntry, user: Any) -> Petition | None:
    """The petition that brought it up, for whoever may see that as well; a sealed one for nobody."""
    if entry.source_type != Petition._meta.label_lower:
        return None
    if not user.may(Permission.PETITION_VIEW):
        return None
    rows = Petition.objects.visible_to(user).filter(is_sealed=False).only("pk", "number")
    return rows.filter(pk=entry.source_id).first()


def _own(entry: RectificationEntry, user: Any, open_request: CloseOut | None, may: dict[str, bool]) -> dict[str, bool]:
    """Where the table is not all: who asked, whose unit, what waits."""
    asks = user.role == Role.TOWNSHIP_ASSISTANT or (user.role == Role.BUREAU_OFFICER and of_the_bureau(entry))
    responsible = is_responsible(entry, user)
    involved = open_request is not None and (
        responsible or user.pk in {open_request.asked_by_id, open_request.checked_by_id}
    )
    waits = entry.extension_asked_to is not None
    return {
        "ask_close_out": may["ask_close_out"] and asks and not entry.dismiss_asked_by_id,
        "check": may["check"] and not involved,
        "confirm": may["confirm"] and not involved,
        "give_back": may["send_back"] or may["refuse"],
        "ask_extension": may["ask_extension"] and not waits and entry.extended_to is None and entry.due_on is not None,
        "extend": may["extend"] and waits,
        "decline_extension": may["decline_extension"] and waits,
        "irrecoverable": may["irrecoverable"]
        and bool(entry.irrecoverable_note)
        and entry.irrecoverable_approved_by_id is None,
        "ask_dismissal": may["ask_dismissal"] and entry.dismiss_asked_by_id is None,
        "dismiss": may["dismiss"] and entry.dismiss_asked_by_id is not None and not responsible,
        "keep": may["keep"] and entry.dismiss_asked_by_id is not None,
    }


def _not_ready(entry: RectificationEntry, evidence: int) -> list[str]:
    """What is still missing before close-out may be asked for; the result is typed with the request."""
    written = "结果另填，这里不判。"
    approved = entry.irrecoverable_approved_by_id is not None
    money = (entry.due_back_fen, entry.recovered_fen, entry.instalments, approved)
    return missing(Ready(evidence, written, *money, clue_open(entry)))


def _stepper(entry: RectificationEntry) -> list[dict[str, Any]]:
    """The way from listing to look-back; dismissed ones end at once."""
    if entry.state == S.DISMISSED:
        return [{"label": "立账", "state": "done"}, {"label": "不成立", "state": "done"}]
    at = next(number for number, (_, states) in enumerate(workflow.STAGES) if entry.state in states)
    steps: list[dict[str, Any]] = []
    for number, (label, _) in enumerate(workflow.STAGES):
        state = "done" if number < at or entry.state == S.CONSOLIDATED else "current" if number == at else "todo"
        if number == at and entry.state == S.REBOUNDED:
            state = "problem"
        steps.append({"label": label, "state": state})
    steps[0]["when"] = entry.listed_at.astimezone(months.SHANGHAI).date()
    if entry.closed_at:
        steps[4]["when"] = entry.closed_at.astimezone(months.SHANGHAI).date()
    return steps


def _story(entry: RectificationEntry) -> list[dict[str, Any]]:
    return [
        {
            "when": event.at,
            "title": workflow.NAMES.get(event.step, "重新办理" if event.step == "reopen" else event.step),
            "by": event.by.display_name if event.by else "系统",
            "text": event.text,
            "tone": EVENT_TONES.get(event.step, "info"),
        }
        for event in entry.events.select_related("by").order_by("-at", "-pk")
    ]


def _forms(entry: RectificationEntry, may: dict[str, bool], given: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page: fresh ones, and those that came back."""
    fresh: dict[str, Any] = {}
    if may["work"]:
        fresh |= {
            "measure_form": MeasureForm(),
            "progress_form": ProgressForm(entry=entry),
            "evidence_form": EvidenceForm(),
            "close_form": CloseOutForm(initial={"done_on": months.today(), "result": entry.result}),
            "extension_form": ExtensionForm(),
        }
    return fresh | given
