"""The county's month as a workbook: masked for everyone, in full only after a second person agreed, once."""

import io

import openpyxl
from django.urls import reverse

from core.idempotency import new_key
from core.models import AuditEntry, ExportRequest
from core.operations import export_requests
from tests.recipients.factories import id_number


def url(name, thing):
    return reverse(name, args=[thing.pk])


def book(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def everything(workbook):
    return [cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_the_summary_has_every_township_a_total_and_a_signature_line(month, as_user):
    month.submitted(month.draft(month.rows(2)))
    workbook = book(as_user(month.officer).post(url("period_export", month.period)))
    rows = list(workbook["汇总表"].iter_rows(values_only=True))
    assert rows[0][0] == "泾源县2021年7月社会救助对象动态管理情况汇总表"
    assert rows[3][:12] == (1, "香水镇", "有报", "零报", 2, 2, 0, 0, 0, 0, 620, 0)
    assert [row[1] for row in rows[3:6]] == ["香水镇", "泾河源镇", "六盘山镇"] and rows[4][12] == "未报"
    assert rows[6][0] == "合计" and rows[6][4] == 2 and rows[6][10] == 620
    assert "签字" in rows[7][0] and "公章" in rows[7][0]
    assert workbook.sheetnames[1:] == ["新增明细", "减少明细", "变更明细"]


def test_the_summary_is_masked_and_logged(month, as_user):
    month.submitted()
    cells = everything(book(as_user(month.officer).post(url("period_export", month.period))))
    assert id_number(500) not in cells and any(str(cell).startswith("640498****") for cell in cells)
    assert AuditEntry.objects.filter(action="report.export", actor=month.officer.username).count() == 1


def test_in_full_it_takes_a_second_person_and_works_once(month, as_user):
    month.submitted()
    client = as_user(month.officer)
    client.post(url("period_export_ask", month.period), {"reason": "审计要求", "idempotency_key": new_key()})
    asking = ExportRequest.objects.get()
    assert client.post(url("summary_export", asking)).status_code == 302
    export_requests.decide(asking, by=month.bureau_leader, approve=True)
    assert "仅一次" in client.get(url("period_detail", month.period)).content.decode()
    workbook = book(client.post(url("summary_export", asking)))
    assert id_number(500) in everything(workbook)
    assert month.officer.display_name in workbook["汇总表"].oddHeader.center.text
    assert client.post(url("summary_export", asking)).status_code == 302


def test_asking_without_a_reason_asks_nobody(month, as_user):
    as_user(month.officer).post(url("period_export_ask", month.period), {"idempotency_key": new_key()})
    assert not ExportRequest.objects.exists()


def test_a_township_takes_no_county_summary(month, as_user):
    client = as_user(month.assistant)
    assert client.post(url("period_export", month.period)).status_code == 404
    posted = {"reason": "x", "idempotency_key": new_key()}
    assert client.post(url("period_export_ask", month.period), posted).status_code == 404
    assert as_user(month.bureau_leader).post(url("period_export", month.period)).status_code == 403
    assert not AuditEntry.objects.filter(action="report.export").exists()


def test_anothers_leave_opens_nothing(month, as_user):
    client = as_user(month.officer)
    client.post(url("period_export_ask", month.period), {"reason": "审计要求", "idempotency_key": new_key()})
    asking = ExportRequest.objects.get()
    export_requests.decide(asking, by=month.bureau_leader, approve=True)
    from core.permissions import Role
    from tests.factories_base import UserFactory

    other = UserFactory(role=Role.BUREAU_OFFICER)
    assert as_user(other).post(url("summary_export", asking)).status_code == 404
    asking.refresh_from_db()
    assert asking.state == "approved"
