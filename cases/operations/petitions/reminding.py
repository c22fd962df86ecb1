"""What presses in petitions goes to the inboxes, each rung once: a week and three days before the last day, on it, and the
day after. No notice says who petitions or about what; of a sealed case only those named on it are told."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core.models import Division, Notice, User
from core.operation import operation
from core.operations import notices
from core.permissions import Role

from ...models import Petition
from ...petitions.addresses import petition_url
from ...petitions.clocks import standing_of
from ...petitions.listing import WORKED, call_backs
from ...rules.own_complaint import is_about_township_of

# rung: its name in keys, days before the last day (negative: after), the words.
LADDER = (
    ("T-7", 7, "还有 7 天到期"),
    ("T-3", 3, "还有 3 天到期"),
    ("T", 0, "今天到期"),
    ("T+1", -1, "已超期"),
)
REPORT_BACK = "report_back"
COUNTY = (Role.PETITION_OFFICER,)


def remind_petitions(on: dt.date) -> list[dict[str, Any]]:
    """What presses on the day is in the inboxes; answers what this run has newly sent, one entry a petition and rung."""
    counties = sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})
    return [entry for county in counties for entry in _remind(county, on)]


@operation
def _remind(county: str, on: dt.date) -> list[dict[str, Any]]:
    due = list(_due(county, on))
    if not due:
        return []
    keys = [_key(petition, step, day, rung[0]) for petition, step, _, day in due for rung in LADDER]
    already = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    people = _People(county)
    sent = []
    for petition, step, name, day in due:
        place = max(place for place, rung in enumerate(LADDER) if day - dt.timedelta(days=rung[1]) <= on)
        if any(_key(petition, step, day, rung[0]) in already for rung in LADDER[place:]):
            continue
        sent.append(_send(petition, step, name, day, LADDER[place], people))
    return [entry for entry in sent if entry["sent"]]


def _due(county: str, on: dt.date) -> Iterable[tuple[Petition, str, str, dt.date]]:
    """(petition, step, its name, last day) of everything whose first rung has come."""
    docket = Petition.objects.filter(county_code=county).defer("sealed_blob", "sketch").select_related("responsible")
    rows = list(docket.filter(state__in=WORKED)) + list(call_backs(docket, on))
    for standing in standing_of(rows, on).values():
        clock = standing.next
        if clock is not None and clock.due_on <= on + dt.timedelta(days=LADDER[0][1]):
            yield standing.petition, clock.step, clock.name, clock.due_on
    asked = docket.filter(state__in=WORKED, report_back_by__lte=on + dt.timedelta(days=LADDER[0][1]))
    for petition in asked:
        if petition.report_back_by is not None:
            yield petition, REPORT_BACK, "向交办单位反馈", petition.report_back_by


def _key(petition: Petition, step: str, day: dt.date, rung: str) -> str:
    return f"petition:{petition.pk}:{step}:{day}:{rung}"


def _send(
    petition: Petition, step: str, name: str, day: dt.date, rung: tuple[str, int, str], people: "_People"
) -> dict[str, Any]:
    late = rung[1] < 0
    code = f"{petition.county_code}000000" if petition.is_sealed else petition.division_code
    body = f"最后一天是 {day.year}年{day.month}月{day.day}日。" + (
        "请尽快办理，并说明逾期原因。" if late else "请按期办理。"
    )
    sent = notices.queue(
        people.of(petition, late),
        key=_key(petition, step, day, rung[0]),
        kind="petition",
        title=f"信访件 {petition.number} {name}{rung[2]}",
        body=body,
        url=petition_url(petition),
        division_code=code,
    )
    return {"matter": step, "petition": petition.number, "step": rung[0], "due": day.isoformat(), "sent": sent}


class _People:
    """Whom a petition's notices go to; loaded once for a county."""

    def __init__(self, county: str) -> None:
        users = User.objects.filter(division__code__startswith=county, is_active=True).select_related("division")
        self.by_role: dict[str, list[User]] = defaultdict(list)
        for user in users.filter(role__in=[*COUNTY, Role.BUREAU_LEADER, Role.TOWNSHIP_ASSISTANT]):
            self.by_role[user.role].append(user)

    def of(self, petition: Petition, late: bool) -> list[User]:
        """The handler; where there is none the township it lies in, or the county's petition officer; a leader when late."""
        if petition.is_sealed:
            named = petition.handlers.filter(ended_at__isnull=True).select_related("user")
            return [handler.user for handler in named]
        leaders = self.by_role[Role.BUREAU_LEADER] if late else []
        if petition.responsible is not None and petition.responsible.is_active:
            return [petition.responsible, *leaders]
        return [*(self._township(petition) or self.by_role[Role.PETITION_OFFICER]), *leaders]

    def _township(self, petition: Petition) -> list[User]:
        there = [u for u in self.by_role[Role.TOWNSHIP_ASSISTANT] if petition.division_code.startswith(u.scope)]
        return [user for user in there if not is_about_township_of(user, petition)]
