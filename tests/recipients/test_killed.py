"""SIGKILL in the middle of a commit: the roster is there as a whole or not at all, on whichever database runs the tests."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from recipients.bench import roster_rows, workbook
from recipients.models import Award, CoveredPerson, Membership, Person, RosterEvent, RosterImport
from recipients.operations.reference import load_divisions, load_rates
from recipients.proof import verify
from tests.core.factories import UserFactory
from tests.recipients.rosters import MONTH, TOWN

ROOT = Path(settings.BASE_DIR)
ROWS, KILLS = 1500, 5
CHILD = """
import sys
import django
django.setup()
from django.core.management import call_command
from core import bulk
from recipients.operations import committing
committing.Writer.write = (lambda write: lambda *a: (print("writing", flush=True), write(*a))[1])(committing.Writer.write)
call_command("import_roster", sys.argv[1], township=sys.argv[2], month=sys.argv[3], commit=True, by=sys.argv[4])
"""


@pytest.fixture
def address() -> Iterator[dict[str, str]]:
    """The environment in which another process sees the database of this test."""
    told = connection.settings_dict
    url = f"sqlite:///{told['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    yield {
        **os.environ,
        "DATABASE_URL": url.replace("sqlite:////", "sqlite:////"),
        "DJANGO_SETTINGS_MODULE": "jingyuan_rectify.settings",
        "FIELD_KEY": settings.FIELD_KEY,
        "SECRET_KEY": settings.SECRET_KEY,
        "DATA_DIR": str(settings.DATA_DIR),
        "PYTHONPATH": str(ROOT),
    }
    connections.close_all()


def start(path: Path, by: str, env: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", "-c", CHILD, str(path), TOWN, MONTH, by]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def rows_written() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Person, Membership, Award, CoveredPerson, RosterEvent)}


@pytest.mark.django_db(transaction=True)
def test_killed_commit_leaves_all_or_nothing(address: dict[str, str], tmp_path: Path) -> None:
    load_divisions()
    load_rates()
    officer = UserFactory(role="bureau_officer")
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(workbook(roster_rows(ROWS)))
    chance = random.Random(7)
    survived = 0
    for _ in range(KILLS):
        child = start(path, officer.username, address)
        assert child.stdout is not None and child.stdout.readline() == b"writing\n", child.communicate()[1]
        time.sleep(chance.uniform(0, 0.25))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        survived += _check_whole_or_nothing()
        if survived:
            break
    if not survived:
        child = start(path, officer.username, address)
        _, errors = child.communicate(timeout=120)
        assert child.returncode == 0, errors
    assert _check_whole_or_nothing()
    assert verify("640424") == {}


def _check_whole_or_nothing() -> bool:
    for _ in range(50):  # PostgreSQL may take a moment to notice that its client is gone
        written = rows_written()
        if written["Person"] in (0, ROWS):
            break
        time.sleep(0.1)
    whole = RosterImport.objects.filter(state="committed").exists()
    if whole:
        assert written["Person"] == written["Membership"] == ROWS and written["Award"] == written["RosterEvent"] > 0
    else:
        assert set(written.values()) == {0}
    return whole
