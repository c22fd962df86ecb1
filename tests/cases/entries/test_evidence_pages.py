"""Evidence on its pages: what is taken, shown, handed out and taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Evidence
from cases.operations import entries as op
from core.models import AuditEntry
from tests.cases.entries.people import PDF, Cast, with_evidence, working
from tests.cases.entries.test_pages import page, post, signed_in, url
from tests.factories_base import TOWNSHIPS
from tests.spot_checks.visits.pictures import door, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.mark.parametrize(
    ("name", "data"), [("a.jpg", b"<html></html>"), ("a.svg", b"<svg/>"), ("a.docx", b"\xd0\xcf\x11\xe0")]
)
def test_active_content_is_refused_on_the_page(cast, name, data):
    entry = working(cast)
    answer = post(cast.assistant, "entry_evidence_add", entry, file=SimpleUploadedFile(name, data))
    assert answer.status_code == 400 and not Evidence.objects.exists()


def test_evidence_is_drawn_anew_and_downloads_are_noted(cast):
    entry = with_evidence(cast)
    row = Evidence.objects.get()
    shown = signed_in(cast.officer).get(url("entry_evidence", row))
    assert shown["Content-Type"] == "image/jpeg" and shown["Content-Security-Policy"] == "sandbox"
    taken = signed_in(cast.officer).post(url("entry_evidence_file", row))
    assert taken.content == jpeg(door(1)) and taken["Content-Disposition"].startswith("attachment")
    assert taken["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.filter(action="entry.evidence_read", actor=cast.officer.username).count() == 1
    paper = op.attach_evidence(entry, by=cast.assistant, filename="a.pdf", data=PDF)
    assert signed_in(cast.officer).get(url("entry_evidence", paper)).status_code == 404


def test_another_townships_attachment_is_not_there(cast):
    with_evidence(cast)
    row, other = Evidence.objects.get(), Cast(TOWNSHIPS[1]).assistant
    assert signed_in(other).get(url("entry_evidence", row)).status_code == 404
    assert signed_in(other).post(url("entry_evidence_file", row)).status_code == 404


def test_a_wrong_file_is_taken_back_on_the_page(cast):
    entry = with_evidence(cast)
    row, other = Evidence.objects.get(), Cast(TOWNSHIPS[1]).assistant
    assert post(other, "entry_evidence_withdraw", row, reason="别的乡镇").status_code == 404
    assert "撤回这份佐证" in page(cast.assistant, url("entry_detail", entry))
    post(cast.assistant, "entry_evidence_withdraw", row, reason="传成了别户的照片")
    shown = page(cast.assistant, url("entry_detail", entry))
    assert "传成了别户的照片" in shown and "还没有佐证材料" in shown
