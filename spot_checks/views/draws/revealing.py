"""In the meeting room: the balls are drawn, the digits typed in before a witness, and the result is shown."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.models import User
from core.operations import logins
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import refused

from ... import operations
from ...forms.revealing import RevealForm
from ...models import Draw, SeedKind
from .lookup import Row, draw_or_404, out_or_404, table


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
@once
def draw_reveal(request: Request, pk: str) -> HttpResponse:
    """Type in what was drawn. The witness proves on this page to be there; whoever runs the draw cannot be the witness."""
    draw = draw_or_404(request, pk)
    back = reverse("draw_detail", args=[draw.pk])
    if draw.state != Draw.State.COMMITTED:
        if draw.is_out:
            return redirect("draw_show", draw.pk)
        messages.error(request, "这次抽签还没有封存，不能摇号。" if draw.committed_at is None else "这次抽签已作废。")
        return redirect(back)
    form = RevealForm(request.POST or None, draw=draw, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _reveal(request, draw, form.cleaned_data)
        except EditConflict as conflict:
            return refused(request, conflict, back)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("draw_show", draw.pk)
    context = {"draw": draw, "form": form, "groups": _groups(draw.commitment, 8)}
    return render(request, "spot_checks/draw_reveal.html", context)


def _reveal(request: Request, draw: Draw, said: dict[str, Any]) -> None:
    """The result stands. Raises Refused for a witness who cannot prove to be there, and for what the operation declines."""
    witness = _proved(request, said) if said["witness"] else None
    operations.reveal_draw(
        draw,
        values=[said["value"]],
        by=request.user,
        witness=witness,
        witness_name=said["witness_name"],
        version=said["version"],
    )


def _proved(request: Request, said: dict[str, Any]) -> User:
    """The witness, whose own password (and code, where they use one) was typed here; guessing is throttled as at the door."""
    chosen: User = said["witness"]
    try:
        witness = logins.check_password(request, chosen.username, said["witness_password"])
        logins.check_code(request, witness, said["witness_code"])
    except logins.WrongAnswer as wrong:
        raise Refused("见证人的密码或验证码不对，请见证人本人重新输入。", code="witness-unproved") from wrong
    logins.note(witness, by=witness, action="prove")
    return witness


@page(Permission.DRAW_VIEW)
@require_GET
def draw_show(request: Request, pk: str) -> HttpResponse:
    """The result once more for the room: it replays what is stored and decides nothing."""
    draw = out_or_404(request, pk)
    shown = table(draw.strata, draw.unfiled)
    rows: list[Row] = shown["rows"]
    most = max((row.total.drawn for row in rows), default=1) or 1
    context = {
        "draw": draw,
        "balls": _balls(draw),
        "bars": [{"name": row.name, "drawn": row.total.drawn, "width": row.total.drawn * 100 // most} for row in rows],
        "sum": shown["sum"].total,
    }
    return render(request, "spot_checks/draw_show.html", context)


def values(draw: Draw) -> list[str]:
    """The values as they stand in seed.json; empty before the reveal."""
    return json.loads(draw.seed_json)["values"] if draw.seed_json else []


def _balls(draw: Draw) -> list[dict[str, Any]]:
    """What is on each ball, in the order drawn; `last` is the blue one of a lottery."""
    value = (values(draw) or [""])[-1]
    if draw.seed_kind == SeedKind.D10:
        return [{"text": digit, "blue": False} for digit in value]
    red, _, blue = value.partition("-")[2].partition("+")
    return [{"text": each, "blue": False} for each in red.split(".")] + [{"text": blue, "blue": True}]


def _groups(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]
