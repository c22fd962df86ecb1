"""Consultations and published telephones with an address of their own."""

from itertools import count
from typing import Any

from django.utils import timezone

from cases.models import PublicTelephone
from cases.operations.voice import ask_consultation
from core.models import User
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE

_numbers = count(5020000)  # the demo county has 501…


def a_consultation(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = ask_consultation(
        by=people[Role.TOWNSHIP_ASSISTANT], asked_at=timezone.now(), channel="call", subject=canary, caller=canary
    )
    return {"pk": row.pk}


def a_telephone(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    number = f"0954-{next(_numbers)}"
    return {"pk": PublicTelephone.objects.create(division_code=township, telephone=number, unit=canary).pk}


ROWS = {
    "consultation_answer": Row(a_consultation, NOWHERE),
    "telephone_edit": Row(a_telephone, {"pk": 999_999}),
}
