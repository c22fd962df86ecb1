"""Questions about policy: asked, answered, and how long that took."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import audit
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ...models import Channel, Consultation

ALLOWED = dt.timedelta(minutes=5)


@operation
def ask_consultation(
    *,
    by: Any,
    asked_at: dt.datetime,
    channel: str,
    subject: str,
    caller: str = "",
    answer: str = "",
    answered_at: dt.datetime | None = None,
) -> Consultation:
    """The question stands in the register of the place of `by`; answered at once where `answer` says so."""
    require(by, Permission.VOICE_LOG, by.division_id)
    if channel not in Channel.values:
        raise Refused("请选择咨询渠道。", code="channel-missing")
    row = Consultation(
        division_code=by.division_id,
        asked_at=_past(asked_at),
        channel=channel,
        subject=_needed(subject, "咨询内容")[:300],
        registered_by=by,
    )
    row.caller = caller.strip()[:100]
    if answer.strip():
        _answer(row, by, answer, answered_at or timezone.now())
    row.save(force_insert=True)
    audit.record("consultation.ask", row, by=by, summary={"channel": channel, "answered": int(bool(row.answer))})
    return row


@operation
def answer_consultation(
    row: Consultation, *, by: Any, version: int, answer: str, answered_at: dt.datetime | None = None
) -> Consultation:
    """The question is answered; an answer given stands."""
    row = locked(row, version=version)
    require(by, Permission.VOICE_LOG, row.division_code)
    if row.answered_at is not None:
        raise Refused("这件咨询已经答复。需要补充的，请另记一条。", code="answered-already")
    _answer(row, by, answer, answered_at or timezone.now())
    row.version += 1
    row.save(update_fields=["answer", "answered_at", "answered_by", "version"])
    audit.record("consultation.answer", row, by=by)
    return row


def _answer(row: Consultation, by: Any, answer: str, at: dt.datetime) -> None:
    if _past(at) < row.asked_at:
        raise Refused("答复时间不能早于咨询时间。", code="answered-before-asked")
    row.answer, row.answered_at, row.answered_by = _needed(answer, "答复")[:500], at, by


def _past(at: dt.datetime) -> dt.datetime:
    if at > timezone.now() + ALLOWED:
        raise Refused("时间不能晚于现在。", code="moment-in-future")
    return at


def _needed(text: str, what: str) -> str:
    if not text.strip():
        raise Refused(f"请填写{what}。", code="text-missing")
    return text.strip()
