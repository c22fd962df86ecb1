"""Pairs the program proposes: both petitions side by side, why, and a person's decision."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.idempotency import once
from core.keyset import first_page
from core.models import User
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ... import tasks
from ...forms.repeats import LinkForm
from ...models import Petition, RepeatProposal
from ...operations import repeats
from ...petitions.listing import names_of
from ...petitions.matters import waiting
from ...petitions.places import Places

SIZE = 20
NUMBER = re.compile(r"[A-Z]{2}[0-9]{4}-[0-9]{4,7}")
AT_ONCE = 3000  # so many are compared while one waits
S = RepeatProposal.State
TONES = {S.PROPOSED: "warning", S.CONFIRMED: "success", S.DECLINED: "neutral"}


@page(Permission.PETITION_LINK)
@require_GET
def repeat_list(request: Request) -> HttpResponse:
    """Proposals by state; those not decided first. `of` keeps to one petition's."""
    user = request.user
    state = request.GET.get("state", S.PROPOSED)
    state = S(state) if state in S.values else S.PROPOSED
    seen = RepeatProposal.objects.visible_to(user).within(user.scope)
    rows = waiting(user) if state == S.PROPOSED else seen.filter(state=state).order_by("-pk")
    of, also = request.GET.get("of", "").upper(), ""
    if NUMBER.fullmatch(of):
        rows, also = rows.filter(Q(first__number=of) | Q(second__number=of)), f"&of={of}"
    before = request.GET.get("before", "")
    if len(before) == 36 and set(before.lower()) <= set("0123456789abcdef-") and before.count("-") == 4:
        rows = rows.filter(pk__lt=before)
    left_out = [f"{side}__{name}" for side in ("first", "second") for name in ("sealed_blob", "sketch", "answer")]
    found, more = first_page(rows.select_related("first", "second", "decided_by").defer(*left_out), SIZE)
    context = {
        "rows": _rows(found, user),
        "next": f"?state={state}{also}&before={found[-1].pk}" if more else "",
        "first": f"?state={state}{also}" if before else "",
        "state": state,
        "of": of if also else "",
        "tabs": [
            {"label": each.label, "url": f"?state={each.value}{also}", "active": each == state, "count": None}
            for each in S
        ],
        "hidden": [("of", of)] if also else [],
        "form": LinkForm(),
    }
    return render(request, "cases/repeat_list.html", context)


def _rows(found: Any, user: User) -> list[dict[str, Any]]:
    petitions = [petition for row in found for petition in (row.first, row.second)]
    names = names_of(petitions)
    places = Places.of(user.scope[:6])
    return [
        {
            "proposal": row,
            "tone": TONES[S(row.state)],
            "percent": round(row.score * 100),
            "sides": [
                {
                    "item": each,
                    "who": "密封" if each.is_sealed else "、".join(names.get(each.pk, [])) or "匿名",
                    "place": each.place or places.name(each.division_code),
                    "word": word,
                }
                for word, each in (("先来", row.first), ("后来", row.second))
            ],
        }
        for row in found
    ]


@page(Permission.PETITION_LINK)
@require_POST
def repeat_confirm(request: Request, pk: Any) -> HttpResponse:
    """The two are one matter."""
    return _decide(request, pk, repeats.confirm, "已认定为重复信访，列入专门台账。")


@page(Permission.PETITION_LINK)
@require_POST
def repeat_decline(request: Request, pk: Any) -> HttpResponse:
    """The two are two matters."""
    return _decide(request, pk, repeats.decline, "已认定不是重复。")


@page(Permission.PETITION_LINK)
@require_POST
def repeat_undo(request: Request, pk: Any) -> HttpResponse:
    """The decision is taken back."""
    return _decide(
        request, pk, repeats.undo, "已撤销，回到待确认。", "已撤销这一对；两件由别的认定连着，仍在同一事项里。"
    )


def _decide(
    request: Request, pk: Any, operation: Callable[..., RepeatProposal], done: str, joined: str = ""
) -> HttpResponse:
    """Back to the list one came from. `joined` is said instead of `done` where the two still stand in one matter."""
    proposal = get_object_or_404(RepeatProposal.objects.visible_to(request.user).within(request.user.scope), pk=pk)
    of = request.POST.get("of", "")
    back = f"{reverse('repeat_list')}?state={proposal.state}{f'&of={of}' if NUMBER.fullmatch(of) else ''}"
    try:
        operation(proposal, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    still = bool(joined) and not waiting(request.user).filter(pk=proposal.pk).exists()
    messages.success(request, joined if still else done)
    return redirect(back)


@page(Permission.PETITION_LINK)
@require_POST
@once
def repeat_link(request: Request) -> HttpResponse:
    """Join two petitions the program did not propose, by their numbers."""
    form = LinkForm(request.POST)
    back = reverse("repeat_list")
    if not form.is_valid():
        messages.error(request, "请填写两件信访的编号，如 XF2021-0012。")
        return redirect(back)
    rows = Petition.objects.visible_to(request.user)
    pair = [rows.filter(number=form.cleaned_data[name].upper()).first() for name in ("first", "second")]
    if pair[0] is None or pair[1] is None:
        messages.error(request, "没有找到其中一件，请核对编号。")
        return redirect(back)
    try:
        repeats.link(pair[0], pair[1], by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "已关联，列入专门台账。")
    return redirect(f"{back}?state=confirmed")


@page(Permission.PETITION_LINK)
@require_POST
@once
def repeat_search(request: Request) -> HttpResponse:
    """Compare the whole docket again, now."""
    county = request.user.scope[:6]
    if Petition.objects.within(county).count() > AT_ONCE:
        tasks.propose_county.delay_on_commit(county)
        messages.info(request, "信访件较多，正在后台比对，请过几分钟刷新这一页。")
        return redirect("repeat_list")
    found = repeats.propose_all(county, by=request.user)
    messages.success(request, f"已比对全部信访件，新找到疑似重复 {found.new} 对。")
    return redirect("repeat_list")
