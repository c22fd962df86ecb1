"""Calls to the published telephones: answered, missed, and the test calls that show whether anybody picks up."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import audit
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused

from ...models import CallLog, Petition, PublicTelephone

ALLOWED = dt.timedelta(minutes=5)
LATEST = dt.timedelta(days=7)


@operation
def log_call(
    telephone: PublicTelephone,
    *,
    by: Any,
    at: dt.datetime,
    kind: str,
    note: str = "",
    petition: Petition | None = None,
) -> CallLog:
    """The call stands in the log of the telephone's place. A township cannot log test calls to itself: they are the
    county's way of checking."""
    require(by, Permission.VOICE_LOG, telephone.division_code)
    if kind not in CallLog.Kind.values:
        raise Refused("请选择来电情况。", code="kind-missing")
    if kind == CallLog.Kind.TEST and by.is_township:
        raise Refused("测试拨打由县局进行和登记。", code="own-test")
    now = timezone.now()
    if at > now + ALLOWED:
        raise Refused("来电时间不能晚于现在。", code="moment-in-future")
    if at < now - LATEST:
        raise Refused("最多只能补记 7 天以内的来电。", code="call-long-past")
    row = CallLog(
        division_code=telephone.division_code,
        at=at,
        telephone=telephone.telephone,
        kind=kind,
        note=note.strip()[:300],
        petition=petition,
        by=by,
    )
    row.save(force_insert=True)
    audit.record("call.log", row, by=by, summary={"kind": kind})
    return row
