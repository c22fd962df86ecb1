"""入户包 issued to an inspector, taken along, listed, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.models import Division
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.views.person_rows import group_words

from ...exports import packet as packet_file
from ...forms.packets import PacketForm
from ...models import Packet
from ...operations import packets

SHOWN = 100
TONES = {"live": "info", "staged": "warning", "loaded": "success", "cancelled": "neutral", "expired": "danger"}


@page(Permission.VISIT_MAKE)
@require_GET
def packet_list(request: Request) -> HttpResponse:
    """One's own packets, the newest first; who plans draws sees those of the county."""
    rows = Packet.objects.visible_to(request.user).select_related("draw", "inspector").order_by("-issued_at")[:SHOWN]
    context = {
        "rows": [_row(packet, request) for packet in rows],
        "sees_all": request.user.may(Permission.DRAW_PLAN),
        "may_issue": bool(packets.draws_to_visit(request.user)),
    }
    return render(request, "spot_checks/packet_list.html", context)


def _row(packet: Packet, request: Request) -> dict[str, Any]:
    state, mine = packet.state, packet.inspector_id == request.user.pk
    left = packet.expires_at - timezone.now()
    return {
        "packet": packet,
        "dialog": f"cancel-{packet.pk.hex}",
        "state": state,
        "label": Packet.State(state).label,
        "tone": TONES[state],
        "days": left.days,
        "hours": left.seconds // 3600,
        "is_mine": mine,
        "may_download": mine and packet.is_open,
        "may_review": mine and state == Packet.State.STAGED,
        "may_cancel": packet.is_open,
    }


@page(Permission.VISIT_MAKE, reauth=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@once
def packet_new(request: Request) -> HttpResponse:
    """Choose the households and a PIN; the packet issued before is cancelled."""
    draws = packets.draws_to_visit(request.user)
    wanted = request.POST.get("draw") or request.GET.get("draw")
    draw = next((each for each in draws if str(each.pk) == wanted), draws[0] if draws else None)
    if draw is None:
        return render(request, "spot_checks/packet_new.html", {"draws": draws, "draw": None})
    items = packets.to_visit(draw, request.user).select_related("household").order_by("township_code", "rank")
    form = PacketForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        earlier = packets.open_packet(draw, request.user)
        chosen, pin = list(form.cleaned_data["items"]), form.cleaned_data["pin_secret"]
        try:
            packets.issue_packet(draw, by=request.user, items=chosen, pin=pin)
        except Refused as refusal:
            return refused(request, refusal, f"{reverse('packet_new')}?draw={draw.pk}")
        said = "原来的入户包已作废，请从手机上删掉。" if earlier else ""
        messages.success(request, f"入户包已生成（{len(chosen)} 户）。{said}请点“下载”，再拷到手机上。")
        return redirect("packet_list")
    context = {"draws": draws, "draw": draw, "form": form, "homes": _homes(items, form)}
    context["tabs"] = [
        {"label": f"{each.title} {each.code}", "url": f"?draw={each.pk}", "active": each == draw} for each in draws
    ]
    context["earlier"] = packets.open_packet(draw, request.user)
    return render(request, "spot_checks/packet_new.html", context)


def _homes(items: Any, form: PacketForm) -> list[dict[str, Any]]:
    """The items to tick, with the places they lie in; all of them ticked at first."""
    rows = list(items)
    codes = {code for item in rows for code in (item.division_code, f"{item.township_code}000")}
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    ticked = set(form.data.getlist("items")) if form.is_bound else {str(item.pk) for item in rows}  # type: ignore[attr-defined]
    return [
        {
            "item": item,
            "township": names.get(f"{item.township_code}000", ""),
            "village": names.get(item.division_code, "") if not item.division_code.endswith("000") else "",
            "group": group_words(item.household.group) if item.household else "",
            "ticked": str(item.pk) in ticked,
        }
        for item in rows
    ]


@page(Permission.VISIT_MAKE, reauth=True)
@require_POST
def packet_download(request: Request, pk: str) -> HttpResponse:
    """The packet as a file to keep, never as a page: a browser is told not to run it here."""
    packet = packet_or_404(request, pk)
    try:
        packets.hand_out(packet, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("packet_list"))
    response = HttpResponse(packet_file.html(packet), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, packet_file.filename(packet)))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@page(Permission.VISIT_MAKE)
@require_POST
def packet_cancel(request: Request, pk: str) -> HttpResponse:
    """The packet is worthless from now on."""
    packet = packet_or_404(request, pk)
    try:
        packets.cancel_packet(packet, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("packet_list"))
    messages.success(request, "入户包已作废，它的结果文件不能再导入。")
    return redirect("packet_list")


def packet_or_404(request: Request, pk: object) -> Packet:
    """A packet the person may see."""
    return get_object_or_404(Packet.objects.visible_to(request.user).select_related("draw", "inspector"), pk=pk)
