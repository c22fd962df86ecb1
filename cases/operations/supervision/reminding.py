"""What is due of orders, responsibilities, look-backs and clues goes to the inboxes, each thing once. No notice names a person."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from core import months
from core.models import Division, User
from core.operation import operation
from core.operations import notices
from core.permissions import Role

from ...models import ClueReferral, FollowUp, Responsibility, SupervisionOrder
from .orders import ANSWERING

SOON = dt.timedelta(days=3)
ENDING = dt.timedelta(days=14)
DISPOSAL_DAYS = 30  # the discipline group tells its opinion within a month of receipt


def remind_supervision(on: dt.date) -> list[dict[str, Any]]:
    """What is due within three days, what is late, and look-backs whose window ends within fourteen, are in the inboxes, and
    of clues what was received nearly a month ago and is not disposed of;
    answers what this run has newly sent, one entry a matter."""
    counties = sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})
    return [entry for county in counties for entry in _remind(county, on)]


@operation
def _remind(county: str, on: dt.date) -> list[dict[str, Any]]:
    found = [*_orders(county, on), *_responsibilities(county, on), *_look_backs(county, on), *_clues(county, on)]
    return [entry for entry in found if entry["sent"]]


def _orders(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    rows = SupervisionOrder.objects.filter(
        county_code=county, state=SupervisionOrder.State.ISSUED, answer_by__lte=on + SOON
    )
    people = list(User.objects.filter(role__in=ANSWERING, division__code__startswith=county).select_related("division"))
    for order in rows.order_by("answer_by", "pk"):
        late = order.answer_by is not None and order.answer_by < on
        word = "已超过答复时限" if late else "即将到答复时限"
        yield {
            "matter": "order-late" if late else "order-soon",
            "number": order.number,
            "sent": notices.queue(
                [each for each in people if each.division_id == order.division_code],
                key=f"order:{order.pk}:{'late' if late else 'soon'}",
                kind="order",
                title=f"{order.get_kind_display()} {order.number} {word}",
                body=f"答复时限是{_date(order.answer_by)}。",
                url=f"/cases/orders/{order.pk}/",
                division_code=order.division_code,
            ),
        }


def _responsibilities(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    rows = Responsibility.objects.filter(
        county_code=county, done_at__isnull=True, person__isnull=False, due_on__lte=on + SOON
    )
    for row in rows.select_related("person__division").order_by("due_on", "pk"):
        late = row.due_on < on
        assert row.person is not None  # asked for above
        yield {
            "matter": "responsibility-late" if late else "responsibility-soon",
            "number": "",
            "sent": notices.queue(
                [row.person],
                key=f"responsibility:{row.pk}:{'late' if late else 'soon'}:{row.due_on.isoformat()}",
                kind="campaign",
                title="您负责的专项整治工作已过时限" if late else "您负责的专项整治工作快到时限",
                body=f"{row.work}。时限是{_date(row.due_on)}。",
                url="/cases/campaign/responsibilities/",
                division_code=row.division_code,
            ),
        }


def _look_backs(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    rows = FollowUp.objects.waiting().filter(county_code=county, window_from__lte=on, window_to__lte=on + ENDING)
    count = rows.count()
    if not count:
        return
    officers = User.objects.filter(role=Role.BUREAU_OFFICER, division__code__startswith=county).select_related(
        "division"
    )
    yield {
        "matter": "look-back",
        "number": "",
        "sent": notices.queue(
            officers,
            key=f"look-back:{county}:{on.isocalendar().year}-{on.isocalendar().week}",
            kind="entry",
            title=f"有 {count} 条回头看将在两周内到期或已过期",
            body="请安排核查并登记结果。",
            url="/cases/look-back/",
            division_code=county.ljust(12, "0"),
        ),
    }


def _clues(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    """The discipline officers alone; neither notice nor answer says which clue it is about."""
    last = dt.datetime.combine(on + SOON - dt.timedelta(days=DISPOSAL_DAYS - 1), dt.time(), tzinfo=months.SHANGHAI)
    rows = ClueReferral.objects.filter(
        county_code=county, state=ClueReferral.State.RECEIVED, received_at__lt=last
    ).only("pk", "received_at", "division_code")
    people = User.objects.filter(role=Role.DISCIPLINE_OFFICER, division__code__startswith=county)
    officers = list(people.select_related("division")) if rows else []
    for clue in rows:
        assert clue.received_at is not None  # it is received
        due = timezone.localdate(clue.received_at) + dt.timedelta(days=DISPOSAL_DAYS)
        late = due < on
        yield {
            "matter": "clue-late" if late else "clue-soon",
            "number": "",
            "sent": notices.queue(
                officers,
                key=f"clue:{clue.pk}:dispose:{'late' if late else 'soon'}",
                kind="clue",
                title="有一份移交材料的处置反馈已过一个月" if late else "有一份移交材料的处置反馈快满一个月",
                body=f"应在{_date(due)}前提出处置意见。",
                url=f"/cases/clues/{clue.pk}/",
                division_code=clue.division_code,
            ),
        }


def _date(day: dt.date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
