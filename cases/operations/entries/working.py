"""What is being done: measures one by one, progress, money that comes back."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import months
from core.operation import locked, operation
from core.permissions import Permission
from core.refusal import NotPermitted, Refused
from core.templatetags.formats import yuan

from ...intake.ledger_line import STORY
from ...models import Measure, RectificationEntry
from .story import filled, is_responsible, not_later, put, taken, tell


@operation
def add_measure(
    entry: RectificationEntry,
    *,
    by: Any,
    text: str,
    person_name: str = "",
    due_on: dt.date | None = None,
    done_on: dt.date | None = None,
    outcome: str = "",
) -> Measure:
    """A further step of rectification stands with the entry; the day it was entered is the server's."""
    mine, _ = taken(entry, "work", by=by)
    _check_day(mine, done_on)
    row = Measure.objects.create(
        division_code=mine.division_code,
        entry=mine,
        text=filled(text, "措施", 500),
        person_name=person_name.strip()[:50],
        due_on=due_on,
        done_on=done_on,
        outcome=outcome.strip()[:300],
        by=by,
        at=timezone.now(),
    )
    tell(mine, "work", by=by, text=f"措施：{row.text}", summary={"what": "measure"})
    return row


@operation
def finish_measure(measure: Measure, *, by: Any, done_on: dt.date, outcome: str) -> Measure:
    """The step is done, once; what came of it is kept."""
    mine, _ = taken(measure.entry, "work", by=by)
    row = locked(measure)
    if row.done_on is not None:
        raise Refused("这项措施已经登记完成，不能再改。", code="measure-done")
    _check_day(mine, done_on)
    row.done_on, row.outcome = done_on, filled(outcome, "完成情况", 300)
    row.save(update_fields=["done_on", "outcome"])
    tell(mine, "work", by=by, text=f"措施完成：{row.text}（{row.outcome}）", summary={"what": "measure-done"})
    return row


def _check_day(mine: RectificationEntry, done_on: dt.date | None) -> None:
    not_later(done_on, months.today(), "完成日期")
    if done_on is not None and done_on < mine.found_on:
        raise Refused("措施的完成日期不能早于发现日期。", code="day-before-found")


@operation
def report_progress(
    entry: RectificationEntry,
    *,
    by: Any,
    version: int,
    progress: str,
    recovered_fen: int | None = None,
    instalments: str | None = None,
    irrecoverable_note: str | None = None,
) -> RectificationEntry:
    """How far it is, and the money: what came back so far (fen; never more than is due, less than before only by the
    bureau, who mends a slip), the plan of instalments, or why the rest cannot be recovered. A note that changes needs the
    leader's approval anew. None leaves a value. Story and chain tell what the money was before and is now."""
    mine, _ = taken(entry, "work", by=by, version=version)
    mine.progress = filled(progress, "整改进展", STORY)
    before = mine.recovered_fen
    if recovered_fen is not None:
        _check_money(mine, recovered_fen, by)
        mine.recovered_fen = recovered_fen
    if instalments is not None:
        mine.instalments = instalments.strip()[:300]
    if irrecoverable_note is not None and irrecoverable_note.strip() != mine.irrecoverable_note:
        mine.irrecoverable_note = irrecoverable_note.strip()[:300]
        mine.irrecoverable_approved_by = None
    moved, told = {}, ""
    if mine.recovered_fen != before:
        moved = {"recovered_before": before, "recovered": mine.recovered_fen}
        told = f"（已追回由 {yuan(before)} 元改为 {yuan(mine.recovered_fen)} 元）"
    return put(mine, "work", by=by, text=f"进展：{mine.progress}{told}", summary={"what": "progress", **moved})


def _check_money(mine: RectificationEntry, recovered: int, by: Any) -> None:
    if recovered < mine.recovered_fen and by is not None and not by.may(Permission.ENTRY_CHECK):
        raise Refused(
            "已追回金额不能比以前登记的少。登错了的，请联系社会救助股，由其在这一页改回。", code="recovered-less"
        )
    if recovered > max(mine.due_back_fen, mine.recovered_fen):
        raise Refused(
            f"已追回金额不能多于应追回的 {yuan(mine.due_back_fen)} 元。应追回有变化的，先在整改方案里改“应追回金额”。",
            code="recovered-more",
        )


@operation
def approve_irrecoverable(entry: RectificationEntry, *, by: Any, version: int) -> RectificationEntry:
    """A leader, never the one responsible, accepts that the rest cannot be recovered; the note stands as it is."""
    mine, _ = taken(entry, "irrecoverable", by=by, version=version)
    if is_responsible(mine, by):
        raise NotPermitted("责任人不能批准自己负责的事项无法追回，请由其他领导决定。", code="own-close-out")
    if not mine.irrecoverable_note:
        raise Refused("还没有“无法追回”说明，请责任单位先填写。", code="note-missing")
    mine.irrecoverable_approved_by = by
    return put(mine, "irrecoverable", by=by, text=mine.irrecoverable_note)
