"""Until when questions about policy are to be answered, and their register page by page."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from core import months

from ..models import ClockRule, Consultation, PetitionClass
from ..rules.clocks import Calendar
from ..terms import known, pick

PAGE = 50
_cursors = signing.Signer(salt="cases.consultations")


def due_days(asked: Sequence[Consultation]) -> dict[Any, dt.date | None]:
    """id → the last day for the answer, by the terms of consultations (12345 has its own). One query."""
    return due_by(asked, *known())


def due_by(asked: Sequence[Any], held: list[Any], days: Calendar) -> dict[Any, dt.date | None]:
    """As `due_days`, by terms and a calendar already read."""
    found: dict[Any, dt.date | None] = {}
    for row in asked:
        day = row.asked_at.astimezone(months.SHANGHAI).date()
        term = pick(held, row.channel, PetitionClass.CONSULT, day).get(ClockRule.Step.CONCLUDE)
        if term is None:
            found[row.pk] = None
        elif term.working:
            found[row.pk] = days.add_workdays(day, term.days)
        else:
            found[row.pk] = days.next_workday(day + dt.timedelta(days=term.days))
    return found


def page_of(register: QuerySet[Any], cursor: str, order: str = "asked_at") -> tuple[list[Any], str, str]:
    """One page of a register, the newest first, from `cursor` on; and the cursors of the first page ("" on it) and the next."""
    anchor = _anchor(cursor, register, order)
    if anchor is not None:
        register = register.filter(TupleLessThan(Tuple(F(order), F("pk")), anchor))
    found = list(register.order_by(f"-{order}", "-pk")[: PAGE + 1])
    following = _cursors.sign(found[PAGE - 1].pk.hex) if len(found) > PAGE else ""
    return found[:PAGE], "first" if anchor is not None else "", following


def _anchor(cursor: str, register: QuerySet[Any], order: str) -> tuple[Any, ...] | None:
    try:
        pk = UUID(_cursors.unsign(cursor))
    except signing.BadSignature:
        return None
    return register.model._default_manager.filter(pk=pk).values_list(order, "pk").first()
