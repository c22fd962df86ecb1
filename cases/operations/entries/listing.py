"""立账: a problem enters the ledger, wherever it was found."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import months
from core.models import Division
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused
from recipients.models import Household, Person

from ...models import Campaign, Level, RectificationEntry, Source, TaskArea
from . import numbers
from .orders import draft_reminder
from .story import filled, not_later, tell


@dataclass(frozen=True)
class Found:
    """A problem as it enters the ledger. `division_code` (12 digits) is where it lies: a township, a village, or the county
    for the bureau's own. Money is fen. `source_type` and `source_id` name what it came from, e.g. spot_checks.visitfinding;
    a source enters once."""

    division_code: str
    task: str
    category: str
    description: str
    source: str
    found_on: dt.date
    level: str = Level.ORDINARY
    stage: str = ""
    problem: str = ""
    village: str = ""
    households_count: int = 0
    amount_fen: int = 0
    due_back_fen: int = 0
    source_type: str = ""
    source_id: str = ""
    household: Household | None = None
    person: Person | None = None
    note: str = ""
    unit: str = ""
    cause: str = ""


@operation
def list_entry(found: Found, *, by: Any) -> RectificationEntry:
    """The problem stands on the ledger with a number, its campaign and stage told by the day it was found; a sign of trouble
    (苗头) has a reminder letter drafted. A source that is on the ledger already gives the entry it has.

    `by` None is the program itself. Raises NotPermitted, Refused.
    """
    _require(found, by)
    numbers.hold(found.division_code[:6], found.found_on)  # of two who list one source the second finds the first's
    if found.source_id:
        rows = RectificationEntry.objects.filter(reopens__isnull=True)
        known = rows.filter(source_type=found.source_type, source_id=found.source_id).first()
        if known is not None:
            return known
    _check(found)
    campaign, stage = stage_of(found.division_code[:6], found.found_on)
    values = {name: getattr(found, name) for name in found.__dataclass_fields__ if name != "stage"}
    entry = RectificationEntry.objects.create(
        **values,
        number=numbers.take(found.division_code[:6], found.found_on)[0],
        campaign=campaign,
        stage=found.stage or stage,
        listed_by=by,
        listed_at=timezone.now(),
    )
    tell(
        entry, "list", by=by, text=entry.get_source_display(), summary={"number": entry.number, "source": found.source}
    )
    if entry.level == Level.SIGN:
        draft_reminder(entry, by=by)
    return entry


def _require(found: Found, by: Any) -> None:
    """Those who work on entries list them; whoever handles petitions lists what a petition brought up."""
    if by is None:
        return
    from_petition = found.source == Source.PETITION and by.may(Permission.PETITION_HANDLE)
    if not from_petition:
        require(by, Permission.ENTRY_WORK)
    if not found.division_code.startswith(by.scope):
        raise NotPermitted("该事项不在您的管辖范围内。")


def _check(found: Found) -> None:
    filled(found.category, "问题类别", 30)
    filled(found.description, "具体问题", 2000)
    not_later(found.found_on, months.today(), "发现日期")
    if found.task not in TaskArea.values or found.source not in Source.values or found.level not in Level.values:
        raise Refused("请选择任务、来源和程度。", code="choice-unknown")
    if min(found.amount_fen, found.due_back_fen, found.households_count) < 0:
        raise Refused("户数和金额不能是负数。", code="number-negative")
    if not Division.objects.filter(pk=found.division_code).exists():
        raise Refused("请选择问题所在的乡镇。", code="division-unknown")
    home = found.household
    if home is not None and home.township_code != found.division_code[:9]:
        raise Refused("涉及的户不在这个乡镇。", code="household-elsewhere")


def stage_of(county_code: str, day: dt.date) -> tuple[Campaign | None, str]:
    """The county's campaign that covers the day, and the stage the day lies in ('' for none)."""
    rows = Campaign.objects.filter(county_code=county_code, first_day__lte=day, last_day__gte=day)
    campaign = rows.order_by("-first_day").first()
    if campaign is None:
        return None, ""
    stage = campaign.stages.filter(first_day__lte=day, last_day__gte=day).first()
    return campaign, stage.kind if stage else ""
