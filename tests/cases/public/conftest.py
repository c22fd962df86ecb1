"""The public page as its own process sees it: its middleware, its pages, no session."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from cases.rules.proof_of_work import prove
from cases.views.public import flood
from core.models import User
from jingyuan_rectify import public_settings
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

BITS = 4
OF_ITS_OWN = (
    "ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "FILE_UPLOAD_HANDLERS", "FILE_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_NUMBER_FILES",
)  # fmt: skip
PUBLIC = {name: getattr(public_settings, name) for name in OF_ITS_OWN} | {"PUBLIC_POW_BITS": BITS}


@pytest.fixture
def visitor() -> Iterator[Client]:
    """Somebody at the public page; no floods from earlier tests."""
    flood.buckets.clear()
    with override_settings(**PUBLIC):
        yield Client(raise_request_exception=False)
    flood.buckets.clear()


@pytest.fixture
def officer(db: None) -> User:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return UserFactory(role="petition_officer")


def lock(client: Client, url: str = "/tell/") -> dict[str, str]:
    """A fresh token with the work done for it."""
    token = client.get(url).context["token"]
    return {"form_token": token, "form_proof": prove(token, BITS)}
