"""A person at the pages of visits."""

from django.test import Client
from django.urls import reverse

from core.idempotency import FIELD, new_key


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user, name: str, *args, query: str = "") -> str:
    answer = signed_in(user).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(user, name: str, *args, **data):
    return signed_in(user).post(reverse(name, args=args), {FIELD: new_key(), **data})
