"""Where a brief stands in the county's audit chain."""

from core.models import AuditEntry

from ..models import Brief


def proof(brief: Brief) -> tuple[str, int, str]:
    """Chain, number and hash of the newest entry about the brief; zeros where there is none."""
    rows = AuditEntry.objects.filter(
        action__in=["brief.make", "brief.edit"], subject_type=Brief._meta.label_lower, subject_id=str(brief.pk)
    )
    entry = rows.order_by("-number").first()
    return (entry.chain, entry.number, entry.hash) if entry else (brief.county_code, 0, "")
