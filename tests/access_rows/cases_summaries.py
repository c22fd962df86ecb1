"""Work summaries with an address of their own."""

import uuid
from typing import Any

from django.utils import timezone

from cases.models import CombinedSummary, WorkSummary
from core.models import Attachment, User
from core.operations import uploads
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE

MONTH = "2021-07"


def a_summary(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    given = {
        "text": f"一、情况\n{canary}",
        "state": WorkSummary.State.SUBMITTED,
        "filled_by": people[Role.TOWNSHIP_ASSISTANT],
        "submitted_by": people[Role.TOWNSHIP_VERIFIER],
        "submitted_at": timezone.now(),
        "first_submitted_at": timezone.now(),
        "annex": [[1, canary, "", "", "", 0, 0, *[""] * 13]],
    }
    row, _ = WorkSummary.objects.get_or_create(division_code=township, month=MONTH, defaults=given)
    return {"pk": row.pk}


def a_draft(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    given = {"text": f"一、情况\n{canary}", "filled_by": people[Role.TOWNSHIP_ASSISTANT]}
    row, _ = WorkSummary.objects.get_or_create(division_code=township, month="2021-06", defaults=given)
    return {"pk": row.pk}


def a_combined(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    given = {"text": canary, "copied_to": canary, "made_by": people[Role.BUREAU_OFFICE], "made_at": timezone.now()}
    row, _ = CombinedSummary.objects.get_or_create(division_code=f"{township[:6]}000000", month=MONTH, defaults=given)
    return {"pk": row.pk}


def a_scan(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    scan = Attachment.objects.create(
        division_code=township,
        upload=uploads.keep(b"%PDF-1.4 " + uuid.uuid4().bytes, by=None),
        filename=f"{canary}.pdf",
        subject_type="cases.worksummary",
        subject_id=str(a_summary(township, people, canary)["pk"]),
        purpose="sealed_scan",
        at=timezone.now(),
        by=people[Role.TOWNSHIP_ASSISTANT],
    )
    return {"pk": scan.pk}


FILED = """summary_detail summary_give_back summary_submit summary_return summary_print summary_print_annex summary_qr
summary_annex summary_scan_attach summary_hand_over summary_refresh"""
COUNTY = "summary_combined summary_combined_edit summary_combined_docx summary_combined_annex"
ROWS = {
    **{name: Row(a_summary, NOWHERE) for name in FILED.split()},
    **{name: Row(a_combined, NOWHERE) for name in COUNTY.split()},
    "summary_edit": Row(a_draft, NOWHERE),
    "summary_scan_download": Row(a_scan, NOWHERE),
}
