"""Every closed entry has its look-back: three to six months after the close-out, of those closed in an old ledger after the
import."""

import datetime as dt

from core import audit, months
from core.operation import operation

from ...models import FollowUp, RectificationEntry
from ...rules.supervision.look_back import window

S = RectificationEntry.State
CHUNK = 500


def closed_on(entry: RectificationEntry) -> dt.date:
    """The day the window is counted from: of the close-out, or of the import."""
    return (entry.closed_at or entry.listed_at).astimezone(months.SHANGHAI).date()


@operation
def schedule(entry: RectificationEntry) -> FollowUp | None:
    """The closed entry has one look-back waiting, or was looked at already (None)."""
    if entry.follow_ups.exists():
        return None
    first, last = window(closed_on(entry))
    row = FollowUp.objects.create(division_code=entry.division_code, entry=entry, window_from=first, window_to=last)
    audit.record("follow_up.schedule", row, summary={"entry": entry.number, "from": first.isoformat()})
    return row


def schedule_follow_ups() -> int:
    """Every closed entry without a look-back has one; answers how many are new. Safe to run twice."""
    waiting = RectificationEntry.objects.filter(state__in=[S.CLOSED, S.LEGACY_CLOSED], follow_ups__isnull=True)
    keys = list(waiting.values_list("pk", flat=True))
    return sum(_schedule_many(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


@operation
def _schedule_many(keys: list) -> int:
    """One transaction and one line in the chain for many: an old ledger closes hundreds at once."""
    rows = RectificationEntry.objects.select_for_update(of=("self",)).filter(pk__in=keys, follow_ups__isnull=True)
    made = []
    for entry in rows.filter(state__in=[S.CLOSED, S.LEGACY_CLOSED]):
        first, last = window(closed_on(entry))
        made.append(FollowUp(division_code=entry.division_code, entry=entry, window_from=first, window_to=last))
    FollowUp.objects.bulk_create(made)
    for county in sorted({row.county_code for row in made}):
        count = sum(row.county_code == county for row in made)
        audit.record("follow_up.schedule", division_code=county.ljust(12, "0"), summary={"count": count})
    return len(made)
