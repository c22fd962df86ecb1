"""The responsibility matrix: who answers for which work until when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import audit
from core.models import Division, User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ...models import Campaign, Responsibility, TaskArea
from ..entries.story import filled


@dataclass(frozen=True)
class Line:
    """A line as the form gives it. `division_code` (12 digits) is where the unit lies: a township, or the county."""

    division_code: str
    task: str
    work: str
    unit: str
    due_on: dt.date
    leader: str = ""
    person: User | None = None


@operation
def assign(campaign: Campaign, line: Line, *, by: Any) -> Responsibility:
    """The work stands in the matrix; whoever is named has it among their duties. Raises NotPermitted, Refused."""
    require(by, Permission.CAMPAIGN_MANAGE, campaign.division_code)
    row = Responsibility(campaign=campaign)
    _put(row, line, campaign)
    row.save(force_insert=True)
    audit.record("responsibility.assign", row, by=by, summary={"task": row.task, "due": row.due_on.isoformat()})
    return row


@operation
def change_responsibility(row: Responsibility, line: Line, *, by: Any, version: int) -> Responsibility:
    """The line is as given; one that is done is not changed. Raises EditConflict, TransitionRefused, Refused."""
    mine = locked(row, version=version)
    require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    _open(mine)
    before = mine.due_on.isoformat()
    _put(mine, line, mine.campaign)
    mine.version += 1
    mine.save()
    audit.record("responsibility.change", mine, by=by, summary={"due_before": before, "due": mine.due_on.isoformat()})
    return mine


@operation
def finish_responsibility(row: Responsibility, *, by: Any, version: int, outcome: str) -> Responsibility:
    """Done, with what came of it: said by the one in charge, or by those who keep the matrix."""
    mine = locked(row, version=version)
    if by.pk != mine.person_id:
        require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    _open(mine)
    mine.outcome = filled(outcome, "完成情况", 300)
    mine.done_at, mine.done_by = timezone.now(), by
    mine.version += 1
    mine.save()
    audit.record("responsibility.finish", mine, by=by, summary={"due": mine.due_on.isoformat()})
    return mine


@operation
def reopen_responsibility(row: Responsibility, *, by: Any, version: int) -> Responsibility:
    """Not done after all: the line is open again, what was said of it stays in the chain's order."""
    mine = locked(row, version=version)
    require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    if mine.done_at is None:
        raise TransitionRefused("这一项还没有登记完成。请刷新页面后再看。")
    mine.done_at, mine.done_by = None, None
    mine.version += 1
    mine.save()
    audit.record("responsibility.reopen", mine, by=by)
    return mine


@operation
def note_export(*, by: Any, rows: int) -> Any:
    """The chain knows who took the matrix."""
    return audit.record("responsibility.export", by=by, division_code=by.division_id, summary={"rows": rows})


def _open(mine: Responsibility) -> None:
    if mine.done_at is not None:
        raise TransitionRefused("这一项已经登记完成，不能再改。确需更正的，先点“重新打开”。")


def _put(row: Responsibility, line: Line, campaign: Campaign) -> None:
    if line.task not in TaskArea.values:
        raise Refused("请选择任务。", code="choice-unknown")
    if not Division.objects.filter(pk=line.division_code).exists():
        raise Refused("请选择责任单位所在的乡镇或县本级。", code="division-unknown")
    if line.division_code[:6] != campaign.county_code:
        raise NotPermitted("责任单位不在本县。")
    person = line.person
    if person is not None and not (person.is_active and person.division_id.startswith(campaign.county_code)):
        raise Refused("责任人须是本县在用的账号。", code="person-unknown")
    if person is not None and not line.division_code.startswith(person.scope):
        raise Refused("责任人是乡镇人员的，“责任单位所在”请选他的乡镇，否则他看不到。", code="person-elsewhere")
    row.move_to(line.division_code)
    row.task, row.due_on, row.person = line.task, line.due_on, person
    row.work = filled(line.work, "具体工作", 200)
    row.unit = filled(line.unit, "责任单位", 60)
    row.leader = line.leader.strip()[:50]
