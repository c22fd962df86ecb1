"""Unmasked exports: asked for by one, approved by another, downloaded once."""

import datetime as dt
from typing import Any

from django.utils import timezone

from .. import audit
from ..export_kinds import title_of
from ..models import ExportRequest, User
from ..operation import locked, operation, require
from ..permissions import ROLE_PERMISSIONS, Permission
from ..refusal import NotPermitted, Refused, TransitionRefused
from . import notices

VALID_FOR = dt.timedelta(hours=24)
State = ExportRequest.State


def approvers(division_code: str, *, but: User) -> list[User]:
    """Those who may decide on an export from this division, the asker left out."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.ROSTER_EXPORT_APPROVE in held]
    people = User.objects.filter(role__in=roles, is_active=True).select_related("division").exclude(pk=but.pk)
    return [user for user in people if division_code.startswith(user.scope)]


@operation
def ask(kind: str, *, by: User, parameters: dict[str, Any], reason: str, division_code: str) -> ExportRequest:
    """The request waits for a second person; those who may decide have a notice. `parameters` holds no identifiers."""
    require(by, Permission.ROSTER_EXPORT, division_code)
    if not reason.strip():
        raise Refused("请写明导出完整号码的用途。", code="export-reason")
    request = ExportRequest.objects.create(
        kind=kind,
        parameters=parameters,
        reason=reason.strip()[:200],
        division_code=division_code,
        asked_by=by,
        asked_at=timezone.now(),
    )
    audit.record("export.ask", request, by=by, summary={"kind": kind}, values={"reason": request.reason})
    notices.queue(
        approvers(division_code, but=by),
        key=f"export-ask:{request.pk}",
        kind="export",
        title=f"{by.display_name}申请导出完整号码，请审批",
        body=f"内容：{title_of(request)}。用途：{request.reason}",
        url=f"/exports/{request.pk}/",
        division_code=division_code,
    )
    return request


@operation
def decide(request: ExportRequest, *, by: User, approve: bool) -> ExportRequest:
    """The request is approved for 24 hours or declined; never by the one who asked. The asker has a notice."""
    request = locked(request)
    require(by, Permission.ROSTER_EXPORT_APPROVE, request.division_code)
    if request.asked_by_id == by.pk:
        raise NotPermitted("不能批准自己的申请，请由另一位负责人审批。")
    if request.state != State.ASKED:
        raise TransitionRefused("这份申请已经办理过了。")
    request.state = State.APPROVED if approve else State.DECLINED
    request.decided_by, request.decided_at = by, timezone.now()
    request.expires_at = request.decided_at + VALID_FOR if approve else None
    request.save(update_fields=["state", "decided_by", "decided_at", "expires_at"])
    audit.record("export.approve" if approve else "export.decline", request, by=by, summary={"kind": request.kind})
    notices.queue(
        [request.asked_by],
        key=f"export-decided:{request.pk}",
        kind="export",
        title="明码导出申请已批准，24 小时内可下载一次" if approve else "明码导出申请未获批准",
        body=f"内容：{title_of(request)}。办理人：{by.display_name}",
        url=f"/exports/{request.pk}/",
        division_code=request.division_code,
    )
    return request


@operation
def use(request: ExportRequest, *, by: User) -> ExportRequest:
    """The approved request is spent; the caller then issues the file with a watermark naming `by` and the request."""
    request = locked(request)
    if request.asked_by_id != by.pk:
        raise NotPermitted("只有申请人本人可以下载。")
    require(by, Permission.ROSTER_EXPORT, request.division_code)
    if request.state != State.APPROVED:
        raise TransitionRefused("这份申请还没有批准，或者已经下载过。")
    if request.expires_at is not None and request.expires_at < timezone.now():
        raise TransitionRefused("批准已超过 24 小时，请重新申请。")
    request.state = State.DONE
    request.save(update_fields=["state"])
    audit.record("export.use", request, by=by, summary={"kind": request.kind})
    return request
