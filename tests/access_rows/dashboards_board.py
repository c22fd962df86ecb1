"""The board's charts and the county's briefs."""

from typing import Any

from django.utils import timezone

from core.models import User
from core.permissions import Role
from dashboards.models import Brief
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE


def a_chart(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"key": "timeliness"}


def a_brief(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    given = {
        "text": canary,
        "counted_at": timezone.now(),
        "made_by": people[Role.BUREAU_OFFICE],
        "made_at": timezone.now(),
    }
    row, _ = Brief.objects.get_or_create(division_code=f"{township[:6]}000000", month="2021-07", defaults=given)
    return {"pk": row.pk}


ROWS = {
    "dashboard_file": Row(a_chart, {"key": "nowhere"}, shared=True),
    **{name: Row(a_brief, NOWHERE) for name in ("brief_detail", "brief_edit", "brief_print", "brief_docx")},
}
