"""What the clock tidies up."""

import datetime as dt
import json

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from core import chain
from core.models import AuditEntry, IdempotencyKey, LoginThrottle, RefusalTally
from core.tasks import tidy
from tests.core.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_visitors_turned_away_are_one_counted_entry_a_minute(client):
    start = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
    for second in (0, 10, 59):
        with time_machine.travel(start + dt.timedelta(seconds=second), tick=False):
            client.get("/account/")
    assert not AuditEntry.objects.exists()
    with time_machine.travel(start + dt.timedelta(seconds=61), tick=False):
        client.get("/account/")
    entry = AuditEntry.objects.get(action="refused.visitors")
    assert json.loads(entry.canon)["summary"] == {"count": 3, "minute": "2026-03-02T04:00"}
    tidy()
    assert AuditEntry.objects.count() == 2
    assert not RefusalTally.objects.exists()
    assert chain.first_fault(entry.chain) is None


def test_what_is_past_its_time_goes_and_the_rest_stays():
    now, user = timezone.now(), UserFactory()
    for name, days in (("old", 3), ("new", 0)):
        at = now - dt.timedelta(days=days)
        LoginThrottle.objects.create(source=name, failures=1, last_failure=at, closed_until=at)
        Session.objects.create(session_key=name, session_data="", expire_date=at + dt.timedelta(hours=1))
        key = IdempotencyKey.objects.create(user=user, key=name, path="/")
        IdempotencyKey.objects.filter(pk=key.pk).update(at=at)
    tidy()
    tidy()
    assert LoginThrottle.objects.get().pk == "new"
    assert Session.objects.get().pk == "new"
    assert IdempotencyKey.objects.get().key == "new"
