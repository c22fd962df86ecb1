import time

import pytest
from django.test import Client

from core.models import User


@pytest.fixture
def signed_in(client: Client):
    """Sign a person in, their password typed just now."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        session = client.session
        now = int(time.time())
        session.update({"signed_in_at": now, "seen_at": now, "proved_at": now})
        session.save()
        return client

    return sign_in
