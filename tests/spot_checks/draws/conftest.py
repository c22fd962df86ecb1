"""A small county: ten households in two townships, the people of a draw, and a draw in every state it can be in."""

from typing import Any

import pytest
from django.test import Client

from core.idempotency import FIELD, new_key
from core.models import User
from core.permissions import Role
from spot_checks import operations
from spot_checks.models import Draw
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients.factories import household_of

BALLS = "01895559797114710497"
MONTH = "2021-07"
NAMES = [f"马小花{at}" for at in range(10)]


class County:
    """Who is who, and shortcuts to draws."""

    def __init__(self) -> None:
        for at, name in enumerate(NAMES):
            household_of(name, village=TOWNSHIPS[at >= 6][:9] + "201")
        self.officer: User = UserFactory(role=Role.BUREAU_OFFICER, display_name="赫彩霞")
        self.witness: User = UserFactory(role=Role.DISCIPLINE_OFFICER, display_name="纪书清")
        self.leader: User = UserFactory(role=Role.LEADERSHIP)
        self.assistant: User = UserFactory(display_name="马建国")
        self.stranger: User = UserFactory(role=Role.BUREAU_OFFICER, county="640425000000")

    def planned(self, **given: Any) -> Draw:
        values = {"purpose": "roster", "month": MONTH, "total": 4, "reserve": 1}
        return operations.plan_draw(operations.Wanted(**values | given), by=self.officer)

    def committed(self, **given: Any) -> Draw:
        return operations.commit_draw(self.planned(**given), by=self.officer, shortage="名册未建")

    def revealed(self, **given: Any) -> Draw:
        seen = {"witness": self.witness} if "witness_name" not in given else {"witness_name": given.pop("witness_name")}
        return operations.reveal_draw(self.committed(**given), values=[BALLS], by=self.officer, **seen)

    def published(self, **given: Any) -> Draw:
        return operations.publish_draw(self.revealed(**given), by=self.officer)

    def voided(self, reason: str = "名单漏了一个村") -> Draw:
        return operations.void_draw(self.committed(), reason=reason, by=self.officer)


@pytest.fixture
def county(db) -> County:
    return County()


@pytest.fixture
def as_user(client: Client):
    """Sign somebody in; gives the client back."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def key() -> dict[str, str]:
    """A fresh idempotency key, as a form carries it."""
    return {FIELD: new_key()}
