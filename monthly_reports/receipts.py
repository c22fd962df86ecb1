"""What a township holds in its hands after filing: time, version, digest of the content, place in the audit chain."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass

from core.audit import canonical
from core.models import AuditEntry

from .intake import stored
from .models import Report, Submission
from .rules.facts import Filing

UNHASHED = {"cells", "problems", "position"}


@dataclass(frozen=True)
class Receipt:
    """The proof of a filing. `audit_number` and `audit_hash` are the entry in the county's chain."""

    time: dt.datetime
    version: int
    sha256: str
    audit_number: int
    audit_hash: str
    is_late: bool
    arrears: bool


def filing_of(submission: Submission) -> Filing:
    """What the version says, as it was read."""
    return stored.from_data(json.loads(submission.content or "{}").get("filing", {}))


def content_digest(submission: Submission) -> str:
    """SHA-256 (hex) of the canonical JSON of all the version says: township, month, number, every line and statement in
    order, and the digests of the files it came from. The same content always gives the same digest."""
    filing = filing_of(submission)
    content = {
        "township": submission.division_code,
        "month": submission.report.period.month,
        "number": submission.number,
        "correction": submission.is_correction,
        "lines": [_plain(asdict(line)) for line in filing.lines],
        "deaths": [_plain(asdict(death)) for death in filing.deaths],
        "nil": {"changes": filing.nil_changes, "deaths": filing.nil_deaths},
        "files": sorted(submission.files.values_list("upload_id", flat=True)),
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(line: dict) -> dict:
    return {name: value for name, value in line.items() if name not in UNHASHED}


def receipt(submission: Submission) -> Receipt | None:
    """The receipt of a submitted version; None while it is not submitted."""
    if submission.submitted_at is None:
        return None
    entry = AuditEntry.objects.filter(
        subject_type=submission._meta.label_lower, subject_id=str(submission.pk), action="report.submit"
    ).first()
    report = Report.objects.only("is_late", "arrears").get(pk=submission.report_id)
    return Receipt(
        time=submission.submitted_at,
        version=submission.number,
        sha256=submission.sha256,
        audit_number=entry.number if entry else 0,
        audit_hash=entry.hash if entry else "",
        is_late=report.is_late,
        arrears=report.arrears,
    )
