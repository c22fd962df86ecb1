"""What a township holds in its hands after filing its work summary: time, digest of the content, place in the audit chain."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from core.audit import canonical
from core.models import AuditEntry

from ..models import WorkSummary
from ..rules.summaries.figures import render

SUBMITTED = "summary.submit"


@dataclass(frozen=True)
class Receipt:
    """The proof of a filing. `audit_number` and `audit_hash` are the entry in the county's chain."""

    time: dt.datetime
    sha256: str
    audit_number: int
    audit_hash: str
    is_late: bool


def content_digest(summary: WorkSummary) -> str:
    """SHA-256 (hex) of the canonical JSON of all the filing says: township, month, the text with its figures, the facts and
    the annex. The same content always gives the same digest."""
    content = {
        "township": summary.division_code,
        "month": summary.month,
        "text": render(summary.text, summary.facts),
        "facts": summary.facts,
        "annex": summary.annex,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def receipt(summary: WorkSummary) -> Receipt | None:
    """The receipt of what is filed; None while it is not."""
    if summary.submitted_at is None:
        return None
    rows = AuditEntry.objects.filter(
        action=SUBMITTED, subject_type=summary._meta.label_lower, subject_id=str(summary.pk)
    )
    entry = rows.order_by("-number").first()
    return Receipt(
        time=summary.submitted_at,
        sha256=summary.sha256,
        audit_number=entry.number if entry else 0,
        audit_hash=entry.hash if entry else "",
        is_late=summary.is_late,
    )
