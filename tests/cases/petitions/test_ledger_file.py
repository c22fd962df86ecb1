"""The workbook of a ledger, and its marked copy, keep no accusation: neither on the way in nor after it."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from cases.models import Petition, PetitionImport
from cases.operations.petitions.ledgers import (
    LEFT,
    check_petition_import,
    commit_petition_import,
    discard_petition_import,
    stage_petition_import,
)
from cases.operations.sealing import seal_later
from cases.tasks import discard_left_ledgers
from core import uploads
from core.models import AuditEntry, Upload
from core.operations.uploads import erase, keep
from recipients.operations.reference import load_divisions
from tests.cases.petitions.ledger_books import HEAD, book, line
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
CLASSED = (*HEAD, "信访类别")
TOLD = "举报村干部收钱办低保。"


@pytest.fixture
def clerk():
    load_divisions()
    return UserFactory(role="petition_officer")


@pytest.fixture
def ledger() -> bytes:
    wrong = {"受理日期": "2020-01-01"}
    secret = [*line("J-1", 信访内容=TOLD, 姓名="沙举报", **wrong), "检举控告"]
    return book([[*line(1, **wrong), None], secret, [*line(3), None]], CLASSED)


def staged(clerk, data: bytes) -> PetitionImport:
    return check_petition_import(stage_petition_import(by=clerk, data=data, filename="台账.xlsx"), by=clerk)


def words_of(data: bytes) -> list[object]:
    return [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.values for cell in row if cell]


def lies(imp: PetitionImport) -> bool:
    return default_storage.exists(uploads.place_of(imp.upload_id))


def test_the_marked_copy_leaves_out_the_rows_that_will_be_sealed(clerk, client, ledger):
    imp = staged(clerk, ledger)
    client.force_login(clerk)
    answer = client.post(reverse("petition_import_annotated", args=[imp.pk]))
    said = words_of(answer.getvalue())
    assert answer.status_code == 200 and TOLD not in said and "沙举报" not in said and "J-1" not in said
    assert said.count("马小兰") == 2 and "将按原样入库，请核对原件。" in said


@pytest.mark.parametrize("way", ["commit", "discard"])
def test_the_file_is_gone_when_its_way_is_over(clerk, client, ledger, django_capture_on_commit_callbacks, way):
    imp = staged(clerk, ledger)
    assert lies(imp)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "commit":
            commit_petition_import(imp, by=clerk, version=imp.version, warning_reason="属实")
        else:
            discard_petition_import(imp, by=clerk, version=imp.version)
    assert not lies(imp) and AuditEntry.objects.filter(action="upload.erase").count() == 1
    client.force_login(clerk)
    assert client.post(reverse("petition_import_annotated", args=[imp.pk])).status_code == 404
    assert client.get(reverse("petition_import_detail", args=[imp.pk])).status_code == 200


def test_what_is_sealed_later_stands_in_no_file_either(clerk, django_capture_on_commit_callbacks):
    imp = staged(clerk, book([line(1, 信访内容=TOLD)]))
    with django_capture_on_commit_callbacks(execute=True):
        commit_petition_import(imp, by=clerk, version=imp.version, warning_reason="属实")
    petition = Petition.objects.get()
    seal_later(petition, by=clerk, version=petition.version)
    assert not lies(imp)


def test_a_file_handed_in_twice_lies_until_both_ways_are_over_and_a_third_time_lies_again(
    clerk, ledger, django_capture_on_commit_callbacks
):
    first, second = staged(clerk, ledger), staged(clerk, ledger)
    with django_capture_on_commit_callbacks(execute=True):
        discard_petition_import(first, by=clerk, version=first.version)
    assert lies(second)
    with django_capture_on_commit_callbacks(execute=True):
        discard_petition_import(second, by=clerk, version=second.version)
    assert not lies(second)
    third = staged(clerk, ledger)
    assert lies(third) and (third.state, uploads.read(third.upload)) == ("valid", ledger)


def test_a_file_handed_in_again_at_once_is_not_deleted(clerk, ledger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        imp = staged(clerk, ledger)
        discard_petition_import(imp, by=clerk, version=imp.version)
        again = staged(clerk, ledger)
    assert lies(again)


def test_bytes_are_erased_once_and_never_while_needed(clerk):
    upload = keep(b"x", by=clerk)
    assert erase(upload, by=clerk, past={}) and not erase(upload, by=clerk, past={})
    assert Upload.objects.get(pk=upload.pk).path == ""


def test_a_ledger_left_on_its_way_is_given_up(clerk, ledger, django_capture_on_commit_callbacks):
    imp = staged(clerk, ledger)
    discard_left_ledgers()
    imp.refresh_from_db()
    assert imp.state == "valid"
    with (
        time_machine.travel(timezone.now() + LEFT + dt.timedelta(days=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        discard_left_ledgers()
    imp.refresh_from_db()
    assert (imp.state, imp.staged, lies(imp)) == ("discarded", "", False)
