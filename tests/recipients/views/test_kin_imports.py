"""Handing in a register of declared kin: staged, looked at, committed, given up."""

import re
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry
from core.permissions import Role
from recipients import tasks
from recipients.models import KinDeclaration, KinImport
from tests.factories_base import UserFactory
from tests.recipients.kin_registers import SAMPLE, file, line
from tests.recipients.rosters import sample

pytestmark = pytest.mark.django_db
LONG = re.compile(r"\d{17}[\dXx]")


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def hand_in(client, data: bytes = b"", name: str = "kin-register.xlsx", **changes):
    upload = SimpleUploadedFile(name, data or SAMPLE.read_bytes())
    fields = {"file": upload, "idempotency_key": secrets.token_hex(16)} | changes
    return client.post(reverse("kin_import_new"), fields)


def checked(client, data: bytes = b"") -> KinImport:
    response = hand_in(client, data)
    item = KinImport.objects.order_by("-staged_at").first()
    assert response["Location"] == reverse("kin_import_detail", args=[item.pk]) and not LONG.search(
        response["Location"]
    )
    tasks.check_kin_import(str(item.pk))
    item.refresh_from_db()
    return item


def step(client, item, name, **fields):
    url = reverse(f"kin_import_{name}", args=[item.pk])
    return client.post(url, {"version": item.version} | fields, follow=True)


def test_a_register_is_staged_checked_previewed_and_committed(desk):
    item = checked(desk)
    text = desk.get(reverse("kin_import_detail", args=[item.pk])).content.decode()
    for words in ("新增的备案", "马国小", "不在花名册上", "RO-55", "提醒已逐条看过"):
        assert words in text
    assert not LONG.search(text) and not KinDeclaration.objects.exists()
    assert "情况说明" in step(desk, item, "commit").content.decode()
    assert "备案登记表已入库" in step(desk, item, "commit", reason="已逐条核对").content.decode()
    assert KinDeclaration.objects.count() == 5
    assert "kin-register.xlsx" in desk.get(reverse("kin_import_new")).content.decode()


def test_progress_is_told_until_it_is_done(desk):
    hand_in(desk)
    item = KinImport.objects.get()
    url = reverse("kin_import_status", args=[item.pk])
    assert desk.get(url).json()["state"] == "running"
    assert "正在核对" in desk.get(reverse("kin_import_detail", args=[item.pk])).content.decode()
    tasks.check_kin_import(str(item.pk))
    assert desk.get(url).json() == {
        "state": "done", "percent": 100, "done_url": reverse("kin_import_detail", args=[item.pk]),
    }  # fmt: skip


def test_one_press_stages_once(desk, monkeypatch):
    handed, key = [], secrets.token_hex(16)
    monkeypatch.setattr("recipients.tasks.check_kin_import.delay_on_commit", handed.append)
    first, again = (hand_in(desk, idempotency_key=key) for _ in range(2))
    assert first["Location"] == again["Location"] and handed == [str(KinImport.objects.get().pk)]


def test_errors_are_told_by_cell_and_the_marked_copy_goes_to_its_owner(desk, signed_in):
    item = checked(desk, file(line(享受人身份证号=640498195003050010)))
    text = desk.get(reverse("kin_import_detail", args=[item.pk])).content.decode()
    assert "G4" in text and "RO-01" in text and "确认入库" not in text
    assert "备案登记表需要改正" in desk.get("/").content.decode()
    copy = desk.post(reverse("kin_import_annotated", args=[item.pk]))
    assert copy.status_code == 200 and AuditEntry.objects.filter(action="kin_import.annotated_copy").count() == 1
    other = signed_in(UserFactory(role=Role.BUREAU_OFFICER))
    assert "不是您上传的" in other.get(reverse("kin_import_detail", args=[item.pk])).content.decode()
    assert other.post(reverse("kin_import_annotated", args=[item.pk])).status_code == 404


def test_another_file_is_told_apart(desk):
    item = checked(desk, sample("roster-202106.xlsx"))
    text = desk.get(reverse("kin_import_detail", args=[item.pk])).content.decode()
    assert "没有在文件里认出备案登记表" in text


def test_a_wrong_kind_of_file_is_refused_at_the_door(desk):
    assert hand_in(desk, b"x", "a.exe").status_code == 400
    assert not KinImport.objects.exists()


def test_a_stale_page_commits_nothing(desk):
    item = checked(desk)
    item.version = 1
    response = step(desk, item, "commit", reason="已核对")
    assert response.status_code == 409 and not KinDeclaration.objects.exists()


def test_discarding(desk):
    item = checked(desk)
    assert "没有变化" in step(desk, item, "discard").content.decode()
    assert "情况说明" not in desk.get(reverse("kin_import_detail", args=[item.pk])).content.decode()


def test_a_commit_asks_for_the_password_again(desk):
    item = checked(desk)
    session = desk.session
    session["proved_at"] = 0
    session.save()
    assert desk.post(reverse("kin_import_commit", args=[item.pk]), {"version": item.version}).status_code == 401


@pytest.mark.parametrize("role", [Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_LEADER, Role.BUREAU_LEADER, Role.LEADERSHIP])
def test_others_cannot_hand_one_in(officer, signed_in, role):
    client = signed_in(UserFactory(role=role))
    assert client.get(reverse("kin_import_new")).status_code == 403
    assert hand_in(client).status_code == 403 and not KinImport.objects.exists()
