"""What sealed cases and repeats ask of people today. Of a sealed case its handlers alone learn that it is there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from core.navigation import Duty
from core.permissions import Permission

from ..models import Petition
from ..petitions.matters import ASKED, clusters_for, waiting

S = Petition.State


def duties(user: Any) -> Iterator[Duty]:
    """The duties of one person."""
    if not user.sees_case_data:
        return
    if user.may(Permission.PETITION_SEALED):
        yield from _sealed(user)
    if user.may(Permission.PETITION_LINK) and (count := waiting(user).count()):
        yield Duty(f"{count} 对疑似重复信访待确认", "程序找出来的，由人认定；认错了可以撤销。", reverse("repeat_list"))
    if user.may(Permission.PETITION_EXTEND):
        asked = clusters_for(user, ASKED).exclude(strike_asked_by=user)
        for cluster in asked.order_by("strike_asked_at")[:20]:
            why = f"{cluster.get_disposal_display()}。请核对依据后确认，或不同意。"
            yield Duty(f"重复信访 {cluster.number} 申请销号", why, reverse("cluster_detail", args=[cluster.pk]))


def _sealed(user: Any) -> Iterator[Duty]:
    rows = Petition.objects.visible_to(user).filter(is_sealed=True, state__in=[S.REGISTERED, S.ACCEPTED, S.HANDLING])
    for pk, number in rows.order_by("received_at").values_list("pk", "number")[:20]:
        yield Duty(f"密封件 {number} 在办", "指定您办理。打开要写明用途并留痕。", reverse("sealed_detail", args=[pk]))
