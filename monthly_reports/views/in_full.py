"""When identifiers stand in full: a township reads its own filings in full, logged once per person and filing;
the bureau reads masked unless a reveal is open for the filing."""

from core.access import Request
from core.models import AuditEntry
from core.reveals import is_open

from ..models import Submission

ACTION = "report.read_in_full"


def stands_open(request: Request, submission: Submission) -> bool:
    """Whether this person may read this filing's identifiers now. Who filled it in typed them, so theirs stand open."""
    user = request.user
    if not user.is_township:
        return bool(is_open(user, submission))
    if submission.filled_by_id == user.pk:
        return True
    return AuditEntry.objects.filter(
        action=ACTION, subject_type=submission._meta.label_lower, subject_id=str(submission.pk), actor=user.username
    ).exists()
