"""A small demo county with draws, petitions and a ledger, counted once; every test leaves it as it was."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from core import workdays
from core.models import User
from core.permissions import Role
from jingyuan_rectify.demo import load
from recipients.operations.reference import load_divisions, load_rates, load_synonyms

NOW = dt.datetime(2021, 11, 10, 2, tzinfo=dt.UTC)


@pytest.fixture(scope="package")
def county(django_db_setup, django_db_blocker):
    """The newest month is half filed; the demo has counted its figures."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        load_divisions()
        load_rates()
        load_synonyms()
        workdays.load_shipped()
        load.county(100, seed=5, past=2, say=lambda text: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def people(county, django_db_blocker):
    """One of each role, by its name; what the test changes is taken back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield SimpleNamespace(
            **{role.value: User.objects.filter(role=role).order_by("username").first() for role in Role}
        )
        transaction.set_rollback(True)
