"""What leaves and joins a filing on paper: reading in full, exports, and the sealed scan."""

from django.db import models

from core import audit
from core.models import Attachment, AuditEntry, User
from core.operation import operation, require
from core.operations import uploads
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ..models import Submission

READ = "report.read_in_full"
SCAN = "sealed_scan"


@operation
def read_in_full(submission: Submission, *, by: User) -> bool:
    """The person may read this filing of their own township in full; the chain says so once. True the first time."""
    require(by, Permission.REPORT_VIEW, submission.division_code)
    if not by.is_township:
        raise NotPermitted("县局人员请在审阅页选择用途后查看完整号码。")
    kind, pk = submission._meta.label_lower, str(submission.pk)
    known = AuditEntry.objects.filter(action=READ, subject_type=kind, subject_id=pk, actor=by.username)
    if known.exists():
        return False
    audit.record(READ, submission, by=by, summary={"number": submission.number})
    return True


@operation
def note_export(thing: models.Model, *, by: User, kind: str, rows: int, in_full: bool, division_code: str = "") -> None:
    """The chain holds who took which file away, how many rows, and whether identifiers stood in full."""
    summary = {"kind": kind, "rows": rows, "in_full": in_full}
    audit.record("report.export", thing, by=by, division_code=division_code, summary=summary)


@operation
def attach_scan(submission: Submission, *, by: User, filename: str, data: bytes) -> Attachment:
    """The scan of the signed and sealed form lies beside the filing."""
    if not (by.may(Permission.REPORT_FILL) or by.may(Permission.REPORT_CONFIRM)):
        raise NotPermitted("盖章扫描件由报送的乡镇上传。")
    require(by, Permission.REPORT_VIEW, submission.division_code)
    if submission.submitted_at is None:
        raise Refused("报送之后才能上传盖章扫描件。", code="not-filed")
    return uploads.attach_scan(
        submission, by=by, filename=filename, data=data, purpose=SCAN, action="report.scan_attach"
    )


@operation
def read_scan(scan: Attachment, *, by: User) -> None:
    """The chain holds who took a scan away."""
    require(by, Permission.REPORT_VIEW, scan.division_code)
    audit.record("report.scan_read", scan, by=by)
