"""A late unlock: asked by the township with a reason, decided by a leader of the bureau, good for a few days."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core import audit, months, policy
from core.models import Division, User
from core.operation import operation, require
from core.operations import notices
from core.permissions import Permission, Role
from core.refusal import Refused, TransitionRefused

from ..models import LateUnlock, Report
from .periods import lock_report
from .standing import report_url

S = LateUnlock.State


@operation
def ask_late_unlock(report: Report, *, by: User, reason: str) -> LateUnlock:
    """The request waits for a leader; one at a time."""
    row = lock_report(report)
    require(by, Permission.LATE_UNLOCK_ASK, row.division_code)
    if row.period.closed_at is None:
        raise Refused("这个月份还没有关闭，可以直接报送，不用申请。", code="period-open")
    if not reason.strip():
        raise Refused("请写明逾期的原因。", code="reason-needed")
    if row.late_unlocks.filter(state=S.ASKED).exists():
        raise Refused("已经申请过，正在等局领导批准。", code="asked-already")
    unlock = LateUnlock.objects.create(
        division_code=row.division_code, report=row, reason=reason.strip()[:200], asked_by=by, asked_at=timezone.now()
    )
    audit.record("late_unlock.ask", unlock, by=by, summary={"month": row.period.month})
    name = Division.objects.get(pk=row.division_code).name
    leaders = User.objects.filter(division__code__startswith=row.county_code, role=Role.BUREAU_LEADER, is_active=True)
    notices.queue(
        leaders,
        key=f"unlock-asked:{unlock.pk}",
        kind="report",
        title=f"{name}申请补报{months.chinese(row.period.month)}月报，请批示",
        body=f"原因：{unlock.reason}",
        url=reverse("late_unlock_list"),
        division_code=row.division_code,
    )
    return unlock


@operation
def decide_late_unlock(unlock: LateUnlock, *, by: User, approve: bool, note: str = "") -> LateUnlock:
    """The request is approved for some days (setting late_unlock_days, to the end of the last) or declined with a note."""
    row = LateUnlock.objects.select_for_update(of=("self",)).select_related("report__period").get(pk=unlock.pk)
    require(by, Permission.LATE_UNLOCK_APPROVE, row.division_code)
    if row.state != S.ASKED:
        raise TransitionRefused("这份申请已经批示过。")
    if row.asked_by_id == by.pk:
        raise Refused("申请人不能批准自己的申请。", code="four-eyes")
    if not approve and not note.strip():
        raise Refused("不批准的，请写明理由。", code="reason-needed")
    now = timezone.now()
    row.state = S.APPROVED if approve else S.DECLINED
    row.decided_by, row.decided_at, row.decision_note = by, now, note.strip()[:200]
    row.valid_until = _end_of(policy.number("late_unlock_days", months.today())) if approve else None
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "valid_until"])
    audit.record("late_unlock.decide", row, by=by, summary={"approved": approve, "month": row.report.period.month})
    month = months.chinese(row.report.period.month)
    notices.queue(
        User.objects.filter(pk=row.asked_by_id),
        key=f"unlock-decided:{row.pk}",
        kind="report",
        title=f"{month}逾期补报申请{'已批准' if approve else '未批准'}",
        body=_told(row),
        url=report_url(row.report),
        division_code=row.division_code,
    )
    return row


def _end_of(days: int) -> dt.datetime:
    day = months.today() + dt.timedelta(days=days + 1)
    return dt.datetime.combine(day, dt.time(), tzinfo=months.SHANGHAI).astimezone(dt.UTC) - dt.timedelta(microseconds=1)


def _told(row: LateUnlock) -> str:
    if row.valid_until is None:
        return f"批示：{row.decision_note}"
    day = row.valid_until.astimezone(months.SHANGHAI).date()
    return f"请在 {months.chinese_day(day)} 24 时前补报。" + (f"批示：{row.decision_note}" if row.decision_note else "")
