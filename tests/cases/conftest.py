"""Who works on cases, where a test says nothing else."""

import pytest

from core.models import User
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory


@pytest.fixture
def officer() -> User:
    """The petition officer of a county with all its townships."""
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return UserFactory(role="petition_officer")
