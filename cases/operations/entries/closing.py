"""销号: asked by the unit, checked by an officer, confirmed by a leader; three people, never without evidence and result."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import months
from core.models import Division
from core.operation import operation
from core.permissions import Role
from core.refusal import NotPermitted, Refused

from ...models import CloseOut, ClueReferral, RectificationEntry
from ...rules.entries.close_out_is_ready import Ready, day_problem, missing
from .story import filled, is_county_level, is_responsible, put, taken
from .warnings import warnings_of

OPEN = (CloseOut.State.ASKED, CloseOut.State.CHECKED)
LEAST_REASON = 5


@operation
def ask_close_out(entry: RectificationEntry, *, by: Any, version: int, result: str, done_on: dt.date) -> CloseOut:
    """Close-out is asked for, by the township's assistant, or by an officer where the unit is the bureau. `done_on` is the
    day of completion as told; when it was entered is the server's. Raises Refused with every reason why not yet."""
    mine, state = taken(entry, "ask_close_out", by=by, version=version)
    _require_asker(mine, by)
    if mine.dismiss_asked_by_id:
        raise Refused("已提请认定不成立，等分管领导决定后再申请销号。", code="dismissal-pending")
    gaps = missing(
        Ready(
            mine.evidence.count(),
            result,
            mine.due_back_fen,
            mine.recovered_fen,
            mine.instalments,
            mine.irrecoverable_approved_by_id is not None,
            clue_open(mine),
        )
    )
    if day := day_problem(done_on, mine.found_on, _last_measure(mine), months.today()):
        gaps.append(day)
    if gaps:
        raise Refused("".join(gaps), code="not-ready", findings=gaps)
    request = CloseOut.objects.create(
        division_code=mine.division_code,
        entry=mine,
        result=result.strip(),
        asked_by=by,
        asked_at=timezone.now(),
        warnings=warnings_of(mine, done_on),
    )
    mine.state, mine.result, mine.done_on = state, request.result, done_on
    mine.extension_asked_to = mine.extension_asked_by = None
    kinds = [warning["kind"] for warning in request.warnings]
    put(mine, "ask_close_out", by=by, text=request.result, summary={"warnings": kinds})
    return request


@operation
def check_close_out(entry: RectificationEntry, *, by: Any, version: int, note: str) -> RectificationEntry:
    """An officer who neither asked nor is the one responsible finds it true; it waits for the leader."""
    mine, state = taken(entry, "check", by=by, version=version)
    request = _open(mine)
    _require_another(mine, by, request.asked_by_id)
    request.check_note = filled(note, "审核意见", 300)
    request.state, request.checked_by, request.checked_at = CloseOut.State.CHECKED, by, timezone.now()
    request.version += 1
    request.save()
    mine.state = state
    return put(mine, "check", by=by, text=request.check_note)


@operation
def confirm_close_out(entry: RectificationEntry, *, by: Any, version: int) -> RectificationEntry:
    """A leader, the third person, strikes the entry off. From now on nothing in it changes but by a look-back."""
    mine, state = taken(entry, "confirm", by=by, version=version)
    request = _open(mine)
    _require_another(mine, by, request.asked_by_id, request.checked_by_id)
    if clue_open(mine):  # it may have been sent after the close-out was asked for
        raise Refused("移交的线索还没有处置反馈，等派驻纪检监察组反馈后再确认销号。", code="clue-open")
    now = timezone.now()
    request.state, request.confirmed_by, request.confirmed_at = CloseOut.State.CONFIRMED, by, now
    request.version += 1
    request.save()
    mine.state, mine.closed_at = state, now
    return put(mine, "confirm", by=by)


@operation
def return_close_out(entry: RectificationEntry, *, by: Any, version: int, reason: str) -> RectificationEntry:
    """Sent back to work with the reason: by the officer who checks, or by the leader who would confirm."""
    step = "refuse" if entry.state == RectificationEntry.State.CHECKED else "send_back"
    mine, state = taken(entry, step, by=by, version=version)
    request = _open(mine)
    request.return_reason = filled(reason, "退回理由", 300)
    if len(request.return_reason) < LEAST_REASON:
        raise Refused(f"退回理由请写清楚要改什么（不少于 {LEAST_REASON} 个字）。", code="reason-short")
    request.state = CloseOut.State.RETURNED
    request.version += 1
    request.save()
    mine.state = state
    return put(mine, step, by=by, text=request.return_reason)


def _open(mine: RectificationEntry) -> CloseOut:
    request = mine.close_outs.filter(state__in=OPEN).first()
    if request is None:
        raise Refused("没有待办的销号申请。请刷新页面后再看。", code="no-request")
    return request


def _last_measure(mine: RectificationEntry) -> dt.date | None:
    """The latest day a measure was done, or was entered where no such day is told."""
    days = [done or at.astimezone(months.SHANGHAI).date() for done, at in mine.measures.values_list("done_on", "at")]
    return max(days, default=None)


def clue_open(mine: RectificationEntry) -> bool:
    """True while a clue of the entry is with the discipline group and its outcome is not told."""
    state = ClueReferral.State
    return mine.referrals.filter(state__in=[state.SENT, state.RECEIVED, state.RETURNED]).exists()


def of_the_bureau(mine: RectificationEntry) -> bool:
    """True where the bureau puts it right: the problem lies in no township, the unit does not name it, or the township no
    longer sees it since a clue was referred."""
    if is_county_level(mine) or mine.is_restricted:
        return True
    town = Division.objects.filter(pk=f"{mine.township_code}000").values_list("name", flat=True).first() or ""
    return bool(mine.unit) and bool(town) and town not in mine.unit


def _require_asker(mine: RectificationEntry, by: Any) -> None:
    if by.role == Role.TOWNSHIP_ASSISTANT:
        return  # of this township: scope was looked at
    if by.role == Role.BUREAU_OFFICER and of_the_bureau(mine):
        return
    raise NotPermitted(
        "销号由责任乡镇的民政助理员申请；责任单位是局里股室的，和移交线索后限制查看的，由社会救助股申请。"
    )


def _require_another(mine: RectificationEntry, by: Any, *others: Any) -> None:
    if by.pk in others or is_responsible(mine, by):
        raise NotPermitted("申请、审核、确认须由三个人分别办理，责任人也不能给自己销号。", code="own-close-out")
