"""Which look-backs the spot-check engine drew: told by the revealed draws of the look-back frame."""

from core import audit
from core.operation import locked, operation
from spot_checks.models import Draw, DrawItem

from ...models import FollowUp

PURPOSE = "look_back"
ENTRY = "cases.rectificationentry"


def pull_draws() -> int:
    """Every waiting look-back that a revealed draw of this purpose drew names the draw; answers how many are new. Reserve
    items count once the rule released them. Safe to run twice."""
    out = [Draw.State.REVEALED, Draw.State.PUBLISHED]
    return sum(_pull(draw) for draw in Draw.objects.filter(purpose=PURPOSE, state__in=out).order_by("revealed_at"))


@operation
def _pull(draw: Draw) -> int:
    rows = DrawItem.objects.filter(draw=draw, subject_type=ENTRY).to_visit()
    entries = list(rows.values_list("subject_id", flat=True))
    waiting = FollowUp.objects.waiting().filter(entry__in=entries, drawn_by="", county_code=draw.county_code)
    found = [locked(row) for row in waiting.order_by("pk")]
    new = [row for row in found if not row.drawn_by and not row.outcome]
    for row in new:
        row.drawn_by = draw.code
        row.version += 1
        row.save(update_fields=["drawn_by", "version"])
    if new:
        audit.record("follow_up.drawn", draw, summary={"draw": draw.code, "count": len(new)})
    return len(new)
