"""The rectification ledger and the responsibility matrix. What is restricted since a clue was referred is left out: a count
would tell of it."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q

from cases.ledger.listing import CREDITED
from cases.models import RectificationEntry, Responsibility
from core import months

from .key import Counted, Key, day_of, place

S = RectificationEntry.State
CLOSED = (S.CLOSED, S.LEGACY_CLOSED, S.CONSOLIDATED)


def entries(county: str, now: dt.datetime) -> Counted:
    """By township, task and stage: in hand, overdue, closed and still so, those of them that count for the close-out rate
    (old closed rows do not), rebounded."""
    today = day_of(now)
    still = ~Q(state__in=RectificationEntry.ENDED)
    late = Q(extended_to__isnull=True, due_on__lt=today) | Q(extended_to__lt=today)
    rows = RectificationEntry.objects.within(county).filter(is_restricted=False).order_by()
    summed = rows.values("township_code", "task", "stage").annotate(
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=still & late),
        closed=Count("pk", filter=Q(state__in=CLOSED)),
        earned=Count("pk", filter=CREDITED),
        rebounded=Count("pk", filter=Q(state=S.REBOUNDED)),
    )
    return {
        Key(place(row["township_code"]), "", "entry", what, row["task"], row["stage"]): row[what]
        for row in summed
        for what in ("open", "overdue", "closed", "earned", "rebounded")
    }


def entry_flow(county: str, wanted: Sequence[str]) -> Counted:
    """By month and township: found, closed, rebounded."""
    found: Counted = {}
    rows = RectificationEntry.objects.within(county).filter(is_restricted=False).order_by()
    for month in wanted:
        first, after = months.span(month)
        summed = rows.values("township_code").annotate(
            found=Count("pk", filter=Q(found_on__range=(months.first_day(month), months.last_day(month)))),
            closed=Count("pk", filter=Q(closed_at__gte=first, closed_at__lt=after)),
            rebounded=Count("pk", filter=Q(rebounded_at__gte=first, rebounded_at__lt=after)),
        )
        for row in summed:
            for what in ("found", "closed", "rebounded"):
                found[Key(place(row["township_code"]), month, "entry_flow", what)] = row[what]
    return found


def works(county: str, now: dt.datetime) -> Counted:
    """Lines of the responsibility matrix by task: all, done, late."""
    rows = Responsibility.objects.within(county).order_by().values("township_code", "task")
    late = Q(done_at__isnull=True, due_on__lt=day_of(now))
    summed = rows.annotate(
        all=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)), late=Count("pk", filter=late)
    )
    return {
        Key(place(row["township_code"]), "", "work", what, row["task"]): row[what]
        for row in summed
        for what in ("all", "done", "late")
    }
