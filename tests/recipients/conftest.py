import pytest

from core.models import User
from recipients.operations.reference import load_divisions, load_rates
from tests.core.factories import UserFactory


@pytest.fixture
def county(db: None) -> None:
    """Jingyuan with its townships and rates."""
    load_divisions()
    load_rates()


@pytest.fixture
def officer(county: None) -> User:
    """An officer of the relief section."""
    return UserFactory(role="bureau_officer")


@pytest.fixture
def assistant(county: None) -> User:
    """The assistant of 香水镇."""
    return UserFactory(role="township_assistant")
