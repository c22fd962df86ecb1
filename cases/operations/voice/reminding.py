"""Questions about policy that nobody has answered ring on their last day and the day after, each once. No notice says who
asked or what."""

import datetime as dt
from typing import Any

from django.urls import reverse

from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import Role

from ...models import Consultation
from ...petitions.consulting import due_days

DESKS = (Role.TOWNSHIP_ASSISTANT, Role.BUREAU_OFFICER, Role.BUREAU_OFFICE, Role.PETITION_OFFICER)


@operation
def remind_consultations(on: dt.date) -> list[dict[str, Any]]:
    """The desk that took a question down is told when its answer is due (two queries, and what is sent); answers what this
    run has newly sent, one entry a question."""
    waiting = list(Consultation.objects.filter(answered_at__isnull=True).defer("caller_sealed"))
    due = due_days(waiting)
    pressing = [row for row in waiting if (day := due[row.pk]) is not None and day <= on]
    places = {row.division_code for row in pressing}
    people = list(User.objects.filter(division__in=places, role__in=DESKS, is_active=True))
    sent = [_send(row, due[row.pk] or on, on, people) for row in pressing]
    return [entry for entry in sent if entry["sent"]]


def _send(row: Consultation, day: dt.date, on: dt.date, people: list[User]) -> dict[str, Any]:
    rung, word = ("T+1", "已超期") if day < on else ("T", "今天到期")
    sent = notices.queue(
        [user for user in people if user.division_id == row.division_code],
        key=f"consultation:{row.pk}:{rung}",
        kind="petition",
        title=f"一件政策咨询答复{word}",
        body=f"应在{day.year}年{day.month}月{day.day}日前答复咨询人并登记。",
        url=reverse("consultation_answer", args=[row.pk]),
        division_code=row.division_code,
    )
    return {"matter": "consultation", "step": rung, "due": day.isoformat(), "sent": sent}
