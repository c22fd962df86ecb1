"""The audit trail: who did what when, without the values."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from .. import tasks
from ..access import Request, page
from ..audit_words import action_word, subject_word, summary_words
from ..chain import counties_of, heads_of, last_check, names_of
from ..forms import CheckForm, TrailForm
from ..keyset import PAGE
from ..models import AuditEntry
from ..operations.trail import read_anchor
from ..permissions import Permission
from ..refusal import Refused
from ..responses import refused


@page(Permission.AUDIT_VIEW)
@require_GET
def audit_trail(request: Request) -> HttpResponse:
    """One chain, the newest entries first, with its head: the number and hash to write down outside the system."""
    form = TrailForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    asked |= {name: int(text) for name in ("before", "after") if (text := request.GET.get(name, "")).isdecimal()}
    heads = list(heads_of(request.user))
    names = names_of(heads, counties_of(request.user))
    head = next((h for h in heads if h.chain == asked.get("chain")), heads[0] if heads else None)
    rows, older, newer = _window(_matching(head, asked), asked)
    kept = {name: asked[name] for name in ("actor", "action", "subject") if asked.get(name)}
    kept["chain"] = head.chain if head else ""
    context = {
        "head": head,
        "check": last_check(head.chain) if head else None,
        "check_form": CheckForm(initial={"chain": head.chain}, auto_id="check_%s") if head else None,
        "tabs": [
            {"label": names[h.chain], "url": "?" + urlencode({**kept, "chain": h.chain}), "active": h is head}
            for h in heads
        ],
        "entries": [_line(entry) for entry in rows],
        "form": form,
        "active": sum(name in kept for name in ("actor", "action", "subject")),
        "reset_url": "?" + urlencode({"chain": kept["chain"]}),
        "next_url": "?" + urlencode({**kept, "before": rows[-1].number}) if older else "",
        "prev_url": "?" + urlencode({**kept, "after": rows[0].number}) if newer else "",
        "more": older,
    }
    return render(request, "core/audit_trail.html", context)


@page(Permission.AUDIT_VIEW)
@require_POST
def audit_check(request: Request) -> HttpResponse:
    """The chain is walked beside the web; what was found will stand on the page and in the inbox."""
    form = CheckForm(request.POST)
    chain, anchor = (form.cleaned_data["chain"], form.cleaned_data["anchor"]) if form.is_valid() else ("", "")
    back = f"{reverse('audit_trail')}?{urlencode({'chain': chain})}"
    try:
        if not heads_of(request.user).filter(chain=chain).exists():
            raise Refused("没有这条审计链，或不在您的查看范围内。", code="audit-chain")
        if anchor:
            read_anchor(anchor, chain)
    except Refused as refusal:
        return refused(request, refusal, back)
    tasks.check_chain.delay_on_commit(chain, str(request.user.pk), anchor)
    messages.info(request, "正在从第一条核对到最后一条，完成后发一条消息，结果也写在这一页。")
    return redirect(back)


def _matching(head: Any, asked: dict[str, Any]) -> Any:
    entries = AuditEntry.objects.filter(chain=head.chain) if head else AuditEntry.objects.none()
    columns = {"actor": "actor", "action": "action", "subject": "subject_id"}
    return entries.filter(**{column: asked[name] for name, column in columns.items() if asked.get(name)})


def _window(entries: Any, asked: dict[str, Any]) -> tuple[list[AuditEntry], bool, bool]:
    """The entries of one page and whether older and newer ones exist."""
    if asked.get("after") is not None:
        found = list(entries.filter(number__gt=asked["after"]).order_by("number")[: PAGE + 1])
        return found[:PAGE][::-1], True, len(found) > PAGE
    if asked.get("before"):
        entries = entries.filter(number__lt=asked["before"])
    found = list(entries.order_by("-number")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE, bool(asked.get("before")) and bool(found)


def _line(entry: AuditEntry) -> dict[str, Any]:
    return {
        "entry": entry,
        "word": action_word(entry.action),
        "subject": subject_word(entry.subject_type) if entry.subject_type else "",
        "summary": summary_words(json.loads(entry.canon).get("summary", {})),
    }
