"""Visits as a whole. A visit that was made away from the network comes in whole: from a 入户包, or typed in from a signed paper form.

For the ways that bring everything at once: `record_visit(item, by=…, way=VisitWay.PACKET, data={…}, photos=[Photo(…)],
entered_at=…)`. `data` is what rules.filled.read takes, all of it text (so it can be JSON):

    {"visited_on": "2021-07-23", "outcome": "mismatch", "problems": ["P03"], "overpaid_yuan": "310.00", "summary": "…",
     "absences": ["2021-07-20"], "answers": {"persons": "4", …, "members": [{"name": "…", "health": "…"}]}}

`answers` has the keys of rules.questions.sections(item.kind); unknown ones are left out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import User
from core.operation import locked, operation
from core.refusal import NotPermitted, Refused, TransitionRefused

from ..models import DrawItem, Visit, VisitWay
from ..rules import filled as forms
from .visit_facts import check_days, earliest, read
from .visit_photos import Photo, add_photo, remove_photo
from .visitors import require_inspector, require_visitor
from .visits import hand_over, save_visit, start_visit


@operation
def record_visit(
    item: DrawItem,
    *,
    by: User,
    way: str,
    data: Mapping[str, Any] | forms.Filled,
    photos: Sequence[Photo] = (),
    entered_at: dt.datetime | None = None,
    second: User | None = None,
) -> Visit:
    """The visit of the item is filled in, its photos lie with it, and it waits for the second inspector's signature: all of
    it or nothing.

    `entered_at` is when it was typed in (now unless told; a clock that runs ahead counts as now). `second`, where given,
    must be the other inspector of the pair. A draft that holds nothing but days of 未在家 is completed; anything else is a
    visit sent twice. Raises Refused (codes: visit-twice, before-draw, visit-in-future, photo-reused, visit-incomplete, …).
    """
    other = require_inspector(item, by)
    if second is not None and (other is None or second.pk != other.pk):
        raise NotPermitted("第二核查人应是抽签确定的另一名核查人。")
    filled = read(data, item.kind)
    typed = min(entered_at or timezone.now(), timezone.now())
    typed_on = typed.astimezone(months.SHANGHAI).date()
    if typed_on < earliest(item):
        raise Refused("录入时间早于抽签，请核对设备的日期。", code="before-draw")
    check_days(filled, item, latest=typed_on)
    visit = _draft(item, by, way)
    visit.way, visit.entered_at = way, typed
    visit.save(update_fields=["way", "entered_at"])
    for photo in photos:
        add_photo(visit, by=by, photo=photo)
    visit = save_visit(visit, by=by, version=visit.version, data=filled)
    audit.record("visit.record", visit, by=by, summary={"way": way, "photos": len(photos)})
    return hand_over(visit, by=by, version=visit.version)


@operation
def take_back(visit: Visit, *, by: User, version: int) -> None:
    """The draft is gone with its photos and days of 未在家, and its item (where it was drawn) still to be visited; the chain
    keeps that it was there. Raises Refused for what the second inspector has seen: that is corrected, never taken back."""
    mine = locked(visit, version=version)
    require_visitor(mine, by)
    if mine.state != Visit.State.DRAFT or mine.sent_back:
        raise TransitionRefused("核查已交第二人看过，不能撤销，只能退回修改。", code="visit-seen")
    photos = list(mine.photos.all())
    for photo in photos:
        remove_photo(photo, by=by)
    summary = {"kind": mine.kind, "photos": len(photos), "days": len(mine.absences)}
    audit.record("visit.take_back", mine, by=by, summary=summary)
    mine.delete()


def _draft(item: DrawItem, by: User, way: str) -> Visit:
    """A fresh draft, or the one that holds only absences."""
    if way not in VisitWay.values:
        raise Refused("没有这种填报方式。", code="way-unknown")
    begun = Visit.objects.select_for_update(of=("self",)).filter(item=item).first()
    if begun is None:
        return start_visit(item, by=by, way=way)
    if begun.state != Visit.State.DRAFT or begun.outcome or begun.answers or begun.photos.exists():
        raise Refused("这个对象已有核查记录，一个对象只核查一次。网上填了一半的，请在网上接着填。", code="visit-twice")
    return begun
