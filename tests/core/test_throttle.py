"""Guessing gets slower and slower; nobody is locked out by somebody else's guesses."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from tests.core.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def guess(client, name, answer="wrong", address="10.0.0.9"):
    return client.post(reverse("login"), {"username": name, "password": answer}, REMOTE_ADDR=address)


def evaluated():
    return AuditEntry.objects.filter(action="session.failed").count()


def test_after_five_failures_even_the_right_password_waits(client):
    user = UserFactory()
    with time_machine.travel(NOON, tick=False):
        for _ in range(5):
            assert guess(client, user.username).status_code == 200
        answer = guess(client, user.username, PASSWORD)
        assert answer.status_code == 429
        seconds = int(answer.headers["Retry-After"])
        assert f"{seconds} 秒" in answer.content.decode()
    with time_machine.travel(NOON + dt.timedelta(seconds=seconds + 1), tick=False):
        assert guess(client, user.username, PASSWORD).status_code == 302


def test_the_delay_grows(client):
    user, now, waits = UserFactory(), NOON, []
    for _ in range(12):
        with time_machine.travel(now, tick=False):
            guess(client, user.username)
            answer = guess(client, user.username)
            wait = int(answer.headers.get("Retry-After", 0))
        waits.append(wait)
        now += dt.timedelta(seconds=wait + 1)
    grown = [wait for wait in waits if wait]
    assert grown == sorted(grown) and grown[-1] >= 16 * grown[0]


def test_an_hour_of_guessing_looks_at_few_and_the_victim_comes_in(client):
    """One address, one name, a try every second for an hour; in between the victim signs in at their own desk."""
    victim, desk = UserFactory(), Client()
    assert guess(desk, victim.username, PASSWORD, "10.0.0.1").status_code == 302
    for second in range(0, 3600, 3):
        with time_machine.travel(NOON + dt.timedelta(seconds=second), tick=False):
            guess(client, victim.username)
    with time_machine.travel(NOON + dt.timedelta(seconds=3599), tick=False):
        assert guess(client, victim.username, PASSWORD).status_code == 429
        assert guess(desk, victim.username, PASSWORD, "10.0.0.9").status_code == 302
        assert guess(Client(), victim.username, PASSWORD, "10.0.0.2").status_code == 302
    assert evaluated() <= 60


def test_many_names_from_one_address_are_slowed_too(client):
    for second in range(0, 3600, 6):
        with time_machine.travel(NOON + dt.timedelta(seconds=second), tick=False):
            guess(client, f"name{second}")
    assert evaluated() <= 60


def test_colleagues_behind_one_address_do_not_slow_each_other():
    for _ in range(30):
        assert guess(Client(), UserFactory().username, PASSWORD).status_code == 302


def test_a_success_clears_only_the_persons_own_failures(client):
    user = UserFactory()
    with time_machine.travel(NOON, tick=False):
        for _ in range(4):
            guess(client, user.username)
        assert guess(client, user.username, PASSWORD).status_code == 302
        for _ in range(4):
            assert guess(Client(), user.username).status_code == 200


def test_the_page_over_a_post_is_throttled_too(client):
    user = UserFactory()
    with time_machine.travel(NOON, tick=False):
        client.post(reverse("login"), {"username": user.username, "password": PASSWORD})
    with time_machine.travel(NOON + dt.timedelta(minutes=31), tick=False):
        codes = [
            client.post(reverse("sessions_end"), {"note": "留住", "_password": "wrong"}).status_code for _ in range(7)
        ]
        last = client.post(reverse("sessions_end"), {"note": "留住", "_password": PASSWORD})
    assert codes[0] == 401 and codes[-1] == 429
    assert last.status_code == 429 and "留住" in last.content.decode()
