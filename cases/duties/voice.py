"""What the voice registers ask today: questions to answer, and telephones that nobody is down for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from core import months
from core.navigation import Duty
from core.permissions import Permission
from core.questions import Ask, ask

from ..models import Consultation, DutyShift, PublicTelephone
from ..petitions.consulting import due_by
from ..terms import answered, asked

AHEAD = 7


def duties(user: Any) -> Iterator[Ask]:
    """What tells of the duties of one person."""
    if not user.sees_case_data or not user.may(Permission.VOICE_LOG):
        return
    own = Consultation.objects.visible_to(user).filter(division_code=user.division_id, answered_at__isnull=True)
    yield ask(_questions, own.values("pk", "channel", "asked_at"), *asked())
    week = (months.today(), months.today() + dt.timedelta(days=AHEAD - 1))
    held = DutyShift.objects.filter(division_code=user.division_id, day__range=week).exclude(person="")
    phones = PublicTelephone.objects.filter(division_code=user.division_id, published=True)
    yield ask(_roster, phones.values("telephone"), held.values("telephone"))


def _questions(rows: list[Any], own: list[Any], days: list[Any]) -> Iterator[Duty]:
    if rows:
        due = min((day for day in due_by(rows, *answered(own, days)).values() if day), default=None)
        end = dt.datetime.combine(due + dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI) if due else None
        url = f"{reverse('consultation_list')}?state=waiting"
        yield Duty(f"{len(rows)} 件政策咨询待答复", "请在期限内答复咨询人并登记。", url, end)


def _roster(phones: list[Any], held: list[Any]) -> Iterator[Duty]:
    """Own published telephones without anybody down for one of the coming seven days that are worked."""
    if bare := {phone.telephone for phone in phones} - {shift.telephone for shift in held}:
        why = "公开的信访投诉电话要有人接，没有安排的请排上。"
        yield Duty(f"{len(bare)} 部公开电话未来 7 天没有安排值守", why, reverse("duty_roster"))
