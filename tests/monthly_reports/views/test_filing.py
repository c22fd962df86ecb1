"""A township files: by workbook, by grid, by button; what it sees; what a stranger does not."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.idempotency import new_key
from core.models import AuditEntry
from monthly_reports.models import NilReport, Submission
from tests.factories_base import TOWNSHIPS
from tests.recipients.factories import id_number

DATA = Path(__file__).resolve().parents[2] / "data"
S = Submission.State


def url(name, thing, *more):
    return reverse(name, args=[thing.pk, *more])


def text(response):
    return response.content.decode()


def test_the_menu_leads_to_this_months_report(month, as_user):
    client = as_user(month.assistant)
    assert client.get(reverse("report_current"))["Location"] == url("report_detail", month.report)
    page = text(client.get(url("report_detail", month.report)))
    for words in ("香水镇 2021年7月动态管理月报", "填报本月动态", "未报", "还剩 5 天", "本月增减无变动", "本月无死亡"):
        assert words in page


def test_a_month_nobody_opened_is_opened_by_hand(month, as_user, key):
    month.report.period.reports.all().delete()
    month.period.delete()
    client = as_user(month.assistant)
    assert "打开本月报告期" in text(client.get(reverse("report_current")))
    answer = client.post(reverse("report_open"), key, follow=True)
    assert "填报本月动态" in text(answer)


def test_the_bureau_is_led_to_the_board(month, as_user):
    assert as_user(month.officer).get(reverse("report_current"))["Location"] == reverse("report_board")


def test_both_nil_statements_at_one_press_make_one_draft_however_often_pressed(month, as_user, key):
    client = as_user(month.assistant)
    for _ in range(2):
        client.post(url("report_nil", month.report), {"changes": "on", "deaths": "on"} | key)
    submission = Submission.objects.get()
    assert submission.state == S.DRAFT and submission.source == "button"
    assert sorted(NilReport.objects.values_list("obligation", flat=True)) == ["changes", "deaths"]


def test_the_second_button_keeps_what_the_first_has_signed(month, as_user):
    client = as_user(month.assistant)
    for name, told in (("changes", 0), ("deaths", 1)):
        client.post(url("report_nil", month.report), {name: "on", "idempotency_key": new_key()})
        assert AuditEntry.objects.filter(action="report.hand_over").count() == told  # once nothing is left to fill in
    draft = Submission.objects.get(state=S.DRAFT)
    assert draft.counts["obligations"] == {"changes": "nil", "deaths": "nil"}


def test_no_death_is_joined_to_the_list_that_is_there(month, as_user, key):
    draft = month.draft(nil_deaths=False)
    assert draft.counts["obligations"]["deaths"] == "missing"
    client = as_user(month.assistant)
    assert "死亡人员报告还没有报" in text(client.get(url("submission_detail", draft)))
    client.post(url("report_nil", month.report), {"deaths": "on"} | key)
    newest = Submission.objects.order_by("-number").first()
    assert newest.source == "grid" and json.loads(newest.content)["nil_deaths"] is True
    assert json.loads(newest.content)["rows"] == json.loads(draft.content)["rows"]


def test_nothing_chosen_signs_nothing(month, as_user, key):
    client = as_user(month.assistant)
    assert "至少选择一项" in text(client.post(url("report_nil", month.report), key, follow=True))
    assert not Submission.objects.exists()


def test_workbooks_are_taken_and_their_check_is_waited_for(month, as_user, key):
    client = as_user(month.assistant)
    files = [
        SimpleUploadedFile(name, (DATA / name).read_bytes())
        for name in ("changes-202107.xlsx", "deaths-nil-202107.xlsx")
    ]
    answer = client.post(url("report_upload", month.report), {"files": files} | key)
    submission = Submission.objects.get()
    assert answer["Location"] == url("submission_detail", submission)
    assert submission.files.count() == 2 and submission.state == S.STAGED
    assert "正在核对" in text(client.get(url("submission_detail", submission)))
    state = client.get(url("submission_state", submission)).json()
    assert state["state"] == "running"


@pytest.mark.parametrize("name", ["名单.exe", "名单.pdf", "名单.xlsx.html", "名单"])
def test_what_is_no_workbook_is_not_taken(month, as_user, key, name):
    client = as_user(month.assistant)
    answer = client.post(url("report_upload", month.report), {"files": [SimpleUploadedFile(name, b"x")]} | key)
    assert "不是表格文件" in text(answer) and not Submission.objects.exists()


def test_no_file_is_told_at_its_field(month, as_user, key):
    answer = as_user(month.assistant).post(url("report_upload", month.report), key)
    assert "请选择要上传的表格文件" in text(answer)


def test_rows_of_the_grid_are_filed_and_come_back_with_their_errors(month, as_user, key):
    client = as_user(month.assistant)
    rows = month.rows(village="没有的村")
    client.post(url("report_grid", month.report), {"rows": json.dumps(rows), "nil_deaths": "on"} | key)
    submission = Submission.objects.get()
    from monthly_reports import operations

    submission = operations.check_submission(submission)
    assert submission.state == S.INVALID
    assert "第1行 村" in text(client.get(url("submission_detail", submission)))
    page = client.get(url("report_grid", month.report))
    assert page.context["rows"] == rows
    assert page.context["errors"][0] | {"message": ""} == {
        "row": 0,
        "key": "village",
        "message": "",
        "severity": "error",
    }


@pytest.mark.parametrize("rows", ["", "[]", "[{}]", "nonsense", "[1]", '[{"village": ""}]'])
def test_an_empty_or_broken_grid_is_told(month, as_user, key, rows):
    answer = as_user(month.assistant).post(url("report_grid", month.report), {"rows": rows} | key)
    assert answer.status_code == 200 and "有 1 处需要改正" in text(answer)
    assert not Submission.objects.exists()


def test_the_preview_reconciles_with_last_month(month, as_user):
    draft = month.draft(month.rows(2))
    page = as_user(month.assistant).get(url("submission_detail", draft))
    total = page.context["schemes"][-1]
    assert (total.households, total.persons, total.fen) == (1, 2, 62000)
    assert (total.households_after, total.persons_after, total.fen_after) == (3, 4, 124000)
    assert id_number(500) in text(page)


def test_a_draft_is_handed_over_and_the_verifier_told(month, as_user):
    draft = month.draft()
    client = as_user(month.assistant)
    client.post(url("submission_hand_over", draft), {"version": draft.version})
    assert month.verifier.notices.filter(kind="report").count() == 1
    assert month.leader.notices.filter(kind="report").count() == 1
    assert not month.strange_verifier.notices.exists()


def test_a_draft_is_thrown_away_once(month, as_user):
    draft = month.draft()
    client = as_user(month.assistant)
    client.post(url("submission_discard", draft), {"version": draft.version})
    draft.refresh_from_db()
    assert draft.state == S.REPLACED
    assert client.post(url("submission_discard", draft), {"version": draft.version - 1}).status_code == 409


def test_the_annotated_copy_is_handed_out_and_logged(month, as_user, key):
    from monthly_reports import operations

    data = (DATA / "changes-202107.xlsx").read_bytes()
    staged = operations.stage_files(month.report, by=month.assistant, files=[("七月.xlsx", data)])
    checked = operations.check_submission(staged)
    assert checked.state == S.INVALID
    client = as_user(month.assistant)
    answer = client.post(url("submission_annotated", checked, checked.files.get().pk))
    assert answer.content[:2] == b"PK" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(action="report.export", actor=month.assistant.username).count() == 1
    assert as_user(month.stranger).post(url("submission_annotated", checked, checked.files.get().pk)).status_code == 404


@pytest.mark.parametrize("name", ["report_detail", "report_upload", "report_grid"])
def test_another_townships_report_is_not_there(month, as_user, name):
    assert as_user(month.stranger).get(url(name, month.report)).status_code == 404
    assert as_user(month.assistant).get(url(name, month.report_of(TOWNSHIPS[1]))).status_code == 404


def test_a_stranger_changes_nothing(month, as_user):
    draft = month.draft()
    client = as_user(month.stranger)
    for name in ("submission_hand_over", "submission_discard", "submission_open"):
        assert client.post(url(name, draft), {"version": draft.version}).status_code == 404
    assert (
        client.post(url("report_nil", month.report), {"changes": "on", "idempotency_key": new_key()}).status_code == 404
    )
    draft.refresh_from_db()
    assert draft.state == S.DRAFT and Submission.objects.count() == 1


@pytest.mark.parametrize("who", ["verifier", "officer", "bureau_leader"])
def test_only_the_assistant_fills(month, as_user, who, key):
    client = as_user(getattr(month, who))
    assert client.get(url("report_upload", month.report)).status_code == 403
    assert client.post(url("report_nil", month.report), {"changes": "on"} | key).status_code == 403
    assert not Submission.objects.exists()


def test_pages_cost_the_same_for_one_line_and_for_ten(month, as_user, django_assert_max_num_queries):
    counts = []
    for size in (1, 10):
        draft = month.draft(month.rows(size))
        client = as_user(month.assistant)
        for name, thing in (("report_detail", month.report), ("submission_detail", draft)):
            with django_assert_max_num_queries(15) as queries:
                client.get(url(name, thing))
            counts.append(len(queries))
    assert counts[1] == counts[3]
