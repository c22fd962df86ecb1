"""One clue: where it stands, its content for ten minutes after a stated reason, its package and whether that is whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import reveals
from core.access import Request, page
from core.models import RevealGrant
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.views.answers import attachment

from ...forms.clues import CopyForm, DisposeForm
from ...models import ClueReferral, Petition, RectificationEntry
from ...operations import clues as operations
from ...operations.clues import content_of
from ...operations.supervision.steps import can
from ..supervision.steps import press, wrong
from .lookup import TONES, State, clue_or_404

ZIP = "application/zip"
REASONS = [
    (value, label)
    for value, label in RevealGrant.Reason.choices
    if value in (RevealGrant.Reason.PETITION, RevealGrant.Reason.AUDIT)
]
STEPS = (("拟移交", "drafted_at"), ("封包移交", "sent_at"), ("签收", "received_at"), ("反馈", "disposed_on"))


@page(Permission.CLUE_VIEW)
@require_GET
def clue_detail(request: Request, pk: Any) -> HttpResponse:
    """The clue as far as this person may read it."""
    return show(request, clue_or_404(request, pk))


def show(request: Request, clue: ClueReferral, *, stands: Any = None) -> HttpResponse:
    """The page; `stands` is what a comparison of a copy said."""
    user = request.user
    until = reveals.is_open(user, clue)
    steps = {name: can(clue, name, user) for name in ("edit", "supplement", "send", "receive", "return", "dispose")}
    own = user.pk in {clue.sent_by_id, clue.handler_id}
    context = {
        "clue": clue,
        "tone": TONES[State(clue.state)],
        "steps": _stepper(clue),
        "open_until": until,
        "seconds_left": max(int((until - timezone.now()).total_seconds()), 0) if until else 0,
        "reasons": REASONS,
        "content": content_of(clue) if until else None,
        "can": steps | {"edit": steps["edit"] or steps["supplement"], "receive": steps["receive"] and not own},
        "own": own,
        "entry_url": _url(RectificationEntry, "entry_detail", clue.entry, request),
        "petition_url": _url(Petition, "petition_detail", clue.petition, request),
        "stored": operations.package_stands(clue) if clue.package_id else None,
        "stands": stands,
        "copy_form": CopyForm(),
        "dispose_form": DisposeForm(initial=_disposal(clue)),
        "hidden": [("version", clue.version)],
    }
    return render(request, "cases/clue_detail.html", context)


def _stepper(clue: ClueReferral) -> list[dict[str, Any]]:
    found, passed = [], {State.DRAFTED: 1, State.SENT: 2, State.RECEIVED: 3, State.DISPOSED: 4, State.RETURNED: 1}
    done = passed[State(clue.state)]
    for at, (label, field) in enumerate(STEPS):
        state = "done" if at < done else "current" if at == done else "todo"
        if clue.state == State.RETURNED and at == done:
            label, state = "退回补充", "problem"
        when = getattr(clue, field) if at < done else None
        found.append({"label": label, "state": state, "when": when})
    return found


def _url(model: Any, name: str, thing: Any, request: Request) -> str:
    if thing is None or not model.objects.visible_to(request.user).filter(pk=thing.pk).exists():
        return ""
    return reverse(name, args=[thing.pk])


def _disposal(clue: ClueReferral) -> dict[str, Any]:
    if not clue.disposal:
        return {}
    return {name: getattr(clue, name) for name in ("disposal", "result", "held_accountable")}


@page(Permission.CLUE_VIEW)
@require_POST
def clue_open(request: Request, pk: Any) -> HttpResponse:
    """Open the content for ten minutes for one stated reason."""
    clue = clue_or_404(request, pk)
    back = reverse("clue_detail", args=[clue.pk])
    try:
        operations.open_clue(clue, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(back)


@page(Permission.CLUE_REFER, reauth=True)
@require_POST
def clue_send(request: Request, pk: Any) -> HttpResponse:
    """Pack and send; entry or petition are restricted from now on."""
    clue = clue_or_404(request, pk)
    back = reverse("clue_detail", args=[clue.pk])
    return press(request, clue, operations.send_clue, back, "已封包移交，等待派驻纪检监察组签收。所涉事项已限制查看。")


@page(Permission.CLUE_RECEIVE)
@require_POST
def clue_receive(request: Request, pk: Any) -> HttpResponse:
    """Sign for it."""
    clue = clue_or_404(request, pk)
    back = reverse("clue_detail", args=[clue.pk])
    return press(request, clue, operations.receive_clue, back, "已签收。移交包与移交时一致。")


@page(Permission.CLUE_RECEIVE)
@require_POST
def clue_return(request: Request, pk: Any) -> HttpResponse:
    """Send it back for a supplement."""
    clue = clue_or_404(request, pk)
    back = reverse("clue_detail", args=[clue.pk])
    reason = request.POST.get("reason", "")
    return press(request, clue, operations.return_clue, back, "已退回补充，并通知移交人。", reason=reason)


@page(Permission.CLUE_RECEIVE)
@require_POST
def clue_dispose(request: Request, pk: Any) -> HttpResponse:
    """Tell what became of it."""
    clue = clue_or_404(request, pk)
    form, back = DisposeForm(request.POST), reverse("clue_detail", args=[clue.pk])
    if not form.is_valid():
        return wrong(request, form, back)
    return press(request, clue, operations.dispose_clue, back, "已反馈，并通知移交人。", **form.told())


@page(Permission.CLUE_VIEW, reauth=True)
@require_POST
def clue_package(request: Request, pk: Any) -> HttpResponse:
    """The package as it was sent; who took it is in the chain."""
    clue = clue_or_404(request, pk)
    try:
        data = operations.read_package(clue, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("clue_detail", args=[clue.pk]))
    response = attachment(data, f"{clue.number}移交包.zip", ZIP)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@page(Permission.CLUE_VIEW)
@require_POST
def clue_verify(request: Request, pk: Any) -> HttpResponse:
    """Compare a package from wherever it came with the one that was sent. Nothing is kept."""
    clue = clue_or_404(request, pk)
    form = CopyForm(request.POST, request.FILES)
    if not form.is_valid() or not clue.package_id:
        messages.error(request, "请选择要核对的移交包（zip 文件）。")
        return redirect("clue_detail", clue.pk)
    return show(request, clue, stands=operations.check_copy(clue, form.cleaned_data["package"]))
