"""What waits too long for the bureau itself goes to the inboxes, each lot once: close-outs to be checked or confirmed,
extensions to be decided, papers to be signed. Notices hold numbers, never what a matter is about."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core import months, workdays
from core.models import Division, User
from core.operation import operation
from core.operations import notices
from core.permissions import Role
from core.templatetags.formats import date_cn

from ...models import CloseOut, EntryEvent, RectificationEntry, SupervisionOrder

S = RectificationEntry.State
PATIENCE = 3  # working days


@dataclass(frozen=True)
class Lot:
    """What came in on one day and still waits for one role: the word of what it is, its numbers, where it is worked."""

    matter: str
    role: str
    title: str
    url: str
    day: dt.date
    numbers: tuple[str, ...]


def remind_waiting(on: dt.date) -> list[dict[str, Any]]:
    """What has waited three working days is in the inboxes of those it waits for; answers what this run has newly sent,
    one entry a lot."""
    counties = sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})
    return [entry for county in counties for entry in _remind(county, on)]


@operation
def _remind(county: str, on: dt.date) -> list[dict[str, Any]]:
    last = workdays.add_workdays(on, -PATIENCE)
    people = list(
        User.objects.filter(
            role__in=[Role.BUREAU_OFFICER, Role.BUREAU_LEADER], is_active=True, division__code__startswith=county
        )
    )
    found = [_send(county, lot, people) for lot in _lots(county) if lot.day <= last]
    return [entry for entry in found if entry["sent"]]


def _lots(county: str) -> Iterator[Lot]:
    asked = CloseOut.objects.filter(county_code=county, state__in=[CloseOut.State.ASKED, CloseOut.State.CHECKED])
    rows = list(asked.values_list("state", "entry__number", "asked_at", "checked_at"))
    to_check = [(at, number) for state, number, at, _ in rows if state == CloseOut.State.ASKED]
    to_confirm = [(at, number) for state, number, _, at in rows if state == CloseOut.State.CHECKED]
    yield from _by_day(to_check, "close-check", Role.BUREAU_OFFICER, "{n} 条销号申请等您审核", "/cases/entries/")
    yield from _by_day(to_confirm, "close-confirm", Role.BUREAU_LEADER, "{n} 条销号等您确认", "/cases/entries/")
    yield from _by_day(
        _extensions(county), "extension", Role.BUREAU_LEADER, "{n} 条整改延期等您批示", "/cases/entries/"
    )
    drafted = SupervisionOrder.objects.filter(county_code=county, state=SupervisionOrder.State.DRAFTED)
    papers = [(at, kind) for at, kind in drafted.values_list("drafted_at", "entry__number")]
    yield from _by_day(papers, "order-sign", Role.BUREAU_LEADER, "{n} 份督办文书等您签发", "/cases/orders/")


def _extensions(county: str) -> list[tuple[dt.datetime, str]]:
    """(when last asked, number) of entries whose extension nobody has decided."""
    waiting = RectificationEntry.objects.filter(county_code=county, extension_asked_to__isnull=False, state=S.WORKING)
    asked = EntryEvent.objects.filter(entry__in=waiting, step="ask_extension").order_by("at")
    latest: dict[str, dt.datetime] = dict(asked.values_list("entry__number", "at"))
    return [(at, number) for number, at in latest.items()]


def _by_day(rows: list[tuple[Any, Any]], matter: str, role: str, title: str, url: str) -> Iterator[Lot]:
    lots: dict[dt.date, list[str]] = {}
    for at, number in rows:
        lots.setdefault(at.astimezone(months.SHANGHAI).date(), []).append(number or "")
    for day, numbers in sorted(lots.items()):
        named = tuple(sorted(number for number in numbers if number))
        yield Lot(matter, role, title.format(n=len(numbers)), url, day, named)


def _send(county: str, lot: Lot, people: list[User]) -> dict[str, Any]:
    which = f"：{'、'.join(lot.numbers)}" if lot.numbers else ""
    sent = notices.queue(
        [user for user in people if user.role == lot.role],
        key=f"waiting:{county}:{lot.matter}:{lot.day.isoformat()}",
        kind="entry",
        title=f"{lot.title}，已超过 {PATIENCE} 个工作日",
        body=f"{date_cn(lot.day)}提交{which}。请尽快办理。",
        url=lot.url,
        division_code=county.ljust(12, "0"),
    )
    return {"matter": lot.matter, "day": lot.day.isoformat(), "numbers": list(lot.numbers), "sent": sent}
