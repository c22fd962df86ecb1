"""Opening masked identifiers for a stated reason."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from .. import audit
from ..models import RevealGrant, User
from ..operation import operation, require
from ..permissions import Permission
from ..refusal import Refused

QUOTA_PER_HOUR = 50


@operation
def open(subject: models.Model, *, by: User, reason: str) -> RevealGrant:  # noqa: A001 - reads reveals.open(…)
    """`by` may read the identifiers on the subject's page in full for ten minutes; the chain says why."""
    require(by, Permission.ROSTER_REVEAL, getattr(subject, "division_code", ""))
    return grant(subject, by=by, reason=reason)


@operation
def grant(subject: models.Model, *, by: User, reason: str) -> RevealGrant:
    """As `open`, for operations that have themselves made sure that `by` may see this one subject, such as the people whom
    a draw sends to a household of another township."""
    division_code = getattr(subject, "division_code", "")
    if reason not in RevealGrant.Reason.values:
        raise Refused("请先选择查看完整号码的用途。", code="reveal-reason")
    now = timezone.now()
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if RevealGrant.objects.filter(user=by, at__gt=now - dt.timedelta(hours=1)).count() >= QUOTA_PER_HOUR:
        raise Refused(
            f"一小时内查看完整号码已达 {QUOTA_PER_HOUR} 次上限，请稍后再试；批量需要请申请明码导出。",
            code="reveal-quota",
        )
    leave = RevealGrant.objects.create(
        user=by,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        at=now,
        until=now + dt.timedelta(seconds=settings.REVEAL_SECONDS),
    )
    audit.record("reveal.open", subject, by=by, division_code=division_code, summary={"reason": reason})
    return leave
