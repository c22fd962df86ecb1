"""A county with 香水镇's June roster from the sample, and one person for each role."""

from types import SimpleNamespace

import pytest

from core import workdays
from core.models import User
from core.permissions import Role
from recipients.operations.reference import load_divisions, load_rates
from tests.core.factories import UserFactory
from tests.monthly_reports.months import OTHER, TOWN, load_june


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """Jingyuan's townships and rates, and people: of 香水镇, of 新民乡 (other_…), of the bureau."""
    load_divisions()
    load_rates()
    workdays.load_shipped()

    def make(role: str, township: str = TOWN) -> User:
        return UserFactory(role=role, township=township)

    return SimpleNamespace(
        assistant=make(Role.TOWNSHIP_ASSISTANT),
        verifier=make(Role.TOWNSHIP_VERIFIER),
        chief=make(Role.TOWNSHIP_LEADER),
        other_assistant=make(Role.TOWNSHIP_ASSISTANT, OTHER),
        other_verifier=make(Role.TOWNSHIP_VERIFIER, OTHER),
        officer=make(Role.BUREAU_OFFICER),
        leader=make(Role.BUREAU_LEADER),
    )


@pytest.fixture
def june(people: SimpleNamespace) -> SimpleNamespace:
    """The same, with 香水镇's sample roster of June 2021 committed."""
    load_june(people.officer)
    return people
