"""Work summaries of the demo county: the last months filed and combined, this month half in. Through the ordinary operations,
then dated to where they belong in the story."""

import datetime as dt

from django.db.models import F

from cases.models import CombinedSummary, WorkSummary
from cases.operations import summaries as op
from cases.summaries.due import due_of
from core import audit, months
from core.models import Division, Notice, User
from core.operation import operation
from core.permissions import Role

from .year import township_staff

WORDED = 3  # months whose townships have added words of their own; older ones stand as drafted
OWN = "另外组织包村干部走访困难群众，宣传救助政策，张贴投诉举报电话。"


def fill(townships: list[Division], office: User, taken_in: list[str], this: str) -> int:
    """The summaries of every month taken in are combined, of this month some are filed, one is returned, one handed over,
    one drafted; the first township has still to begin. Says how many months are combined."""
    for back, month in enumerate(reversed(taken_in)):
        filed = [_filed(town, month, OWN if back < WORDED else "") for town in townships]
        combined = op.combine_summaries(office.division_id, month, by=office)
        late = len(townships) - 1 - back if back % 4 == 1 else -1
        _dated(filed, combined, month, late, by=office)
    for town in townships[1:3]:
        _filed(town, this, OWN)
    if len(townships) > 4:
        row = _filed(townships[3], this, "")
        op.return_summary(row, by=office, version=row.version, reason="请补充下步打算和典型问题的办理进展。")
        _handed(townships[4], this, OWN)
    if len(townships) > 5:
        op.draft_summary(townships[5].code, this, by=township_staff(townships[5])[Role.TOWNSHIP_ASSISTANT])
    return len(taken_in)


def _handed(town: Division, month: str, own: str) -> WorkSummary:
    assistant = township_staff(town)[Role.TOWNSHIP_ASSISTANT]
    row = op.draft_summary(town.code, month, by=assistant)
    if own:
        row = op.edit_summary(row, by=assistant, version=row.version, text=f"{row.text}\n{own}")
    return op.hand_over(row, by=assistant, version=row.version)


def _filed(town: Division, month: str, own: str) -> WorkSummary:
    row = _handed(town, month, own)
    return op.submit_summary(row, by=township_staff(town)[Role.TOWNSHIP_VERIFIER], version=row.version)


@operation
def _dated(filed: list[WorkSummary], combined: CombinedSummary, month: str, late: int, *, by: User) -> None:
    """The month's summaries stand in the story before their deadline, that of `late` a day after it; combined after that."""
    due = due_of(combined.county_code, month).moment
    for place, row in enumerate(filed):
        at = due + dt.timedelta(hours=33) if place == late else due - dt.timedelta(days=place % 4, hours=6 + place)
        WorkSummary.objects.filter(pk=row.pk).update(
            handed_at=at - dt.timedelta(hours=2), first_submitted_at=at, submitted_at=at, is_late=place == late
        )
    number = f"泾民情〔{month[:4]}〕{int(month[5:])}号"
    CombinedSummary.objects.filter(pk=combined.pk).update(made_at=due + dt.timedelta(days=2, hours=10), number=number)
    Notice.objects.filter(read_at__isnull=True, kind="summary").update(read_at=F("created_at"))
    audit.record("demo.dated", combined, by=by, summary={"month": month, "at": months.today().isoformat()})
