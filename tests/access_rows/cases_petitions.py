"""Petitions and their ledgers with an address of their own."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone

from cases.intake.petition import Given, Party
from cases.models import Petition, PetitionImport
from cases.operations.petitions import accept, register
from core.models import User
from core.operations import uploads
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE

SHEET = Path(__file__).parents[1] / "data" / "deaths-nil-202107.xlsx"


def _petition(township: str, people: dict[str, User], canary: str) -> Petition:
    given = Given(
        channel="letter",
        kind="demand",
        text=f"{canary}：低保金没有到账。",
        received_at=timezone.now() - dt.timedelta(minutes=5),
        parties=[Party(canary, phone="13895440001")],
        note=canary,
    )
    return register(given, by=people[Role.TOWNSHIP_ASSISTANT])


def a_petition(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _petition(township, people, canary).pk}


def a_step(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _petition(township, people, canary).pk, "step": "accept"}


def a_paper(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    petition = accept(_petition(township, people, canary), by=people[Role.TOWNSHIP_ASSISTANT], version=1)
    return {"pk": petition.pk, "kind": "acceptance"}


def an_import(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = PetitionImport(
        division_code=f"{township[:6]}000000",
        upload=uploads.keep(SHEET.read_bytes(), by=None),
        filename=f"{canary}.xlsx",
        state=PetitionImport.State.INVALID,
        staged_at=timezone.now(),
        staged_by=people[Role.PETITION_OFFICER],
    )
    row.staged, row.findings_json = '{"titles":[],"preview":[],"lines":[]}', "[]"
    row.save()
    return {"pk": row.pk}


ROWS = {
    **{
        name: Row(a_petition, NOWHERE)
        for name in ("petition_detail", "petition_edit", "petition_reveal", "petition_household", "entry_from_petition")
    },
    "petition_step": Row(a_step, NOWHERE | {"step": "accept"}),
    "petition_paper": Row(a_paper, NOWHERE | {"kind": "acceptance"}),
    **{
        f"petition_import_{step}": Row(an_import, NOWHERE)
        for step in ("detail", "status", "annotated", "commit", "discard")
    },
}
