"""A checked version on its way: confirmed by a second person, submitted, or sent back by the bureau."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import Division, User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Role
from core.refusal import Refused

from .. import workflow
from ..examine import Examination, judge
from ..models import Report, Submission
from ..receipts import content_digest, filing_of
from .periods import lock_report
from .staging import unlocked
from .standing import refresh, report_url, require_other

NOT_YOURSELF = "核查确认人不能是填报人本人。请由本乡镇的核查员或分管领导确认。"


@operation
def confirm(submission: Submission, *, by: User, version: int, warning_reason: str = "") -> Submission:
    """A second person of the township stands for the version; its warnings are explained by `warning_reason`."""
    report = lock_report(submission.report)
    mine = locked(submission, version=version)
    mine.state = workflow.after(mine, "confirm")
    require(by, workflow.permission("confirm"), mine.division_code)
    require_other(mine, by, NOT_YOURSELF)
    reason = warning_reason.strip()
    if mine.counts.get("warnings") and not reason:
        raise Refused("有警告没有说明。请写明情况后再确认。", code="reason-needed")
    mine.warning_reason = reason[:200]
    mine.confirmed_by, mine.confirmed_at = by, timezone.now()
    mine.version += 1
    mine.save(update_fields=["state", "warning_reason", "confirmed_by", "confirmed_at", "version"])
    _follow(report, mine)
    summary = {"number": mine.number, "warnings": mine.counts.get("warnings", 0)}
    audit.record("report.confirm", mine, by=by, summary=summary)
    return mine


@operation
def submit(submission: Submission, *, by: User, version: int, now: dt.datetime | None = None) -> Submission:
    """The version is filed: sealed by its digest, judged once more against the roster of this moment. `now` is the server
    time at which the request arrived; what an obligation's first filing brings after the deadline is late for good."""
    now = now or timezone.now()
    report = lock_report(submission.report)
    mine = locked(submission, version=version)
    mine.state = workflow.after(mine, "submit")
    require(by, workflow.permission("submit"), mine.division_code)
    require_filing_open(report, mine)
    if (
        not mine.is_correction
    ):  # a correction was rehearsed without the wrong event when staged, and is again when taken in
        refuse_if_faulty(recheck(mine))
    mine.sha256 = content_digest(mine)
    mine.submitted_by, mine.submitted_at = by, now
    mine.version += 1
    late = _is_late(report, mine, now)
    mine.save(update_fields=["state", "sha256", "submitted_by", "submitted_at", "version"])
    if mine.is_correction:
        _follow(report, mine)
    else:
        refresh(report, is_late=report.is_late or late, first_submitted_at=report.first_submitted_at or now)
    summary = {"number": mine.number, "sha256": mine.sha256, "late": report.is_late, "arrears": report.arrears}
    audit.record("report.submit", mine, by=by, summary=summary | {"lines": mine.counts.get("lines", 0)})
    _tell_bureau(report, mine)
    return mine


@operation
def confirm_and_submit(
    submission: Submission, *, by: User, version: int, warning_reason: str = "", now: dt.datetime | None = None
) -> Submission:
    """What the verifier's one button does: confirm (unless that is done already), then submit."""
    if submission.state == Submission.State.CONFIRMED:
        return submit(submission, by=by, version=version, now=now)
    confirmed = confirm(submission, by=by, version=version, warning_reason=warning_reason)
    return submit(confirmed, by=by, version=confirmed.version, now=now)


@operation
def return_to_township(
    submission: Submission, *, by: User, version: int, reason: str, line_reasons: Mapping[Any, str] | None = None
) -> Submission:
    """The bureau sends the version back with a reason for all and reasons for lines; the township files a new number."""
    report = lock_report(submission.report)
    mine = locked(submission, version=version)
    mine.state = workflow.after(mine, "send_back")
    require(by, workflow.permission("send_back"), mine.division_code)
    if not reason.strip():
        raise Refused("请写明退回的理由，让乡镇知道要改什么。", code="reason-needed")
    mine.return_reason, mine.decided_by, mine.decided_at = reason.strip(), by, timezone.now()
    mine.version += 1
    mine.save(update_fields=["state", "return_reason", "decided_by", "decided_at", "version"])
    told = {str(pk): text.strip()[:200] for pk, text in (line_reasons or {}).items() if text.strip()}
    lines = [line for line in mine.lines.all() if str(line.pk) in told]
    for line in lines:
        line.return_reason = told[str(line.pk)]
    mine.lines.bulk_update(lines, ["return_reason"])
    _follow(report, mine)
    audit.record("report.return", mine, by=by, summary={"number": mine.number, "lines": len(lines)})
    month = months.chinese(report.period.month)
    notices.queue(
        _people(report, Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_VERIFIER),
        key=f"returned:{mine.pk}",
        kind="report",
        title=f"{month}月报被退回，请修改后重新报送",
        body=f"退回理由：{mine.return_reason}" + (f"（另有 {len(lines)} 行写了具体理由）" if lines else ""),
        url=report_url(report),
        division_code=report.division_code,
    )
    return mine


def recheck(submission: Submission) -> Examination:
    """What was read, judged anew against the roster and the calendar of today."""
    report = submission.report
    return judge(
        filing_of(submission),
        township=Division.objects.get(pk=submission.division_code),
        month=report.period.month,
        today=months.today(),
        report_id=report.pk,
        ignore=submission,
    )


def refuse_if_faulty(examined: Examination) -> None:
    """Raise with the findings when the roster has moved on so that the version no longer fits."""
    if examined.errors:
        message = f"花名册有了变化，这份报表现在有 {len(examined.errors)} 处错误。请重新核对后再报。"
        raise Refused(message, code="findings", findings=examined.findings)


def require_filing_open(report: Report, submission: Submission) -> None:
    """Raise when the bureau has closed the month and no late unlock holds; months loaded afterwards and corrections pass."""
    if report.period.closed_at is None or submission.is_correction or report.arrears:
        return
    if not unlocked(report):
        raise Refused("县局已关闭这个月份。请先申请逾期补报，经局领导批准后再报。", code="period-closed")


def _is_late(report: Report, mine: Submission, now: dt.datetime) -> bool:
    """Late is a first filing after the deadline; a resubmission of what was filed in time before is not. 补录 is always."""
    if report.arrears:
        return True
    if now <= report.period.deadline or mine.is_correction:
        return False
    before = report.submissions.filter(submitted_at__isnull=False).exclude(pk=mine.pk)
    met = {
        name
        for counts in before.values_list("counts", flat=True)
        for name, status in counts.get("obligations", {}).items()
        if status != "missing"
    }
    now_met = {name for name, status in mine.counts["obligations"].items() if status != "missing"}
    return bool(now_met - met)


def _follow(report: Report, submission: Submission) -> None:
    """The report follows, unless it is a correction's step: that leaves the month as it is."""
    if not submission.is_correction:
        refresh(report)


def _people(report: Report, *roles: str) -> list[User]:
    return list(User.objects.filter(division_id=report.division_code, role__in=roles, is_active=True))


def _tell_bureau(report: Report, mine: Submission) -> None:
    name = Division.objects.get(pk=report.division_code).name
    month = months.chinese(report.period.month)
    what = "更正件" if mine.is_correction else "月报"
    late = "（迟报）" if report.is_late and not report.arrears else ""
    notices.queue(
        User.objects.filter(
            division__code__startswith=report.county_code, role=Role.BUREAU_OFFICER, is_active=True
        ).exclude(division__level=Division.Level.TOWNSHIP),
        key=f"submitted:{mine.pk}",
        kind="report",
        title=f"{name}报送了{month}{what}{late}，请接收",
        body=f"第 {mine.number} 版，变动 {mine.counts.get('lines', 0)} 行，死亡 {mine.counts.get('deaths', 0)} 人。",
        url=report_url(report),
        division_code=report.division_code,
    )
