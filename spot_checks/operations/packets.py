"""入户包: handed to one inspector under a PIN nobody keeps, cancelled, and worthless after seven days."""

import base64
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import uploads
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ..models import Draw, DrawInspector, DrawItem, DrawItemQuerySet, Packet, Visit
from ..rules import packet_pin, packet_seal
from ..standing import OUT

KEPT = dt.timedelta(days=7)
MOST_ITEMS = 60


def to_visit(draw: Draw, user: User) -> DrawItemQuerySet:
    """The draw's items this person inspects and nobody has entered a visit for; days of 未在家 alone are no visit yet."""
    townships = DrawInspector.objects.filter(draw=draw, user=user).values("township_code")
    only_absences = Q(
        visit__state=Visit.State.DRAFT, visit__outcome="", visit__answers_sealed=b"", visit__photos__isnull=True
    )
    rows: DrawItemQuerySet = DrawItem.objects.filter(draw=draw, township_code__in=townships)
    return rows.filter(Q(visit__isnull=True) | only_absences).to_visit()


def draws_to_visit(user: User) -> list[Draw]:
    """Draws that are out and gave this person a township, the newest first."""
    mine = DrawInspector.objects.filter(user=user).values("draw_id")
    return list(Draw.objects.filter(pk__in=mine, state__in=OUT).order_by("-revealed_at", "-pk"))


def open_packet(draw: Draw, user: User) -> Packet | None:
    """The packet whose result may still come back."""
    rows = Packet.objects.filter(draw=draw, inspector=user, loaded_at__isnull=True, cancelled_at__isnull=True)
    return rows.filter(expires_at__gt=timezone.now()).first()


@operation
def issue_packet(draw: Draw, *, by: User, items: Sequence[DrawItem], pin: str) -> Packet:
    """A packet with these items is ready to be taken along; it expires in seven days, and one issued before is cancelled.

    The PIN is forgotten: its lock opens to nothing else. Raises Refused for a weak PIN and for items that are not the
    person's own or have been visited.
    """
    mine = locked(draw)
    require(by, Permission.VISIT_MAKE)
    if not mine.is_out:
        raise TransitionRefused("这次抽签还没有出结果，不能生成入户包。", code="packet-no-result")
    if reason := packet_pin.why_weak(pin):
        raise Refused(reason, code="packet-pin")
    wanted = {item.pk for item in items}
    if not 0 < len(wanted) <= MOST_ITEMS:
        raise Refused(f"请选择 1 到 {MOST_ITEMS} 户放进入户包。", code="packet-items")
    if set(to_visit(mine, by).filter(pk__in=wanted).values_list("pk", flat=True)) != wanted:
        raise Refused("选中的户里有已经录入核查的，或不由您核查的。请刷新页面后重新选择。", code="packet-items")
    for earlier in Packet.objects.filter(draw=mine, inspector=by, loaded_at__isnull=True, cancelled_at__isnull=True):
        close_packet(earlier, by=by)
    now = timezone.now()
    packet = Packet(division_code=mine.division_code, draw=mine, inspector=by, items=sorted(map(str, wanted)))
    packet.issued_at, packet.expires_at = now, now + KEPT
    secret = packet_seal.new_secret()
    packet.key = base64.b64encode(secret).decode()
    packet.lock = packet_seal.lock(secret, pin, packet.pk).text
    packet.save()
    audit.record("packet.issue", packet, by=by, summary={"items": len(wanted), "draw": mine.code})
    return packet


@operation
def hand_out(packet: Packet, *, by: User) -> Packet:
    """The packet's own inspector takes the file along (again); that is noted."""
    mine = locked(packet)
    require(by, Permission.VISIT_MAKE)
    if mine.inspector_id != by.pk:
        raise NotPermitted("入户包只能由领包的核查人本人下载。")
    if not mine.is_open:
        raise TransitionRefused(f"这个入户包{mine.State(mine.state).label}，请重新领一个。", code="packet-over")
    audit.record("packet.download", mine, by=by, summary={"items": len(mine.items)})
    return mine


@operation
def cancel_packet(packet: Packet, *, by: User) -> Packet:
    """The packet is worthless from now on: phone lost, or issued by mistake. By its inspector or who plans the draw."""
    mine = locked(packet)
    if mine.inspector_id != by.pk:
        require(by, Permission.DRAW_PLAN, mine.county_code)
    if not mine.is_open:
        raise TransitionRefused(f"这个入户包{mine.State(mine.state).label}，不用再作废。", code="packet-over")
    close_packet(mine, by=by)
    return mine


@operation
def erase_stale(*, by: User | None = None) -> int:
    """The secrets of packets loaded, cancelled or past their seven days are erased; how many. Again: none."""
    stale = list(Packet.objects.holding_secrets().over(timezone.now()).select_for_update(of=("self",)))
    for packet in stale:
        erase(packet)
    if stale:
        counties = sorted({packet.county_code for packet in stale})
        for county in counties:
            count = sum(packet.county_code == county for packet in stale)
            audit.record("packet.erase", by=by, division_code=county.ljust(12, "0"), summary={"packets": count})
    return len(stale)


def close_packet(packet: Packet, *, by: User) -> None:
    """The packet is cancelled and its secret erased; part of an operation that has checked it may be."""
    packet.cancelled_at = timezone.now()
    packet.save(update_fields=["cancelled_at"])
    erase(packet)
    audit.record("packet.cancel", packet, by=by, summary={"items": len(packet.items)})


def erase(packet: Packet) -> None:
    """The packet's secret is gone, and the result file that waited; what is out there opens to nobody here any more."""
    waiting = packet.result
    packet.key = packet.lock = ""
    packet.result = None
    packet.save(update_fields=["key_sealed", "lock_sealed", "result"])
    if waiting is not None:
        uploads.forget(waiting)
