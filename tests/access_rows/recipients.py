"""The roster's objects with an address of their own."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from core.models import ExportRequest, User
from core.operations import uploads
from core.permissions import Role
from recipients.models import KinDeclaration, KinImport, RosterImport
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.factories_base import DivisionFactory
from tests.recipients.factories import household_of

SHEET = Path(__file__).parents[1] / "data" / "deaths-nil-202107.xlsx"


def a_household(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    village = DivisionFactory(code=township[:9] + "201").code
    return {"pk": household_of(canary, village=village).pk}


def an_import(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = RosterImport(
        division_code=township,
        month="2021-06",
        upload=uploads.keep(SHEET.read_bytes(), by=None),
        filename=f"{canary}.xlsx",
        state=RosterImport.State.INVALID,
        staged_at=timezone.now(),
        staged_by=people[Role.TOWNSHIP_ASSISTANT],
    )
    row.staged, row.findings_json = "", "[]"
    row.save()
    return {"pk": row.pk}


def a_declaration(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = KinDeclaration(
        division_code=township,
        official_name=canary,
        official_key=f"={canary}",
        recipient_name=canary,
        recipient_index=uuid4().hex,
        relation="父亲",
        created_at=timezone.now(),
        created_by=people[Role.BUREAU_OFFICER],
    )
    row.save()
    return {"pk": row.pk}


def a_kin_import(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = KinImport(
        division_code=f"{township[:6]}000000",
        upload=uploads.keep(SHEET.read_bytes(), by=None),
        filename=f"{canary}.xlsx",
        state=KinImport.State.INVALID,
        staged_at=timezone.now(),
        staged_by=people[Role.BUREAU_OFFICER],
    )
    row.staged, row.findings_json = "", "[]"
    row.save()
    return {"pk": row.pk}


def an_approved_export(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    asking = ExportRequest.objects.create(
        kind="roster",
        parameters={"title": canary, "town": township[:9], "scheme": "", "month": "2021-07", "format": "csv"},
        reason=canary,
        division_code=township,
        asked_by=people[Role.TOWNSHIP_ASSISTANT],
        asked_at=timezone.now(),
    )
    return {"pk": asking.pk}


ROWS = {
    "household_detail": Row(a_household, NOWHERE),
    "household_reveal": Row(a_household, NOWHERE),
    **{
        name: Row(an_import, NOWHERE)
        for name in (
            "import_detail",
            "import_status",
            "import_annotated",
            "import_commit",
            "import_discard",
            "import_reverse",
        )
    },
    **{name: Row(a_declaration, NOWHERE) for name in ("kin_detail", "kin_reveal", "kin_edit", "kin_end")},
    **{
        name: Row(a_kin_import, NOWHERE)
        for name in (
            "kin_import_detail",
            "kin_import_status",
            "kin_import_annotated",
            "kin_import_commit",
            "kin_import_discard",
        )
    },
    "export_download": Row(an_approved_export, NOWHERE, personal=True),
}
