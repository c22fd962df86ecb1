"""What leaves and joins a work summary on paper: exports, prints, and the sealed scan."""

from django.db import models

from core import audit
from core.models import Attachment, User
from core.operation import operation, require
from core.operations import uploads
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import WorkSummary

SCAN = "sealed_scan"


@operation
def note_export(thing: models.Model, *, by: User, kind: str, rows: int) -> None:
    """The chain holds who took which file away and how many lines it had."""
    require(by, Permission.SUMMARY_VIEW, getattr(thing, "division_code", ""))
    audit.record("summary.export", thing, by=by, summary={"kind": kind, "rows": rows})


@operation
def attach_scan(summary: WorkSummary, *, by: User, filename: str, data: bytes) -> Attachment:
    """The scan of the signed and sealed paper lies beside the filing."""
    if not (by.may(Permission.SUMMARY_FILL) or by.may(Permission.SUMMARY_CONFIRM)):
        raise NotPermitted("盖章扫描件由报送的乡镇上传。")
    require(by, Permission.SUMMARY_VIEW, summary.division_code)
    if summary.submitted_at is None:
        raise Refused("报送之后才能上传盖章扫描件。", code="not-filed")
    return uploads.attach_scan(summary, by=by, filename=filename, data=data, purpose=SCAN, action="summary.scan_attach")


@operation
def read_scan(scan: Attachment, *, by: User) -> None:
    """The chain holds who took a scan away."""
    require(by, Permission.SUMMARY_VIEW, scan.division_code)
    audit.record("summary.scan_read", scan, by=by)
