"""The term set for settling a repeat matter (化解时限) rings a week before, on the day and the day after, each once."""

import datetime as dt
from typing import Any

from django.urls import reverse

from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import Role

from ...models import PetitionCluster

LADDER = (("T-7", 7, "还有 7 天到期"), ("T", 0, "今天到期"), ("T+1", -1, "已过期"))
SHOWN = "CF"  # the series of matters that stand on the ledger everybody sees; of the others nobody is told here


@operation
def remind_matters(on: dt.date) -> list[dict[str, Any]]:
    """The county's petition officers are told of every matter not struck off whose term presses; answers what this run has
    newly sent, one entry a matter and rung."""
    rows = PetitionCluster.objects.filter(
        number__startswith=SHOWN, struck_off_at__isnull=True, due_on__lte=on + dt.timedelta(days=LADDER[0][1])
    )
    officers = list(User.objects.filter(role=Role.PETITION_OFFICER, is_active=True))
    sent = [_send(row, row.due_on, on, officers) for row in rows.order_by("number") if row.due_on is not None]
    return [entry for entry in sent if entry["sent"]]


def _send(row: PetitionCluster, day: dt.date, on: dt.date, officers: list[User]) -> dict[str, Any]:
    rung, _, word = next(rung for rung in reversed(LADDER) if day - dt.timedelta(days=rung[1]) <= on)
    readers = [user for user in officers if PetitionCluster.objects.visible_to(user).filter(pk=row.pk).exists()]
    sent = notices.queue(
        readers,
        key=f"cluster:{row.pk}:{day}:{rung}",
        kind="petition",
        title=f"重复信访 {row.number} 化解时限{word}",
        body=f"化解时限是 {day.year}年{day.month}月{day.day}日。化解了的请申请销号。",
        url=reverse("cluster_detail", args=[row.pk]),
        division_code=row.division_code,
    )
    return {"matter": "repeat", "cluster": row.number, "step": rung, "due": day.isoformat(), "sent": sent}
