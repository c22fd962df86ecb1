"""A visit to read; the second inspector signs it or sends it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ...models import ProblemCode, Visit
from ...operations import visits
from ...operations.visit_facts import answers_of, kind_of
from ...rules import questions
from . import lookup
from .listing import OUTCOME_TONES, TONES
from .photo_rows import photo_rows
from .roster import month_of, roster_of

S = Visit.State


@page(Permission.VISIT_VIEW)
@require_GET
def visit_detail(request: Request, pk: Any) -> HttpResponse:
    """What was found, beside the roster, with its photos."""
    visit = lookup.visit_or_404(request, pk)
    reads = lookup.may_read(visit, request.user)
    mine = lookup.is_inspector(visit, request.user) and request.user.may(Permission.VISIT_MAKE)
    names = lookup.names_of({f"{visit.township_code}000", visit.division_code})
    context = {
        "visit": visit,
        "reads": reads,
        "place": lookup.place_words(visit.division_code, names),
        "tone": TONES[S(visit.state)],
        "outcome_tone": OUTCOME_TONES.get(visit.outcome, "neutral"),
        "problems": [ProblemCode(code).label for code in visit.problems],
        "parts": _parts(visit) if reads else [],
        "photos": photo_rows(visit, request.user) if reads else [],
        "findings": list(visit.findings.order_by("problem")) if reads else [],
        "may_edit": mine and visit.state == S.DRAFT,
        "may_sign": mine and visit.state == S.AWAITING and visit.second_inspector_id == request.user.pk,
        "version_hidden": [("version", visit.version)],
    }
    return render(request, "spot_checks/visit_detail.html", context)


def _parts(visit: Visit) -> list[dict[str, Any]]:
    """The answered sections: questions with answer and, where it differs, what the roster says; rows for members."""
    kind, answers = kind_of(visit), answers_of(visit)
    facts = roster_of(visit.household, month_of(visit.item)).facts
    found: list[dict[str, Any]] = []
    for part in questions.sections(kind):
        if part.rows:
            rows = [[row.get(q.key, "") for q in part.questions] for row in answers.get(questions.MEMBERS, [])]
            found.append({"title": part.title, "heads": [q.label for q in part.questions], "rows": rows})
            continue
        lines = [
            {"label": q.label, "value": answers.get(q.key, ""), "roster": facts.get(q.roster, "") if q.roster else ""}
            for q in part.questions
            if answers.get(q.key) or (q.roster and facts.get(q.roster))
        ]
        found.append({"title": part.title, "lines": lines})
    return [part for part in found if part.get("lines") or part.get("rows")]


@page(Permission.VISIT_MAKE, reauth=True)
@require_POST
def visit_sign(request: Request, pk: Any) -> HttpResponse:
    """Sign as the second inspector."""
    return _step(
        request, pk, lambda visit, version: visits.sign(visit, by=request.user, version=version), "已签字，核查完成。"
    )


@page(Permission.VISIT_MAKE)
@require_POST
def visit_send_back(request: Request, pk: Any) -> HttpResponse:
    """Give the visit back to the first inspector with a reason."""
    reason = request.POST.get("reason", "")
    return _step(
        request,
        pk,
        lambda visit, version: visits.send_back(visit, by=request.user, version=version, reason=reason),
        "已退回第一核查人修改。",
    )


def _step(request: Request, pk: Any, step: Callable[[Visit, int], object], done: str) -> HttpResponse:
    visit = lookup.my_visit_or_404(request, pk)
    back = reverse("visit_detail", args=[visit.pk])
    version = request.POST.get("version", "")
    if not version.isdigit():
        messages.error(request, "页面已过期，请在最新页面上再操作一次。")
        return redirect(back)
    try:
        step(visit, int(version))
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
