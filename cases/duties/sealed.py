"""What sealed cases and repeats ask of people today. Of a sealed case its handlers alone learn that it is there."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse

from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask, sums

from ..models import Petition, PetitionCluster
from ..petitions.matters import ASKED, clusters_for, waiting

S = Petition.State
LONGEST = 20


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person."""
    if not user.sees_case_data:
        return
    if user.may(Permission.PETITION_SEALED):
        states = [S.REGISTERED, S.ACCEPTED, S.HANDLING]
        rows = Petition.objects.visible_to(user).filter(is_sealed=True, state__in=states)
        yield ask(_sealed, rows.order_by("received_at").values("pk", "number")[:LONGEST])
    if user.may(Permission.PETITION_LINK):
        yield ask(_repeats, sums(waiting(user), count=Count("pk")))
    if user.may(Permission.PETITION_EXTEND):
        asked = clusters_for(user, ASKED).exclude(strike_asked_by=user).order_by("strike_asked_at")
        yield ask(_strikes, asked.values("pk", "number", "disposal")[:LONGEST])


def _sealed(rows: list[Any]) -> Iterator[Duty]:
    for row in rows:
        url = reverse("sealed_detail", args=[row.pk])
        yield Duty(f"密封件 {row.number} 在办", "指定您办理。打开要写明用途并留痕。", url)


def _repeats(found: list[Any]) -> Iterator[Duty]:
    if count := found[0].count:
        yield Duty(f"{count} 对疑似重复信访待确认", "程序找出来的，由人认定；认错了可以撤销。", reverse("repeat_list"))


def _strikes(clusters: list[Any]) -> Iterator[Duty]:
    for cluster in clusters:
        why = f"{PetitionCluster.Disposal(cluster.disposal).label}。请核对依据后确认，或不同意。"
        yield Duty(f"重复信访 {cluster.number} 申请销号", why, reverse("cluster_detail", args=[cluster.pk]))
