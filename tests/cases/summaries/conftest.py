"""A county in July 2021: the people who file work summaries and the month they file."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from cases.models import WorkSummary
from cases.operations import summaries as op
from core.permissions import Role
from monthly_reports import operations as reports
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

TOWN, OTHER = TOWNSHIPS[:2]
MONTH = "2021-07"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """The 1st of July, when the month opens; move on from there."""
    with time_machine.travel(dt.datetime(2021, 7, 1, 2, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db, clock) -> SimpleNamespace:
    """Two townships' people and the bureau's, the month open since the 1st; now it is the 20th, ten in the morning."""
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    made = SimpleNamespace(
        assistant=UserFactory(),
        verifier=UserFactory(role=Role.TOWNSHIP_VERIFIER),
        chief=UserFactory(role=Role.TOWNSHIP_LEADER),
        other=UserFactory(township=OTHER),
        other_verifier=UserFactory(role=Role.TOWNSHIP_VERIFIER, township=OTHER),
        office=UserFactory(role=Role.BUREAU_OFFICE),
        officer=UserFactory(role=Role.BUREAU_OFFICER),
        leader=UserFactory(role=Role.BUREAU_LEADER),
    )
    reports.open_period("640424", MONTH)
    clock.move_to(dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC))
    return made


def drafted(by: Any, month: str = MONTH) -> WorkSummary:
    """The draft of the person's township."""
    return op.draft_summary(by.division_id, month, by=by)


def handed(by: Any, month: str = MONTH) -> WorkSummary:
    """Drafted and handed over."""
    made = drafted(by, month)
    return op.hand_over(made, by=by, version=made.version)


def filed(by: Any, second: Any, month: str = MONTH) -> WorkSummary:
    """Confirmed and filed by a second person."""
    made = handed(by, month)
    return op.submit_summary(made, by=second, version=made.version)
