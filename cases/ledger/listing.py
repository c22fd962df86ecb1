"""The ledger as a list: filters, search, counts by state, keyset paging with the newest number first. Reads only."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from core import months
from core.models import Division

from ..models import EntryQuerySet, RectificationEntry
from ..rules.entries.overdue import AMBER, RED, SOON

PAGE = 50
S = RectificationEntry.State
# Besides a single state: still open; ended; closed and still so (neither dismissed nor put right anew); of these the old
# closed rows; what the close-out rate is of, which counts no old rows; all that is open or closed.
OPEN, ENDED, CLOSED_ALL, OLD, RATED, WHOLE = "open", "ended", "closed_all", "old", "rated", "whole"
NO_STAGE = "none"
CLOSED = (S.CLOSED, S.LEGACY_CLOSED, S.CONSOLIDATED)
STILL = ~Q(state__in=RectificationEntry.ENDED)
CREDITED = Q(state__in=CLOSED) & ~RectificationEntry.LEGACY
GROUPS: dict[str, Q] = {
    OPEN: STILL,
    ENDED: Q(state__in=RectificationEntry.ENDED),
    CLOSED_ALL: Q(state__in=CLOSED),
    OLD: Q(state__in=CLOSED) & RectificationEntry.LEGACY,
    RATED: STILL | CREDITED,
    WHOLE: STILL | Q(state__in=CLOSED),
}
# decisions that wait for a leader, and what the bureau itself puts right: its own problems, and those that no township sees
# since a clue was referred
WAITS: dict[str, Q] = {
    "extension": Q(state=S.WORKING, extension_asked_to__isnull=False),
    "dismissal": Q(state__in=[S.LISTED, S.WORKING], dismiss_asked_by__isnull=False),
    "money": Q(state=S.WORKING, irrecoverable_note__gt="", irrecoverable_approved_by__isnull=True),
    "bureau": Q(township_code__endswith="000") | Q(is_restricted=True),
}
# what a month may be of, besides the day of finding
FLOWS = {"closed": "closed_at", "rebounded": "rebounded_at"}
_cursors = signing.Signer(salt="cases.ledger")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `town` has nine digits; `state` is a state, a key of GROUPS or '' for all; `stage` a
    stage or none; `late` is amber, red or ''; `waits` a key of WAITS or ''; `campaign` its primary key; `month` to `until` (that
    month alone where it is empty) those of `flow`: found (''), closed or rebounded. `plain` leaves out what is restricted."""

    text: str = ""
    task: str = ""
    stage: str = ""
    level: str = ""
    source: str = ""
    town: str = ""
    state: str = ""
    late: str = ""
    waits: str = ""
    campaign: str = ""
    month: str = ""
    until: str = ""
    flow: str = ""
    plain: str = ""


@dataclass
class Page:
    """One page, with cursors to its neighbours ('' where there is none); how many there are in each state, and in the whole
    group where one is asked for."""

    rows: list[RectificationEntry]
    previous: str = ""
    next: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0


def wanted(user: Any, asked: Asked, today: dt.date) -> EntryQuerySet:
    """The entries `user` may see that meet what is asked."""
    rows = RectificationEntry.objects.visible_to(user)
    same = {"task": asked.task, "stage": asked.stage, "level": asked.level, "source": asked.source}
    same |= {"campaign": asked.campaign}
    rows = rows.filter(**{name: "" if value == NO_STAGE else value for name, value in same.items() if value})
    if asked.town:
        rows = rows.filter(township_code=asked.town)
    if asked.plain:
        rows = rows.filter(is_restricted=False)
    if asked.state:
        rows = rows.filter(GROUPS.get(asked.state, Q(state=asked.state)))
    rows = rows.filter(WAITS.get(asked.waits, Q()))
    if asked.month:
        rows = rows.filter(**_within(asked.month, asked.until or asked.month, asked.flow))
    if asked.late == RED:
        rows = rows.overdue(today)
    elif asked.late == AMBER:
        deadline = Coalesce("extended_to", "due_on")
        rows = rows.open().annotate(last=deadline).filter(last__range=(today, today + dt.timedelta(days=SOON)))
    return _searched(rows, asked.text.strip())


def _within(month: str, until: str, flow: str) -> dict[str, Any]:
    """The months an entry was found, closed or had rebounded in, as lookups."""
    if flow not in FLOWS:
        return {"found_on__range": (months.first_day(month), months.last_day(until))}
    return {f"{FLOWS[flow]}__gte": months.span(month)[0], f"{FLOWS[flow]}__lt": months.span(until)[1]}


def _searched(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    if not text:
        return rows
    found = Q(number__icontains=text.upper())
    for name in ("category", "description", "village", "unit", "person_name"):
        found |= Q(**{f"{name}__icontains": text})
    return rows.filter(found)


def page_of(user: Any, asked: Asked, cursor: str, today: dt.date) -> Page:
    """One page from `cursor` on, and how many there are in each state under the other filters. Two queries, one more for
    a cursor and for a group of states."""
    rows = wanted(user, asked, today)
    counted = wanted(user, replace(asked, state=""), today).order_by().values_list("state").annotate(Count("pk"))
    found, previous, following = _keyset(rows.select_related("campaign"), cursor)
    return Page(found, previous, following, dict(counted), rows.count() if asked.state in GROUPS else 0)


def _keyset(rows: EntryQuerySet, cursor: str) -> tuple[list[RectificationEntry], str, str]:
    back, anchor = _anchor(cursor)
    if anchor is not None:
        number, pk = anchor
        side = "gt" if back else "lt"
        rows = rows.filter(Q(**{f"number__{side}": number}) | Q(**{"number": number, f"pk__{side}": pk}))
    order = ("number", "pk") if back else ("-number", "-pk")
    found = list(rows.order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    previous = found and (more if back else anchor is not None)
    following = found and (more or back)
    return (
        found,
        _cursors.sign(f"p{found[0].pk.hex}") if previous else "",
        _cursors.sign(f"n{found[-1].pk.hex}") if following else "",
    )


def _anchor(cursor: str) -> tuple[bool, tuple[str, UUID] | None]:
    try:
        text = _cursors.unsign(cursor)
    except signing.BadSignature:
        return False, None
    anchor = RectificationEntry.objects.filter(pk=UUID(text[1:])).values_list("number", "pk").first()
    return text[0] == "p", anchor


def town_names(scope: str) -> dict[str, str]:
    """Townships within a scope, by their nine digits."""
    towns = Division.objects.townships().filter(code__startswith=scope)
    return {code[:9]: name for code, name in towns.values_list("code", "name")}
