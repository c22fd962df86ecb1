"""What comes due and what is late in the ledger goes to the inboxes: one notice a unit and day, each once. Notices hold
numbers of entries, never what they are about."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Coalesce

from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import Role
from core.templatetags.formats import date_cn

from ...models import RectificationEntry

S = RectificationEntry.State
RUNGS = (-1, 1, 7)  # days left when a notice is due; the day after the deadline, the day before, a week before
LATEST = 7  # days after the deadline on which a missed notice is still sent
LIST = "/cases/entries/"


@operation
def remind_entries(on: dt.date) -> list[dict[str, Any]]:
    """Seven days and one day before a deadline, and the day after it, the unit is told which entries; an overdue one the
    township's leader as well; the bureau's officers where the township has nobody. Of missed days only the latest notice is sent. Answers what this run has newly sent, one entry
    a unit and matter."""
    return [told for told in _matters(on) if told["sent"]]


def _matters(on: dt.date) -> Iterator[dict[str, Any]]:
    window = (on - dt.timedelta(days=LATEST), on + dt.timedelta(days=RUNGS[-1]))
    rows = RectificationEntry.objects.filter(state__in=[S.LISTED, S.WORKING], is_restricted=False)
    rows = rows.annotate(last=Coalesce("extended_to", "due_on")).filter(last__range=window).order_by("number")
    groups: dict[tuple[str, dt.date], list[str]] = {}
    for town, last, number in rows.values_list("township_code", "last", "number"):
        groups.setdefault((town, last), []).append(number)
    for (town, last), numbers in groups.items():
        left = (last - on).days
        rung = next(each for each in RUNGS if left <= each)
        late = left < 0
        people, body = _people(town, late=late), ""
        if not people:
            people, body = _officers(town), "该乡镇没有能收提醒的账号，请通知乡镇办理。"
        yield {
            "matter": "overdue" if late else "due",
            "township": f"{town}000",
            "sent": notices.queue(
                people,
                key=f"entries:{town}:{last.isoformat()}:{rung}",
                kind="entry",
                title=_title(len(numbers), left),
                body=f"整改时限 {date_cn(last)}：{'、'.join(numbers)}。"
                + body
                + ("完成的请上传佐证、申请销号。" if not late else "请抓紧整改；督办文书会自动拟好，待领导签发。"),
                url=f"{LIST}?late={'red' if late else 'amber'}",
                division_code=f"{town}000",
            ),
        }


def _title(count: int, left: int) -> str:
    if left <= 0:
        return f"{count} 条整改事项" + ("已逾期" if left < 0 else "今天到期")
    return f"{count} 条整改事项还有 {left} 天到期"


def _people(town: str, *, late: bool) -> list[User]:
    """The assistants of the township, its leaders where it is late; the bureau's officers for what lies in no township."""
    if town.endswith("000"):
        return _officers(town)
    roles = [Role.TOWNSHIP_ASSISTANT, *([Role.TOWNSHIP_LEADER] if late else [])]
    return list(User.objects.filter(is_active=True, role__in=roles, division_id=f"{town}000"))


def _officers(town: str) -> list[User]:
    """The bureau's officers of the county."""
    officers = User.objects.filter(is_active=True, role=Role.BUREAU_OFFICER)
    return list(officers.filter(division__code__startswith=town[:6]))
