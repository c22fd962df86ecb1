"""Rosters on their way out: masked for daily use, in full after a second person has agreed."""

import csv
import io
import secrets
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from core.models import AuditEntry, ExportRequest, Notice
from core.permissions import Role
from core.templatetags.formats import masked_id
from recipients.models import Person
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of

pytestmark = pytest.mark.django_db
TOWN = TOWNSHIPS[0][:9]
CHOSEN = {"town": TOWN, "scheme": "rural_dibao", "month": "2021-06", "format": "xlsx"}
ACCOUNT = "6217999099603082461"


@pytest.fixture
def household():
    DivisionFactory(code=TOWNSHIPS[0])
    return household_of("马大", "马小明", "马三", covered=2, monthly_fen=62050)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def sheet_of(response):
    return openpyxl.load_workbook(io.BytesIO(body(response))).active


def numbers() -> list[str]:
    return [person.id_number for person in Person.objects.all()]


def test_the_workbook_is_the_document_that_is_filed(household, signed_in):
    user = UserFactory()
    response = signed_in(user).post(reverse("export_file"), CHOSEN)
    assert "%E6%B3%BE%E6%BA%90%E5%8E%BF" in response["Content-Disposition"]
    sheet = sheet_of(response)
    assert sheet["A1"].value == "泾源县香水镇2021年6月农村低保对象花名册"
    assert "单位：元、人" in sheet["A2"].value
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[5] for row in rows[3:6]] == ["马大", "马小明", "马三"]
    assert [row[9] for row in rows[3:6]] == ["是", "是", "否"]
    assert rows[6][0] == "合计" and rows[6][13] == 620.5
    assert "（公章）" in rows[7][0] and "负责人" in rows[7][0]
    assert "A4:A6" in {str(area) for area in sheet.merged_cells.ranges}
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    entry = AuditEntry.objects.get(action="roster.export")
    footer = sheet.oddFooter.left.text
    assert user.username in footer and f"{entry.chain}-{entry.number}" in footer


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_numbers_are_masked_by_default(household, signed_in, kind):
    data = body(signed_in(UserFactory()).post(reverse("export_file"), CHOSEN | {"format": kind}))
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"".join(parts.read(name) for name in parts.namelist())
    text = data.decode(errors="replace")
    assert all(masked_id(number) in text for number in numbers()) and "2461" in text
    assert ACCOUNT not in text and not any(number in text for number in numbers())


def test_the_table_has_one_line_per_person(household, signed_in):
    response = signed_in(UserFactory()).post(reverse("export_file"), CHOSEN | {"format": "csv"})
    rows = list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))
    assert rows[0][:2] == ["序号", "村（社区）"]
    assert [row[5] for row in rows[1:4]] == ["马大", "马小明", "马三"]
    assert rows[1][13] == "620.50"
    assert "审计编号" in rows[4][0]


@pytest.mark.parametrize("name", ["=cmd()", "+1+1", "-2", "@SUM(A1)"])
def test_no_name_becomes_a_formula(signed_in, name):
    household_of(name)
    client = signed_in(UserFactory())
    sheet = sheet_of(client.post(reverse("export_file"), CHOSEN))
    assert sheet["F4"].value == name and sheet["F4"].data_type == "s"
    text = body(client.post(reverse("export_file"), CHOSEN | {"format": "csv"})).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text.splitlines()[1])))[5] == "'" + name


def test_another_township_cannot_be_exported(household, signed_in):
    client = signed_in(UserFactory(township=TOWNSHIPS[1]))
    assert client.post(reverse("export_file"), CHOSEN).status_code == 400
    assert client.get(reverse("roster_print"), CHOSEN).status_code == 302
    assert not AuditEntry.objects.filter(action="roster.export").exists()


def test_an_export_asks_for_the_password_again(household, signed_in):
    client = signed_in(UserFactory())
    session = client.session
    session["proved_at"] = 0
    session.save()
    assert client.post(reverse("export_file"), CHOSEN).status_code == 401


def ask(client, **changes):
    fields = CHOSEN | {"reason": "配合县审计局核对发放账户", "idempotency_key": secrets.token_hex(16)} | changes
    return client.post(reverse("export_ask"), fields)


def test_full_numbers_take_a_second_person_and_come_once(household, signed_in):
    assistant, leader = UserFactory(), UserFactory(role=Role.TOWNSHIP_LEADER)
    response = ask(signed_in(assistant))
    asked = ExportRequest.objects.get()
    assert response["Location"] == reverse("export_request_detail", args=[asked.pk])
    download = reverse("export_download", args=[asked.pk])
    assert signed_in(assistant).post(download).status_code == 302
    notice = Notice.objects.get(recipient=leader)
    assert "香水镇2021年6月农村低保花名册" in notice.body
    client = signed_in(leader)
    assert (
        "香水镇2021年6月农村低保花名册"
        in client.get(reverse("export_request_detail", args=[asked.pk])).content.decode()
    )
    client.post(reverse("export_request_decide", args=[asked.pk]), {"decision": "approve"})
    client = signed_in(assistant)
    sheet = sheet_of(client.post(download))
    assert sorted(row[6].value for row in sheet.iter_rows(min_row=4, max_row=6)) == sorted(numbers())
    assert sheet["P4"].value == ACCOUNT
    assert assistant.username in sheet.oddHeader.center.text
    again = client.post(download, follow=True)
    assert "已经下载过" in again.content.decode()


def test_nobody_else_downloads_what_was_approved(household, signed_in):
    ask(signed_in(UserFactory()))
    asked = ExportRequest.objects.get()
    signed_in(UserFactory(role=Role.TOWNSHIP_LEADER)).post(
        reverse("export_request_decide", args=[asked.pk]), {"decision": "approve"}
    )
    other = signed_in(UserFactory(role=Role.TOWNSHIP_VERIFIER))
    assert other.post(reverse("export_download", args=[asked.pk])).status_code == 404


def test_a_request_without_a_purpose_is_not_made(household, signed_in):
    response = ask(signed_in(UserFactory()), reason="")
    assert response.status_code == 400
    assert not ExportRequest.objects.exists()


def test_one_press_asks_once(household, signed_in):
    client, key = signed_in(UserFactory()), secrets.token_hex(16)
    ask(client, idempotency_key=key)
    ask(client, idempotency_key=key)
    assert ExportRequest.objects.count() == 1


def test_the_page_for_paper_is_masked_and_adds_up(household, signed_in):
    client = signed_in(UserFactory())
    response = client.post(reverse("export_file"), CHOSEN | {"to": "print"}, follow=True)
    text = response.content.decode()
    assert (
        "泾源县香水镇2021年6月农村低保对象花名册" in text
        and "620.50" in text
        and "(公章)" in text.replace("（", "(").replace("）", ")")
    )
    assert ACCOUNT not in text and not any(number in text for number in numbers())


@pytest.mark.parametrize("households", [1, 10])
def test_an_export_takes_a_fixed_number_of_queries(signed_in, households, django_assert_max_num_queries):
    DivisionFactory(code=TOWNSHIPS[0])
    for _ in range(households):
        household_of("马大", "马小明")
    client = signed_in(UserFactory())
    with django_assert_max_num_queries(15):
        client.get(reverse("roster_print"), CHOSEN)
