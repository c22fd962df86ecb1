"""Between the one who fills in and the one who confirms: handing over, and giving back."""

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import ROLE_PERMISSIONS, Permission
from core.refusal import Refused, TransitionRefused

from .. import workflow
from ..models import Submission
from .periods import lock_report
from .standing import refresh, require_other


def verifiers(submission: Submission) -> list[User]:
    """Those of the township who may confirm, whoever filled it in left out."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.REPORT_CONFIRM in held]
    people = User.objects.filter(role__in=roles, is_active=True, division__code__startswith=submission.township_code)
    return list(people.exclude(pk=submission.filled_by_id))


@operation
def hand_over(submission: Submission, *, by: User, version: int, warning_reason: str = "") -> Submission:
    """The checked draft lies with those who confirm, its warnings explained; they have a notice."""
    require(by, Permission.REPORT_FILL, submission.division_code)
    mine = locked(submission, version=version)
    if mine.state != Submission.State.DRAFT:
        raise TransitionRefused("只有核对无误的草稿可以交核查，请刷新页面后再看。")
    if mine.counts.get("warnings") and not warning_reason.strip():
        raise Refused("请先写明对提醒的说明，再交核查。", code="warning-reason")
    people = verifiers(mine)
    if not people:
        raise Refused("本乡镇还没有可以核查的人员，请联系县局系统管理员增设核查员或分管领导账号。", code="no-verifier")
    mine.warning_reason = warning_reason.strip()[:200]
    mine.handed_at = timezone.now()
    mine.version += 1
    mine.save(update_fields=["warning_reason", "handed_at", "version"])
    month = mine.report.period.month
    notices.queue(
        people,
        key=f"report-confirm:{mine.pk}",
        kind="report",
        title=f"{month}月报已填好，请核查确认",
        body=f"{by.display_name}填报的第{mine.number}版已核对无误，核查后即可报送县民政局。",
        url=f"/monthly/report/{mine.report_id}/",
        division_code=mine.division_code,
    )
    audit.record(
        "report.hand_over", mine, by=by, summary={"number": mine.number, "warnings": mine.counts.get("warnings", 0)}
    )
    return mine


@operation
def send_back_draft(submission: Submission, *, by: User, version: int, reason: str) -> Submission:
    """The draft is with the one who filled it in again, the reason on it; nothing of it was submitted."""
    report = lock_report(submission.report)
    mine = locked(submission, version=version)
    require(by, workflow.permission("give_back"), mine.division_code)
    require_other(mine, by, "这是您自己填的，请直接修改或作废。")
    if not reason.strip():
        raise Refused("请写明退回填报人的理由。", code="return-reason")
    mine.state = workflow.after(mine, "give_back")
    mine.return_reason = reason.strip()
    mine.decided_by, mine.decided_at = by, timezone.now()
    mine.version += 1
    mine.save(update_fields=["state", "return_reason", "decided_by", "decided_at", "version"])
    refresh(report)
    notices.queue(
        [mine.filled_by],
        key=f"report-given-back:{mine.pk}",
        kind="report",
        title=f"{report.period.month}月报被退回，请修改",
        body=f"{by.display_name}退回了您填报的第{mine.number}版，理由写在月报页面上。",
        url=f"/monthly/report/{report.pk}/",
        division_code=mine.division_code,
    )
    audit.record(
        "report.give_back", mine, by=by, summary={"number": mine.number}, values={"reason": mine.return_reason}
    )
    return mine
