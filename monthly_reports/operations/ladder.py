"""The ladder of reminders around a deadline date T, in working days: T−7, T−3, T−1, the day, T+1 催报, T+3 to the bureau's
leader. For every filing that townships owe by a day.

A run sends every unsent step due on or before its date, of the missed ones only the latest; each notice exists once however
often the job runs. The calendar is asked when the notice is sent, so a new holiday moves the ladder at once.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import months, workdays
from core.models import Notice, User
from core.operations import notices
from core.permissions import Role


@dataclass(frozen=True)
class Step:
    """One rung: its name in keys, working days from T, the roles told, the words."""

    name: str
    days: int
    roles: tuple[str, ...]
    title: str
    to_bureau: bool = False


@dataclass(frozen=True)
class Owed:
    """A filing of one township that is not in. `key` names it in notices, `what` is its word in titles, `missing` what
    lacks, `also` the roles of the township that hear as well."""

    key: str
    what: str
    month: str
    division_code: str
    name: str
    missing: list[str]
    body: str
    url: str
    also: tuple[str, ...] = ()


A, L = Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_LEADER
TOWNSHIP_LADDER = (
    Step("T-7", -7, (A,), "{month}{what}还有 7 个工作日截止"),
    Step("T-3", -3, (A,), "{month}{what}还有 3 个工作日截止"),
    Step("T-1", -1, (A,), "{month}{what}还有 1 个工作日截止"),
    Step("T", 0, (A,), "{month}{what}今天 24 时截止"),
    Step("T+1", 1, (A, L), "催报：{month}{what}已逾期"),
)
BUREAU_LADDER = (Step("T+3", 3, (Role.BUREAU_LEADER,), "{town}{month}{what}逾期 3 个工作日仍未报齐", to_bureau=True),)


def climb(owed: Sequence[Owed], due_date: dt.date, on: dt.date) -> list[dict[str, Any]]:
    """What is due on `on` of filings due on `due_date` is in the inboxes; answers what is newly sent, one entry a township
    and step. To be called inside an operation."""
    sent: list[dict[str, Any]] = []
    for ladder in (TOWNSHIP_LADDER, BUREAU_LADDER):
        due = [(step, day) for step in ladder if (day := step_day(due_date, step.days)) <= on]
        if due:
            done = _done(owed, ladder)
            for each in owed:
                sent += _send(each, due[-1], ladder, done)
    return sent


def step_day(due_date: dt.date, days: int) -> dt.date:
    """The date of a rung."""
    return workdays.add_workdays(due_date, days)


def _key(owed: Owed, step: Step) -> str:
    return f"{owed.key}:{step.name}"


def _done(owed: Sequence[Owed], ladder: tuple[Step, ...]) -> set[str]:
    """Keys of the ladder's rungs that somebody has already."""
    keys = [_key(each, step) for each in owed for step in ladder]
    return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))


def _send(owed: Owed, due: tuple[Step, dt.date], ladder: tuple[Step, ...], done: set[str]) -> list[dict[str, Any]]:
    step, day = due
    later = ladder[ladder.index(step) :]
    if any(_key(owed, rung) in done for rung in later):
        return []
    people = _people(owed, step)
    new = notices.queue(
        people,
        key=_key(owed, step),
        kind="reminder",
        title=step.title.format(month=months.chinese(owed.month), town=owed.name, what=owed.what),
        body=owed.body,
        url=owed.url,
        division_code=owed.division_code,
    )
    if not new:
        return []
    return [
        {
            "township": owed.division_code,
            "name": owed.name,
            "month": owed.month,
            "step": step.name,
            "due": day.isoformat(),
            "missing": owed.missing,
            "recipients": sorted(user.username for user in people),
            "sent": new,
        }
    ]


def _people(owed: Owed, step: Step) -> list[User]:
    roles = step.roles if step.to_bureau else step.roles + owed.also
    users = User.objects.filter(role__in=roles, is_active=True)
    if step.to_bureau:
        return list(users.filter(division__code__startswith=owed.division_code[:6]))
    return list(users.filter(division_id=owed.division_code))
