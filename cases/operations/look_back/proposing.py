"""A new finding, petition or flag on the same household, person or village matter within 180 days of a close-out proposes
to reopen; a person decides."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone

from core import audit, months
from core.models import Division
from core.operation import operation
from core.templatetags.formats import date_cn
from recipients.models import Membership

from ...models import RectificationEntry, ReopenProposal
from ...rules.supervision.look_back import is_within
from .causes import Cause, causes

S = RectificationEntry.State
CLOSED = (S.CLOSED, S.LEGACY_CLOSED, S.CONSOLIDATED)
SAME_HOUSEHOLD, SAME_PERSON, SAME_VILLAGE = "同一户", "同一人", "同一村同类问题"


def propose_reopenings(since: dt.date) -> int:
    """Every closed entry to which something new since the day belongs has a proposal, each once; answers how many are new.
    Safe to run twice, and side by side."""
    rows = RectificationEntry.objects.filter(state__in=CLOSED)
    counties = sorted(set(rows.order_by().values_list("county_code", flat=True)))
    return sum(_propose(county, since) for county in counties)


@operation
def _propose(county: str, since: dt.date) -> int:
    entries = list(RectificationEntry.objects.filter(county_code=county, state__in=CLOSED))
    found = _Closed(county, entries)
    rows = [
        ReopenProposal(
            division_code=entry.division_code,
            entry=entry,
            cause_type=cause.type,
            cause_id=cause.id,
            why=_why(entry, how, cause),
            at=timezone.now(),
        )
        for cause in causes(county, since)
        for entry, how in found.matching(cause)
    ]
    known = set(ReopenProposal.objects.filter(county_code=county).values_list("entry_id", "cause_type", "cause_id"))
    new = [row for row in rows if (row.entry_id, row.cause_type, row.cause_id) not in known]
    ReopenProposal.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        division = county.ljust(12, "0")
        audit.record("reopen.propose", division_code=division, summary={"count": len(new), "since": since.isoformat()})
    return len(new)


class _Closed:
    """The closed entries of a county by household, person, and village with category."""

    def __init__(self, county: str, entries: list[RectificationEntry]) -> None:
        self.by_household: dict[UUID, list[RectificationEntry]] = {}
        self.by_person: dict[UUID, list[RectificationEntry]] = {}
        self.by_village: dict[tuple[str, str], list[RectificationEntry]] = {}
        villages = _villages(county)
        for entry in entries:
            if entry.household_id:
                self.by_household.setdefault(entry.household_id, []).append(entry)
            if entry.person_id:
                self.by_person.setdefault(entry.person_id, []).append(entry)
            village = entry.division_code if entry.division_code in villages.values() else ""
            village = village or villages.get((entry.township_code, entry.village), "")
            if village:
                self.by_village.setdefault((village, entry.category), []).append(entry)
        self._members()

    def _members(self) -> None:
        """Whoever lives in the household of an entry stands for it, and their household for the person of an entry."""
        homes = Membership.objects.filter(household__in=list(self.by_household), voided_by__isnull=True)
        for home, person in homes.values_list("household_id", "person_id"):
            self.by_person.setdefault(person, []).extend(self.by_household[home])
        people = Membership.objects.filter(person__in=list(self.by_person), voided_by__isnull=True)
        direct = {person: list(rows) for person, rows in self.by_person.items()}
        for home, person in people.filter(last_month__isnull=True).values_list("household_id", "person_id"):
            self.by_household.setdefault(home, []).extend(e for e in direct[person] if e.person_id == person)

    def matching(self, cause: Cause) -> Iterator[tuple[RectificationEntry, str]]:
        """The entries the cause belongs to, each once with the strongest reason, closed not more than 180 days before."""
        seen: set[Any] = set()
        for entry, how in self._candidates(cause):
            own = entry.source_type == cause.type and entry.source_id == cause.id
            if entry.pk in seen or own or not any(is_within(day, cause.on) for day in closing_days(entry)):
                continue
            seen.add(entry.pk)
            yield entry, how

    def _candidates(self, cause: Cause) -> Iterator[tuple[RectificationEntry, str]]:
        for home in cause.households:
            yield from ((entry, SAME_HOUSEHOLD) for entry in self.by_household.get(home, ()))
        for person in cause.persons:
            yield from ((entry, SAME_PERSON) for entry in self.by_person.get(person, ()))
        if cause.village and cause.category:
            key = (cause.village, cause.category)
            yield from ((entry, SAME_VILLAGE) for entry in self.by_village.get(key, ()))


def _villages(county: str) -> dict[tuple[str, str], str]:
    rows = Division.objects.filter(level=Division.Level.VILLAGE, code__startswith=county)
    return {(code[:9], name): code for code, name in rows.values_list("code", "name")}


def closing_days(entry: RectificationEntry) -> list[dt.date]:
    """The day of the close-out; of an old ledger's line the day it was done and the day it was imported."""
    if entry.closed_at:
        return [entry.closed_at.astimezone(months.SHANGHAI).date()]
    imported = entry.listed_at.astimezone(months.SHANGHAI).date()
    return [entry.done_on, imported] if entry.done_on else [imported]


def _why(entry: RectificationEntry, how: str, cause: Cause) -> str:
    days = min((cause.on - day).days for day in closing_days(entry) if is_within(day, cause.on))
    return f"{how}：{date_cn(cause.on)}{cause.what}，距销号 {days} 天"[:200]
