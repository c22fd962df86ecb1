"""A look-back is made: it holds (已巩固), or the problem is back and is put right anew, one level graver."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import audit, months
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused
from spot_checks.models import DrawItem, VisitFinding

from ...models import CloseOut, FollowUp, RectificationEntry, Source
from ...rules.supervision.look_back import escalated
from ..entries import Found, consolidate, list_entry, rebound
from ..entries.story import filled, is_responsible, not_later

FOLLOW_UP = "cases.followup"
Outcome = FollowUp.Outcome


@dataclass(frozen=True)
class FollowUpResult:
    """What was found: the outcome, what was seen, the day of looking."""

    outcome: str
    note: str
    done_on: dt.date


def closers(entry: RectificationEntry) -> set[Any]:
    """Those who asked for, checked or confirmed the close-out, and the one responsible: they do not judge it again."""
    people = {entry.person_user_id}
    rows = entry.close_outs.filter(state=CloseOut.State.CONFIRMED)
    for row in rows.values_list("asked_by_id", "checked_by_id", "confirmed_by_id"):
        people |= set(row)
    return people - {None}


@operation
def record_follow_up(
    follow_up: FollowUp, result: FollowUpResult, *, by: Any, version: int
) -> RectificationEntry | None:
    """The look-back is made. Where it holds the entry is 已巩固; where not, the entry is 反弹重办, its close-out no longer
    counts, and the answered new entry, one level graver, puts it right. Raises Refused before the window, NotPermitted for
    those who closed it, EditConflict, TransitionRefused."""
    mine = locked(follow_up, version=version)
    require(by, Permission.ENTRY_CHECK, mine.division_code)
    entry = locked(mine.entry)
    if mine.outcome or entry.state not in RectificationEntry.AWAITING_LOOK_BACK:
        raise TransitionRefused("这一条已经回头看过，或已另行重办。请刷新页面后再看。")
    if by.pk in closers(entry) or is_responsible(entry, by):
        raise NotPermitted("审核、确认过这一条销号的人，不能自己做回头看。请由其他人核查登记。", code="own-close-out")
    _check(mine, result)
    mine.outcome, mine.note, mine.done_on = result.outcome, filled(result.note, "核查情况", 500), result.done_on
    mine.by, mine.at = by, timezone.now()
    mine.version += 1
    mine.save()
    audit.record("follow_up.record", mine, by=by, summary={"entry": entry.number, "outcome": mine.outcome})
    if mine.outcome == Outcome.HOLDS:
        consolidate(entry, by=by, note=mine.note)
        return None
    new = _of_the_visit(mine, entry) or list_again(
        entry,
        by=by,
        source=Source.LOOK_BACK,
        found_on=result.done_on,
        description=f"回头看发现反弹（原 {entry.number}）：{mine.note}",
        source_type=FOLLOW_UP,
        source_id=str(mine.pk),
    )
    rebound(entry, by=by, why=mine.note[:400], into=new)
    new.refresh_from_db()
    return new


def _of_the_visit(mine: FollowUp, entry: RectificationEntry) -> RectificationEntry | None:
    """The open entry that the finding of the drawn visit has brought up already, so that one problem is listed once."""
    if not mine.drawn_by:
        return None
    items = DrawItem.objects.filter(
        draw__code=mine.drawn_by, subject_type=entry._meta.label_lower, subject_id=str(entry.pk)
    )
    found = VisitFinding.objects.filter(visit__item__in=items).exclude(taken_by="").values_list("pk", flat=True)
    rows = RectificationEntry.objects.open().filter(
        reopens__isnull=True, source_type=VisitFinding._meta.label_lower, source_id__in=[str(pk) for pk in found]
    )
    return rows.order_by("number").first()


def list_again(entry: RectificationEntry, *, by: Any, **given: Any) -> RectificationEntry:
    """A new entry for the same matter, one level graver; restricted where the old one is. `given` are Found's words of where
    it came from."""
    new = list_entry(
        Found(
            division_code=entry.division_code,
            task=entry.task,
            category=entry.category,
            problem=entry.problem,
            level=escalated(entry.level),
            village=entry.village,
            households_count=entry.households_count,
            household=entry.household,
            person=entry.person,
            unit=entry.unit,
            **given,
        ),
        by=by,
    )
    if entry.is_restricted and not new.is_restricted:
        new.is_restricted = True
        new.save(update_fields=["is_restricted"])
    return new


def _check(mine: FollowUp, result: FollowUpResult) -> None:
    if result.outcome not in Outcome.values:
        raise Refused("请选择“整改巩固”或“反弹”。", code="choice-unknown")
    not_later(result.done_on, months.today(), "核查日期")
    if result.done_on < mine.window_from:
        first = mine.window_from
        raise Refused(
            f"回头看从 {first.year}年{first.month}月{first.day}日起才能做（销号三个月后）。早于这一天的检查请按日常走访登记。",
            code="before-window",
        )
