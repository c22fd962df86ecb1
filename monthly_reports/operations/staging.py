"""Filing: what a township hands in becomes a new version, waiting to be checked. The version before it, if it was not
submitted yet, gives way; what was submitted is never touched."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import uploads
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from .. import workflow
from ..models import LateUnlock, ObligationStatus, Report, Submission, SubmissionFile
from .periods import lock_report
from .standing import next_number, refresh, replace_open

FILES_AT_MOST = 10


@operation
def stage_files(
    report: Report,
    *,
    by: User,
    files: Sequence[tuple[str, bytes]],
    nil_changes: bool = False,
    nil_deaths: bool = False,
    arrears: bool = False,
) -> Submission:
    """The workbooks are kept and a new version waits for its check. `files` are (filename, bytes); the nil flags are
    statements signed by `by`; `arrears` loads a month afterwards (补录), audited, never on time."""
    if not 1 <= len(files) <= FILES_AT_MOST:
        raise Refused(f"请选择 1 至 {FILES_AT_MOST} 个文件。", code="no-file")
    given = {"nil_changes": nil_changes, "nil_deaths": nil_deaths}
    submission = _stage(report, by=by, source=Submission.Source.FILE, given=given, arrears=arrears)
    for name, data in files:
        upload = uploads.keep(data, by=by)
        SubmissionFile.objects.create(submission=submission, upload=upload, filename=name[-200:])
    return submission


@operation
def stage_rows(
    report: Report,
    *,
    by: User,
    rows: Sequence[dict[str, Any]],
    nil_changes: bool = False,
    nil_deaths: bool = False,
    arrears: bool = False,
) -> Submission:
    """The rows of the grid wait for their check as a new version."""
    if not rows and not (nil_changes or nil_deaths):
        raise Refused("还没有填写任何一行。", code="no-row")
    given = {"rows": list(rows), "nil_changes": nil_changes, "nil_deaths": nil_deaths}
    return _stage(report, by=by, source=Submission.Source.GRID, given=given, arrears=arrears)


@operation
def file_nil(report: Report, *, by: User, changes: bool, deaths: bool, arrears: bool = False) -> Submission:
    """The pressed buttons 本月无变动, 本月无死亡 are a version of their own, waiting for its check."""
    if not (changes or deaths):
        raise Refused("请选择要零报的内容：本月无变动、本月无死亡。", code="no-statement")
    given = {"nil_changes": changes, "nil_deaths": deaths}
    return _stage(report, by=by, source=Submission.Source.BUTTON, given=given, arrears=arrears)


def _stage(report: Report, *, by: User, source: str, given: dict[str, Any], arrears: bool) -> Submission:
    row = lock_report(report)
    _require_filler(row, by, arrears)
    require_open(row, by=by, arrears=arrears)
    replaced = replace_open(row, by=by)
    submission = Submission(
        division_code=row.division_code,
        report=row,
        number=next_number(row),
        source=source,
        filled_by=by,
        filled_at=timezone.now(),
    )
    submission.content = json.dumps(given, ensure_ascii=False)
    submission.save(force_insert=True)
    refresh(row, arrears=row.arrears or arrears)
    summary = {"month": row.period.month, "number": submission.number, "source": str(source), "replaced": replaced}
    audit.record("report.stage", submission, by=by, summary=summary)
    if arrears:
        audit.record("report.arrears", submission, by=by, summary={"month": row.period.month})
    return submission


def _require_filler(report: Report, by: User, arrears: bool) -> None:
    if arrears and by.may(Permission.ARREARS_LOAD):
        require(by, Permission.ARREARS_LOAD, report.division_code)
    else:
        require(by, Permission.REPORT_FILL, report.division_code)


def require_open(report: Report, *, by: User, arrears: bool = False) -> None:
    """Raise unless something of the month may still be filed: not all is in, and a closed period is unlocked for it."""
    filed = ObligationStatus.MISSING not in (report.changes, report.deaths)
    if filed and report.state in (Report.State.SUBMITTED, Report.State.TAKEN_IN, Report.State.LOCKED):
        raise Refused("本月的报表已经报送。要修改请联系县局退回；已接收的请报更正件。", code="already-filed")
    if report.period.closed_at is None or (arrears and by.may(Permission.ARREARS_LOAD)):
        return
    if not unlocked(report):
        raise NotPermitted("县局已关闭这个月份。请先申请逾期补报，经局领导批准后再报。", code="period-closed")


def unlocked(report: Report) -> bool:
    """True while an approved late unlock holds."""
    now = timezone.now()
    return report.late_unlocks.filter(state=LateUnlock.State.APPROVED, valid_until__gte=now).exists()


@operation
def discard(submission: Submission, *, by: User, version: int) -> Submission:
    """The version that was not submitted is given up; it stays on record as replaced."""
    row = lock_report(submission.report)
    _require_filler(row, by, row.arrears)
    mine = locked(submission, version=version)
    mine.state = workflow.after(mine, "replace")
    mine.version += 1
    mine.save(update_fields=["state", "version"])
    refresh(row)
    audit.record("report.discard", mine, by=by, summary={"number": mine.number})
    return mine
