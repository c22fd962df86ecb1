"""The receipt, the filed forms on paper, the sealed scan and the township's own export."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.idempotency import new_key
from core.models import Attachment, AuditEntry
from tests.recipients.factories import id_number

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 28 + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"
PAGES = (
    "submission_receipt",
    "submission_receipt_print",
    "submission_print_changes",
    "submission_print_deaths",
    "submission_qr",
)


def url(name, thing):
    return reverse(name, args=[thing.pk])


def text(response):
    return response.content.decode()


def test_the_receipt_names_time_version_digest_and_chain(month, as_user):
    filed = month.submitted()
    entry = AuditEntry.objects.get(action="report.submit", subject_id=str(filed.pk))
    for name in ("submission_receipt", "submission_receipt_print"):
        page = text(as_user(month.verifier).get(url(name, filed)))
        for words in (filed.sha256, entry.hash, f"第{entry.number}号", "第1版", "按时", "10:00:00"):
            assert words in page


def test_there_is_no_receipt_before_filing(month, as_user):
    assert as_user(month.assistant).get(url("submission_receipt", month.draft())).status_code == 404


def test_the_qr_code_is_an_image_of_its_own(month, as_user):
    answer = as_user(month.officer).get(url("submission_qr", month.submitted()))
    assert answer["Content-Type"] == "image/svg+xml" and b"<svg" in answer.content


def test_the_filed_forms_have_signature_lines_and_seal(month, as_user):
    filed = month.submitted()
    page = text(as_user(month.assistant).get(url("submission_print_changes", filed)))
    for words in ("新增人员名单", "民政助理员（签字）", "公章", "landscape", id_number(500), "1 行，1 户", "310"):
        assert words in page
    deaths = text(as_user(month.assistant).get(url("submission_print_deaths", filed)))
    assert "本月救助对象无死亡" in deaths and "签署人：马填报" in deaths


def test_the_bureau_prints_masked(month, as_user):
    page = text(as_user(month.officer).get(url("submission_print_changes", month.submitted())))
    assert id_number(500) not in page and id_number(500)[-4:] in page


def test_nil_prints_as_a_signed_statement(month, as_user):
    page = text(as_user(month.assistant).get(url("submission_print_changes", month.submitted(month.nil()))))
    assert "本月救助对象无增减变动" in page


@pytest.mark.parametrize("name", PAGES)
def test_another_township_finds_no_paper(month, as_user, name):
    assert as_user(month.stranger).get(url(name, month.submitted())).status_code == 404


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("盖章.pdf", PDF, "application/pdf"), ("盖章.PNG", PNG, "image/png"), ("盖章.jpg", JPG, "image/jpeg"),
])  # fmt: skip
def test_a_scan_is_kept_and_handed_out_as_a_file(month, as_user, name, data, kind):
    filed = month.submitted()
    client = as_user(month.assistant)
    client.post(url("scan_attach", filed), {"scan": SimpleUploadedFile(name, data), "idempotency_key": new_key()})
    scan = Attachment.objects.get()
    assert name in text(client.get(url("submission_receipt", filed)))
    answer = as_user(month.officer).post(url("scan_download", scan))
    assert answer.content == data and answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AuditEntry.objects.filter(action="report.scan_read").count() == 1


@pytest.mark.parametrize(("name", "data"), [
    ("盖章.pdf", b"<html><script>alert(1)</script>"),
    ("盖章.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("盖章.png", JPG),
    ("盖章.jpg", JPG[:10]),
    ("盖章.html", PDF),
    ("盖章.pdf", PDF + b"x" * (10 * 1024 * 1024)),
])  # fmt: skip
def test_what_is_no_scan_is_not_kept(month, as_user, name, data):
    filed = month.submitted()
    posted = {"scan": SimpleUploadedFile(name, data), "idempotency_key": new_key()}
    answer = as_user(month.assistant).post(url("scan_attach", filed), posted, follow=True)
    assert answer.status_code == 200 and not Attachment.objects.exists()


def test_scans_are_the_townships_own_business(month, as_user):
    filed = month.submitted()
    for who, status in ((month.stranger, 404), (month.officer, 302)):
        posted = {"scan": SimpleUploadedFile("盖章.pdf", PDF), "idempotency_key": new_key()}
        assert as_user(who).post(url("scan_attach", filed), posted).status_code == status
    assert not Attachment.objects.exists()
    posted = {"scan": SimpleUploadedFile("盖章.pdf", PDF), "idempotency_key": new_key()}
    as_user(month.assistant).post(url("scan_attach", filed), posted)
    assert as_user(month.stranger).post(url("scan_download", Attachment.objects.get())).status_code == 404


def test_a_scan_waits_for_the_filing(month, as_user):
    posted = {"scan": SimpleUploadedFile("盖章.pdf", PDF), "idempotency_key": new_key()}
    as_user(month.assistant).post(url("scan_attach", month.draft()), posted)
    assert not Attachment.objects.exists()


def test_the_own_list_leaves_in_full_and_is_logged(month, as_user):
    filed = month.submitted(month.draft(month.rows(2)))
    answer = as_user(month.assistant).post(url("submission_export", filed))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["新增", "减少", "变更", "死亡人员报告表"]
    rows = list(book["新增"].iter_rows(values_only=True))
    assert rows[0][0] == "香水镇2021年7月社会救助对象动态管理新增人员名单"
    assert rows[3][5] == id_number(500) and rows[3][13] == 310
    assert rows[-1][0].startswith("民政助理员（签字）")
    assert [row[1] for row in book["减少"].iter_rows(min_row=4, max_row=4, values_only=True)] == ["无"]
    entry = AuditEntry.objects.get(action="report.export")
    assert '"in_full":true' in entry.canon and id_number(500) not in entry.canon


def test_the_own_list_is_nobody_elses(month, as_user):
    filed = month.submitted()
    assert as_user(month.stranger).post(url("submission_export", filed)).status_code == 404
    answer = as_user(month.officer).post(url("submission_export", filed))
    assert answer.status_code == 302 and not AuditEntry.objects.filter(action="report.export").exists()
