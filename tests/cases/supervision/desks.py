"""People at the pages: signed in, pressing, reading."""

from typing import Any

from django.test import Client
from django.urls import reverse

from core.idempotency import FIELD, new_key
from core.models import User
from tests.factories_base import PASSWORD


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proven(user: User) -> Client:
    """Signed in, the password typed a moment ago."""
    client = Client()
    client.post(reverse("login"), {"username": user.username, "password": PASSWORD})
    return client


def posted(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), {FIELD: new_key(), **data})


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
