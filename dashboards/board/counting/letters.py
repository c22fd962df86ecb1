"""Petitions. Sealed ones, and what is restricted since a clue was referred, are counted nowhere: a count would tell of them."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q

from cases.models import Petition, PetitionCluster, PetitionQuerySet
from cases.petitions.listing import WORKED
from cases.petitions.outcomes import answered_in_time, each_standing, told_before
from core.months import span

from .key import Counted, Key, day_of, place


def told_of(county: str) -> PetitionQuerySet:
    """The county's petitions that may be counted."""
    return Petition.objects.within(county).filter(is_sealed=False, is_restricted=False).order_by()


def petitions(county: str, now: dt.datetime) -> Counted:
    """In hand by township, and those of them past a day of the office."""
    found: Counter[Key] = Counter()
    for each in each_standing(told_of(county).filter(state__in=WORKED), day_of(now)):
        where = place(each.petition.township_code)
        found[Key(where, "", "petition", "open")] += 1
        found[Key(where, "", "petition", "overdue")] += each.is_late
    return dict(found)


def letters(county: str, months: Sequence[str], now: dt.datetime) -> Counted:
    """What came in, by month and township: by class and channel; repeats (an earlier one of the same matter is known);
    and of those whose answer was due or given (`due`), how many were answered in time (`on_time`)."""
    found: Counter[Key] = Counter()
    for month in months:
        first, after = span(month)
        rows = told_of(county).filter(received_at__gte=first, received_at__lt=after)
        for what, field in (("kind", "kind"), ("channel", "channel")):
            for code, value, number in rows.values_list("township_code", field).annotate(n=Count("pk")):
                found[Key(place(code), month, "letters", what, value)] = number
        for code, number in told_before(rows).values_list("township_code").annotate(n=Count("pk")):
            found[Key(place(code), month, "letters", "repeat")] = number
        _answers(found, rows, month, day_of(now))
    return dict(found)


def _answers(found: Counter[Key], rows: PetitionQuerySet, month: str, today: dt.date) -> None:
    for each in each_standing(rows, today):
        timely = answered_in_time(each, today)
        if timely is not None:
            where = place(each.petition.township_code)
            found[Key(where, month, "letters", "due")] += 1
            found[Key(where, month, "letters", "on_time")] += timely


def clusters(county: str) -> Counted:
    """Lines of the repeat ledger that can be told without a sealed case: open, struck off."""
    seen = told_of(county).filter(cluster__isnull=False).values("cluster_id").annotate(n=Count("pk")).filter(n__gt=1)
    rows = PetitionCluster.objects.within(county).filter(pk__in=seen.values("cluster_id")).order_by()
    summed = rows.values("township_code").annotate(
        open=Count("pk", filter=Q(struck_off_at__isnull=True)),
        struck=Count("pk", filter=Q(struck_off_at__isnull=False)),
    )
    return {
        Key(place(row["township_code"]), "", "cluster", what): row[what]
        for row in summed
        for what in ("open", "struck")
    }
