"""Handing in a roster workbook: staged, looked at, committed, taken back."""

import io
import re
import secrets

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry
from core.permissions import Role
from recipients.models import Household, Person, RosterImport
from recipients.operations import check_import
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients.rosters import DATA

pytestmark = pytest.mark.django_db
TOWN = TOWNSHIPS[0][:9]
LONG = re.compile(r"\d{17}[\dXx]")
State = RosterImport.State


def file(name: str = "roster-202106.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (DATA / name).read_bytes())


def hand_in(client, name: str = "roster-202106.xlsx", **changes) -> object:
    fields = {"town": TOWN, "month": "2021-06", "file": file(name), "idempotency_key": secrets.token_hex(16)} | changes
    return client.post(reverse("import_new"), fields)


@pytest.fixture
def checked(county, signed_in):
    """An import of the sample roster, checked, with the officer signed in."""
    user = UserFactory(role=Role.BUREAU_OFFICER)
    client = signed_in(user)
    hand_in(client)
    return check_import(RosterImport.objects.get())


def step(client, item, name, **fields):
    url = reverse(f"import_{name}", args=[item.pk])
    return client.post(url, {"version": item.version} | fields, follow=True)


def test_a_workbook_is_staged_checked_previewed_and_committed(checked, client, django_capture_on_commit_callbacks):
    text = client.get(reverse("import_detail", args=[checked.pk])).content.decode()
    assert checked.state == State.VALID
    assert re.search(r"从 <b[^>]*>0</b> 户.*变为 <b[^>]*>\d+</b> 户", text)
    assert not Household.objects.exists()
    response = step(client, checked, "commit", reason="已逐条核对")
    checked.refresh_from_db()
    assert checked.state == State.COMMITTED
    assert "花名册已入库" in response.content.decode()
    assert Household.objects.count() == checked.counts["households"]


def test_the_view_hands_the_check_to_a_job(county, signed_in, monkeypatch):
    handed = []
    monkeypatch.setattr("recipients.tasks.check_import.delay_on_commit", handed.append)
    response = hand_in(signed_in(UserFactory()))
    item = RosterImport.objects.get()
    assert handed == [str(item.pk)]
    assert response["Location"] == reverse("import_detail", args=[item.pk])
    assert not LONG.search(response["Location"])


def test_one_press_stages_once(county, signed_in):
    client, key = signed_in(UserFactory()), secrets.token_hex(16)
    first = hand_in(client, idempotency_key=key)
    again = hand_in(client, idempotency_key=key)
    assert RosterImport.objects.count() == 1
    assert again["Location"] == first["Location"]


def test_progress_is_told_until_it_is_done(county, signed_in):
    client = signed_in(UserFactory())
    hand_in(client)
    item = RosterImport.objects.get()
    url = reverse("import_status", args=[item.pk])
    assert client.get(url).json()["state"] == "running"
    assert "data-poll" in client.get(reverse("import_detail", args=[item.pk])).content.decode()
    check_import(item)
    assert client.get(url).json() == {
        "state": "done",
        "percent": 100,
        "done_url": reverse("import_detail", args=[item.pk]),
    }


@pytest.mark.parametrize("name", ["roster.exe", "roster.docx"])
def test_other_files_are_turned_away_with_a_sentence(county, signed_in, name):
    client = signed_in(UserFactory())
    response = hand_in(client, "roster-202106.xlsx", file=SimpleUploadedFile(name, b"MZ"))
    assert response.status_code == 400
    assert "另存为 .xlsx" in response.content.decode()
    assert not RosterImport.objects.exists()


def test_a_broken_workbook_ends_as_one_sentence(county, signed_in):
    client = signed_in(UserFactory())
    hand_in(client, file=SimpleUploadedFile("roster.xlsx", b"PK\x03\x04 not a workbook"))
    item = check_import(RosterImport.objects.get())
    assert item.state == State.UNREADABLE
    assert item.message in client.get(reverse("import_detail", args=[item.pk])).content.decode()


def test_errors_stand_by_cell_and_block(county, signed_in):
    client = signed_in(UserFactory(township=TOWNSHIPS[0].replace("100000", "200000")))
    hand_in(client, "roster-202106-dirty.xlsx", town="640424200")
    item = check_import(RosterImport.objects.get())
    response = client.get(reverse("import_detail", args=[item.pk]))
    assert item.state == State.INVALID
    assert not response.context["can_commit"]
    cells = {finding["cell"] for finding in response.context["findings"]}
    assert cells and all(f'class="finding-cell">{cell}<' in response.content.decode() for cell in cells if cell)


def test_the_marked_copy_is_the_clerks_own_and_recorded(county, signed_in):
    client = signed_in(UserFactory(township=TOWNSHIPS[0].replace("100000", "200000")))
    hand_in(client, "roster-202106-dirty.xlsx", town="640424200")
    item = check_import(RosterImport.objects.get())
    response = client.post(reverse("import_annotated", args=[item.pk]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
    assert AuditEntry.objects.filter(action="roster_import.annotated_copy", subject_id=str(item.pk)).count() == 1


def test_full_numbers_are_for_the_township_and_told_once(county, signed_in):
    client = signed_in(UserFactory(township=TOWNSHIPS[0].replace("100000", "200000")))
    hand_in(client, "roster-202106-dirty.xlsx", town="640424200")
    item = check_import(RosterImport.objects.get())
    url = reverse("import_detail", args=[item.pk])
    client.get(url)
    client.get(url)
    assert AuditEntry.objects.filter(action="roster_import.read_in_full").count() == 1
    signed_in(UserFactory(role=Role.BUREAU_OFFICER))
    response = client.get(url)
    assert response.context["full"] is False
    assert not LONG.search(response.content.decode().split("<main")[1])
    assert client.post(reverse("import_annotated", args=[item.pk])).status_code == 404


@pytest.mark.parametrize("name", ["detail", "status", "annotated", "discard"])
def test_another_townships_import_is_not_there(checked, client, signed_in, name):
    signed_in(UserFactory(township=TOWNSHIPS[1]))
    url = reverse(f"import_{name}", args=[checked.pk])
    response = client.get(url) if name in ("detail", "status") else client.post(url, {"version": checked.version})
    assert response.status_code == 404
    assert checked.filename not in client.get(reverse("import_list")).content.decode()
    checked.refresh_from_db()
    assert checked.state == State.VALID


def test_a_township_cannot_hand_in_for_another(county, signed_in):
    response = hand_in(signed_in(UserFactory(township=TOWNSHIPS[1])))
    assert response.status_code == 400
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("name", ["commit", "reverse"])
def test_a_township_assistant_commits_nothing(checked, client, signed_in, name):
    signed_in(UserFactory())
    response = step(client, checked, name, reason="试一下")
    assert response.status_code == 403
    assert not Person.objects.exists()


def test_an_old_version_is_refused_and_changes_nothing(checked, client):
    checked.version -= 1
    response = step(client, checked, "commit", reason="已核对")
    assert response.status_code == 409
    assert not Person.objects.exists()


def test_a_step_out_of_turn_changes_nothing(checked, client):
    response = step(client, checked, "reverse", reason="撤回")
    assert "不能撤回" in response.content.decode()
    checked.refresh_from_db()
    assert checked.state == State.VALID


def test_commit_asks_for_the_password_again(checked, client, signed_in):
    session = client.session
    session["proved_at"] = 0
    session.save()
    response = step(client, checked, "commit", reason="已核对")
    assert response.status_code == 401
    assert not Person.objects.exists()


def test_a_discarded_file_leaves_the_roster_alone(checked, client):
    response = step(client, checked, "discard")
    assert "已放弃" in response.content.decode()
    assert not Person.objects.exists()


def test_a_wrong_baseline_is_taken_back_with_a_reason(checked, client):
    step(client, checked, "commit", reason="已核对")
    checked.refresh_from_db()
    assert "请写明撤回的原因" in step(client, checked, "reverse", reason=" ").content.decode()
    step(client, checked, "reverse", reason="传错了乡镇")
    checked.refresh_from_db()
    assert checked.state == State.REVERSED
    assert not Person.objects.filter(covered=True).exists()


def test_the_same_file_again_says_that_nothing_changes(checked, client):
    step(client, checked, "commit", reason="已核对")
    hand_in(client)
    item = check_import(RosterImport.objects.get(state=State.STAGED))
    text = client.get(reverse("import_detail", args=[item.pk])).content.decode()
    assert "入库不会有变化" in text


def test_the_template_is_understood_by_the_program(county, signed_in):
    client = signed_in(UserFactory())
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("import_template")).content))
    sheet = book.active
    words = [cell.value for cell in sheet[3]]
    row = dict.fromkeys(words, None) | {
        "序号": 1, "村": "丁湾村", "户主姓名": "马大", "户主身份证号": "640498197211270034", "姓名": "马大",
        "身份证号": "640498197211270034", "与户主关系": "户主", "是否享受": "是", "保障类别": "B类", "家庭人口": 1,
        "月保障金额": 310, "银行账号": "6217999099603082461",
    }  # fmt: skip
    for column, word in enumerate(words, start=1):
        sheet.cell(4, column, row[word])
    target = io.BytesIO()
    book.save(target)
    hand_in(client, file=SimpleUploadedFile("填好的模板.xlsx", target.getvalue()))
    item = check_import(RosterImport.objects.get())
    assert item.state == State.VALID, item.findings_json
    assert (item.counts["households"], item.counts["covered"], item.counts["monthly_fen"]) == (1, 1, 31000)


def test_the_list_and_the_page_take_a_fixed_number_of_queries(checked, client, django_assert_max_num_queries):
    url, counts = reverse("import_list"), []
    client.get(url)
    for _ in range(2):
        with django_assert_max_num_queries(15) as queries:
            client.get(url)
        counts.append(len(queries))
        for _ in range(9):
            hand_in(client)
    assert counts[0] == counts[1]
    client.get(reverse("import_detail", args=[checked.pk]))
    with django_assert_max_num_queries(15):
        client.get(reverse("import_detail", args=[checked.pk]))


def test_a_checked_roster_is_a_duty_of_the_officer_until_it_is_put_in(checked, client, signed_in):
    home = client.get(reverse("home")).content.decode()
    assert "香水镇2021年6月花名册待入库" in home
    assert "等待县局入库" in signed_in(UserFactory()).get(reverse("home")).content.decode()
    assert "等待县局入库" not in signed_in(UserFactory(township=TOWNSHIPS[1])).get(reverse("home")).content.decode()
    signed_in(checked.staged_by)
    step(client, checked, "commit", reason="已核对")
    assert "待入库" not in client.get(reverse("home")).content.decode()
