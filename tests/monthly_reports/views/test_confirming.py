"""The second person: reads in full once logged, sends on or gives back, and is never the one who filled in."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from monthly_reports.models import Report, Submission
from tests.recipients.factories import id_number

S = Submission.State


def url(name, thing):
    return reverse(name, args=[thing.pk])


def text(response):
    return response.content.decode()


def test_identifiers_stand_in_full_after_one_logged_press(month, as_user):
    draft = month.draft()
    client = as_user(month.verifier)
    assert id_number(500) not in text(client.get(url("submission_confirm", draft)))
    for _ in range(2):
        answer = client.post(url("submission_open", draft), {"to": "submission_confirm"})
        assert answer["Location"] == url("submission_confirm", draft)
    assert id_number(500) in text(client.get(url("submission_confirm", draft)))
    assert AuditEntry.objects.filter(action="report.read_in_full", actor=month.verifier.username).count() == 1


def test_one_persons_reading_opens_nothing_for_another(month, as_user):
    draft = month.draft()
    as_user(month.verifier).post(url("submission_open", draft))
    assert id_number(500) not in text(as_user(month.leader).get(url("submission_confirm", draft)))


def test_an_unknown_page_to_go_to_is_not_gone_to(month, as_user):
    draft = month.draft()
    answer = as_user(month.verifier).post(url("submission_open", draft), {"to": "https://example.org/"})
    assert answer["Location"] == url("submission_detail", draft)


def test_the_bureau_cannot_open_it_this_way(month, as_user):
    draft = month.draft()
    as_user(month.officer).post(url("submission_open", draft))
    assert not AuditEntry.objects.filter(action="report.read_in_full").exists()


@pytest.mark.parametrize("who", ["verifier", "leader"])
def test_the_second_person_confirms_and_files(month, as_user, who):
    draft = month.draft()
    client = as_user(getattr(month, who))
    answer = client.post(url("submission_confirm", draft), {"version": draft.version})
    assert answer["Location"] == url("submission_receipt", draft)
    draft.refresh_from_db()
    assert draft.state == S.SUBMITTED and draft.confirmed_by == getattr(month, who)
    assert not Report.objects.get(pk=month.report.pk).is_late


def test_the_hour_of_arrival_decides_about_late(month, as_user, july):
    draft = month.draft()
    client = as_user(month.verifier)
    july.move_to(month.period.deadline.replace(second=1))
    client.force_login(month.verifier)
    client.post(url("submission_confirm", draft), {"version": draft.version})
    assert Report.objects.get(pk=month.report.pk).is_late
    assert "迟报" in text(client.get(url("submission_receipt", draft)))


def test_an_old_page_files_nothing(month, as_user):
    draft = month.draft()
    client = as_user(month.verifier)
    assert client.post(url("submission_confirm", draft), {"version": draft.version - 1}).status_code == 409
    client.post(url("submission_confirm", draft), {})
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_the_password_is_asked_for_again_after_a_quarter_of_an_hour(month, as_user, july):
    draft = month.draft()
    client = as_user(month.verifier)
    client.get(url("submission_confirm", draft))
    july.shift(16 * 60)
    answer = client.post(url("submission_confirm", draft), {"version": draft.version})
    assert answer.status_code == 401
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_the_draft_goes_back_with_a_reason_and_its_rows(month, as_user):
    draft = month.draft()
    client = as_user(month.verifier)
    client.post(url("submission_send_back", draft), {"version": draft.version, "reason": ""})
    draft.refresh_from_db()
    assert draft.state == S.DRAFT
    client.post(url("submission_send_back", draft), {"version": draft.version, "reason": "户主姓名与户口簿不符"})
    draft.refresh_from_db()
    assert draft.state == S.RETURNED and draft.submitted_at is None
    assert month.assistant.notices.filter(title__contains="退回").count() == 1
    client = as_user(month.assistant)
    page = text(client.get(url("report_detail", month.report)))
    assert "户主姓名与户口簿不符" in page and "退回填报人" in page
    assert client.get(url("report_grid", month.report)).context["rows"] == month.rows()


def test_another_townships_verifier_finds_nothing(month, as_user):
    draft = month.draft()
    client = as_user(month.strange_verifier)
    assert client.get(url("submission_confirm", draft)).status_code == 404
    for name in ("submission_confirm", "submission_send_back", "submission_open"):
        assert client.post(url(name, draft), {"version": draft.version, "reason": "x"}).status_code == 404
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_the_assistant_confirms_nothing(month, as_user):
    draft = month.draft()
    client = as_user(month.assistant)
    assert client.get(url("submission_confirm", draft)).status_code == 403
    assert client.post(url("submission_confirm", draft), {"version": draft.version}).status_code == 403
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_what_is_filed_cannot_be_confirmed_again(month, as_user):
    filed = month.submitted()
    client = as_user(month.leader)
    assert client.get(url("submission_confirm", filed)).status_code == 302
    client.post(url("submission_confirm", filed), {"version": filed.version})
    filed.refresh_from_db()
    assert filed.confirmed_by == month.verifier
