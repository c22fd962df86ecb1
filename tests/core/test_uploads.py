"""Files are kept once, whole, sealed; identifiers open for a reason, ten minutes, fifty times an hour."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from core import reveals, uploads
from core.crypto import CannotOpen
from core.models import AuditEntry, RevealGrant, Upload
from core.operations import reveals as reveal_operations
from core.operations import uploads as upload_operations
from core.permissions import Role
from core.refusal import NotPermitted, Refused
from tests.core.factories import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
DATA = "马小明,640498197211270010".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_what_is_kept_is_read_back_and_kept_once():
    by = UserFactory()
    first, again = upload_operations.keep(DATA, by=by), upload_operations.keep(DATA, by=by)
    assert first.pk == again.pk == uploads.sha256(DATA)
    assert uploads.read(first) == DATA
    assert Upload.objects.count() == AuditEntry.objects.filter(action="upload.keep").count() == 1


def test_nothing_readable_lies_on_the_disk(folder):
    upload_operations.keep(DATA, by=None)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"640498" not in files[0].read_bytes()


def test_a_changed_file_is_not_believed(folder):
    kept = upload_operations.keep(DATA, by=None)
    place = folder / kept.path
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(CannotOpen):
        uploads.read(kept)


def test_a_failed_write_leaves_no_part(folder, monkeypatch):
    def fail(*_):
        raise OSError("disk gone")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk gone"):
        upload_operations.keep(DATA, by=None)
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not Upload.objects.exists()


def test_a_full_disk_is_a_sentence(monkeypatch, client):
    full = type("Usage", (), {"total": 100_000, "free": 4_000})
    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _: full)
    with pytest.raises(uploads.StorageFull, match="磁盘空间不足"):
        upload_operations.keep(DATA, by=None)
    assert not default_storage.exists(uploads.place_of(uploads.sha256(DATA)))


def subject():
    place = DivisionFactory(code=TOWNSHIPS[0])
    place.division_code = place.code
    return place


def test_a_reveal_lasts_ten_minutes_for_one_person_and_subject():
    user, other, thing = UserFactory(), UserFactory(), subject()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert reveals.is_open(user, thing) is None
        reveal_operations.open(thing, by=user, reason=RevealGrant.Reason.VERIFY)
        assert reveals.is_open(user, thing) == now + dt.timedelta(minutes=10)
        assert reveals.is_open(other, thing) is None
        assert reveals.is_open(user, DivisionFactory(code=TOWNSHIPS[1])) is None
    with time_machine.travel(now + dt.timedelta(minutes=10, seconds=1), tick=False):
        assert reveals.is_open(user, thing) is None
    entry = AuditEntry.objects.get(action="reveal.open")
    assert '"reason":"verify"' in entry.canon


def test_a_reveal_takes_a_reason_a_permission_and_the_scope():
    thing = subject()
    with pytest.raises(Refused, match="用途"):
        reveal_operations.open(thing, by=UserFactory(), reason="curious")
    for person in (UserFactory(role=Role.BUREAU_LEADER), UserFactory(township=TOWNSHIPS[1])):
        with pytest.raises(NotPermitted):
            reveal_operations.open(thing, by=person, reason="verify")
    assert not RevealGrant.objects.exists()


def test_fifty_an_hour_are_enough():
    user, thing, now = UserFactory(), subject(), timezone.now()
    with time_machine.travel(now, tick=False):
        for _ in range(50):
            reveal_operations.open(thing, by=user, reason="verify")
        with pytest.raises(Refused, match="上限"):
            reveal_operations.open(thing, by=user, reason="verify")
    with time_machine.travel(now + dt.timedelta(minutes=61), tick=False):
        reveal_operations.open(thing, by=user, reason="verify")
