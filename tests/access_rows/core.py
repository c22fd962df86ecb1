"""Core's objects with an address of their own."""

import uuid
from typing import Any

from django.utils import timezone

from core.models import ExportRequest, Notice, User
from core.permissions import Role
from tests.access_rows import Row
from tests.factories_base import UserFactory

NOWHERE = {"pk": uuid.UUID("01900000-0000-7000-8000-000000000000")}


def a_notice(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    notice = Notice.objects.create(
        recipient=people[Role.TOWNSHIP_ASSISTANT],
        key=uuid.uuid4().hex,
        kind="x",
        title=canary,
        body=canary,
        created_at=timezone.now(),
    )
    return {"pk": notice.pk}


def an_export_request(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    request = ExportRequest.objects.create(
        kind="roster",
        reason=canary,
        division_code=township,
        asked_by=people[Role.TOWNSHIP_ASSISTANT],
        asked_at=timezone.now(),
    )
    return {"pk": request.pk}


def a_person(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": UserFactory(township=township, display_name=canary).pk}


ROWS = {
    "notice_read": Row(a_notice, NOWHERE, personal=True),
    "export_request_detail": Row(an_export_request, NOWHERE),
    "export_request_decide": Row(an_export_request, NOWHERE),
    "user_reset": Row(a_person, NOWHERE),
    "user_set_active": Row(a_person, NOWHERE),
}
