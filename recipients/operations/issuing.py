"""What leaves the program with persons in it: every issue is in the chain, and its number stands on the document."""

from typing import Any

from core import audit
from core.audit import Pending
from core.models import AuditEntry, ExportRequest
from core.operation import operation, require
from core.operations import export_requests
from core.permissions import Permission

from ..models import KinImport, RosterImport, StagedFile

READ_IN_FULL = "roster_import.read_in_full"


@operation
def issue_roster(division_code: str, *, by: Any, scheme: str, month: str, form: str) -> Pending:
    """A roster with masked numbers may be written out; the entry's number is known once this has returned."""
    require(by, Permission.ROSTER_EXPORT, division_code)
    summary = {"scheme": scheme, "month": month, "form": form, "masked": 1}
    return audit.record("roster.export", by=by, division_code=division_code, summary=summary)


@operation
def issue_approved(request: ExportRequest, *, by: Any) -> Pending:
    """A roster with full numbers may be written out once, as approved; the request is spent."""
    used = export_requests.use(request, by=by)
    wanted = used.parameters
    summary = {"scheme": wanted["scheme"], "month": wanted["month"], "form": wanted["format"], "masked": 0}
    return audit.record("roster.export", used, by=by, division_code=used.division_code, summary=summary)


def note_full_reading(item: StagedFile, *, by: Any) -> None:
    """That numbers stood in full on the page of a handed-in workbook is in the chain, once per file. A note on reading, not
    a change: it may be made while a page is only looked at."""
    known = AuditEntry.objects.filter(subject_type=item._meta.label_lower, subject_id=str(item.pk), action=READ_IN_FULL)
    if not known.exists():
        audit.record(READ_IN_FULL, item, by=by, summary={"month": getattr(item, "month", "")})


@operation
def record_annotated_copy(item: RosterImport, *, by: Any) -> Pending:
    """That the marked copy of a handed-in workbook went out again is in the chain."""
    require(by, Permission.ROSTER_STAGE, item.division_code)
    return audit.record("roster_import.annotated_copy", item, by=by, summary={"month": item.month})


@operation
def record_kin_copy(item: KinImport, *, by: Any) -> Pending:
    """That the marked copy of a register of declared kin went out again is in the chain."""
    require(by, Permission.KIN_EDIT, item.division_code)
    return audit.record("kin_import.annotated_copy", item, by=by)


@operation
def issue_kin(division_code: str, *, by: Any, rows: int) -> Pending:
    """The register of declared kin with masked numbers may be written out; the entry's number is known once this has
    returned."""
    require(by, Permission.KIN_EDIT, division_code)
    return audit.record("kin.export", by=by, division_code=division_code, summary={"rows": rows, "masked": 1})
