"""What became of what came in, as it is counted over a year: whose answer was due, which came in time, what was told before."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ..models import Petition, PetitionQuerySet
from ..rules.clocks import CONCLUDE
from .clocks import Standing, standing_of

DUE, ON_TIME, REPEAT = "due", "on_time", "repeat"
AT_ONCE = 2000


def each_standing(rows: PetitionQuerySet, today: dt.date) -> Iterator[Standing]:
    """Where each stands, a couple of queries for every two thousand."""
    waiting = rows.defer("sealed_blob", "sketch", "text", "answer").iterator(AT_ONCE)
    while some := list(islice(waiting, AT_ONCE)):
        yield from standing_of(some, today).values()


def answered_in_time(standing: Standing, today: dt.date) -> bool | None:
    """Whether the answer came within its term; None where it neither came nor is due yet."""
    clock = next((clock for clock in standing.clocks if clock.step == CONCLUDE), None)
    if clock is None or (clock.done_on is None and clock.due_on >= today):
        return None
    return not clock.is_late(today)


def told_before(rows: PetitionQuerySet) -> PetitionQuerySet:
    """Those of `rows` whose matter the same people had told before. Sealed and restricted cases tell nothing of others."""
    earlier = Petition.objects.filter(
        Q(received_at__lt=OuterRef("received_at")) | Q(received_at=OuterRef("received_at"), pk__lt=OuterRef("pk")),
        cluster=OuterRef("cluster"),
        is_sealed=False,
        is_restricted=False,
    ).order_by()
    return rows.filter(cluster__isnull=False).filter(Exists(earlier))


def answers_due(rows: PetitionQuerySet, outcome: str, today: dt.date) -> list[UUID]:
    """Those of `rows` whose answer was due or given (`due`), or of them those answered in time (`on_time`)."""
    told = ((each.petition.pk, answered_in_time(each, today)) for each in each_standing(rows, today))
    return [pk for pk, timely in told if (timely is True if outcome == ON_TIME else timely is not None)]
