"""The bureau: the board, the queue, taking in and returning, the close of the month and what may still be filed after it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry
from core.permissions import Role
from monthly_reports import operations
from monthly_reports.models import LateUnlock, Period, Report, Submission
from recipients.models import RosterEvent
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.recipients.factories import id_number

S = Submission.State
AFTER = dt.datetime(2021, 7, 26, 2, 0, tzinfo=dt.UTC)


def url(name, thing):
    return reverse(name, args=[thing.pk])


def text(response):
    return response.content.decode()


def labels(response):
    return {row["name"]: row["cells"][0].label for row in response.context["rows"]}


def test_the_board_says_in_words_where_each_township_stands(month, as_user, july):
    month.submitted(month.nil())
    month.draft(report=month.report_of(TOWNSHIPS[1]), by=month.stranger)
    client = as_user(month.officer)
    assert labels(client.get(reverse("report_board"))) == {
        "香水镇": "待接收",
        "泾河源镇": "填报中",
        "六盘山镇": "未到期",
    }
    row = Submission.objects.get(state=S.SUBMITTED)
    operations.take_in(row, by=month.officer, version=row.version)
    july.move_to(AFTER)
    client.force_login(month.officer)
    page = client.get(reverse("report_board"), {"month": "2021-07"})
    assert labels(page) == {"香水镇": "零报", "泾河源镇": "未报", "六盘山镇": "未报"}
    assert 'aria-label="香水镇 2021年7月：零报"' in text(page)


def test_a_list_without_deaths_shows_what_it_lacks(month, as_user, july):
    month.taken_in(month.draft(nil_deaths=False))
    july.move_to(AFTER)
    assert labels(as_user(month.officer).get(reverse("report_board")))["香水镇"] == "缺死亡"


def test_a_township_sees_its_own_row_only(month, as_user):
    assert list(labels(as_user(month.stranger).get(reverse("report_board")))) == ["泾河源镇"]


def test_leadership_and_auditors_see_no_board(month, as_user):
    for role in (Role.LEADERSHIP, Role.SECURITY_AUDITOR, Role.SYSTEM_ADMIN):
        assert as_user(UserFactory(role=role)).get(reverse("report_board")).status_code == 403


@pytest.mark.parametrize("name", ["report_board", "review_queue", "period_detail", "late_unlock_list", "arrears_file"])
def test_a_page_costs_the_same_however_much_is_filed(month, as_user, django_assert_max_num_queries, name):
    address = url(name, month.period) if name == "period_detail" else reverse(name)
    counts = []
    for size in (1, 5):
        made = (
            month.draft(month.rows(size)) if size == 1 else month.nil(month.report_of(TOWNSHIPS[1]), by=month.stranger)
        )
        month.submitted(made, by=month.verifier if size == 1 else month.strange_verifier)
        client = as_user(month.officer)
        client.get(address)
        with django_assert_max_num_queries(15) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_review_costs_the_same_for_one_line_and_for_twenty(month, as_user, django_assert_max_num_queries):
    counts = []
    for size in (1, 20):
        filed = month.submitted(month.draft(month.rows(size)))
        client = as_user(month.officer)
        client.get(url("submission_review", filed))
        with django_assert_max_num_queries(15) as queries:
            client.get(url("submission_review", filed))
        counts.append(len(queries))
        operations.return_to_township(filed, by=month.officer, version=filed.version, reason="再核对")
    assert counts[0] == counts[1]


def test_review_masks_until_a_reason_is_stated(month, as_user):
    filed = month.submitted()
    client = as_user(month.officer)
    assert "香水镇" in text(client.get(reverse("review_queue")))
    assert id_number(500) not in text(client.get(url("submission_review", filed)))
    client.post(url("submission_reveal", filed), {"reason": "verify"})
    assert id_number(500) in text(client.get(url("submission_review", filed)))


def test_taking_in_writes_the_roster_and_the_line_leads_there(month, as_user):
    filed = month.submitted()
    client = as_user(month.officer)
    client.post(url("submission_take_in", filed), {"version": filed.version})
    filed.refresh_from_db()
    line = filed.lines.get()
    assert filed.state == S.TAKEN_IN and RosterEvent.objects.filter(pk=line.event_id).exists()
    page = text(client.get(url("line_detail", line)))
    assert "入册" in page and reverse("household_detail", args=[line.household_id]) in page


def test_an_old_page_takes_nothing_in(month, as_user):
    filed = month.submitted()
    client = as_user(month.officer)
    assert client.post(url("submission_take_in", filed), {"version": filed.version - 1}).status_code == 409
    client.post(url("submission_take_in", filed), {})
    filed.refresh_from_db()
    assert filed.state == S.SUBMITTED


def test_returning_tells_the_reason_and_the_line(month, as_user):
    filed = month.submitted(month.draft(month.rows(2)))
    first, second = filed.lines.order_by("position")
    client = as_user(month.officer)
    said = {"version": filed.version, f"line-{first.pk}": "缺残疾证", f"line-{second.pk}": "  "}
    client.post(url("submission_return", filed), said | {"reason": ""})
    filed.refresh_from_db()
    assert filed.state == S.SUBMITTED
    client.post(url("submission_return", filed), said | {"reason": "材料不全"})
    first.refresh_from_db()
    assert first.return_reason == "缺残疾证" and Submission.objects.get(pk=filed.pk).state == S.RETURNED
    page = text(as_user(month.assistant).get(url("submission_detail", filed)))
    assert "材料不全" in page and "退回：缺残疾证" in page


@pytest.mark.parametrize("name", ["submission_take_in", "submission_return", "submission_reveal"])
def test_a_township_decides_nothing(month, as_user, name):
    filed = month.submitted()
    for who, expected in ((month.verifier, {403, 302}), (month.stranger, {403, 404})):
        answer = as_user(who).post(url(name, filed), {"version": filed.version, "reason": "x"})
        assert answer.status_code in expected
    filed.refresh_from_db()
    assert filed.state == S.SUBMITTED


def test_another_township_finds_no_review_and_no_line(month, as_user):
    filed = month.submitted()
    client = as_user(month.stranger)
    assert client.get(url("submission_review", filed)).status_code == 404
    assert client.get(url("line_detail", filed.lines.get())).status_code == 404


def test_a_month_in_which_all_have_filed_is_not_overdue(month, as_user, july):
    july.move_to(AFTER + dt.timedelta(days=39))
    client = as_user(month.officer)
    assert "已超期" in text(client.get(url("period_detail", month.period)))
    Report.objects.update(changes="nil", deaths="nil")
    page = text(client.get(url("period_detail", month.period)))
    assert "各乡镇都已报齐" in page and "已超期" not in page


def test_the_month_closes_once_and_only_after_its_deadline(month, as_user, july):
    client = as_user(month.officer)
    assert "7月25日（星期日）不是工作日，逢节假日不顺延" in text(client.get(url("period_detail", month.period)))
    client.post(url("period_close", month.period))
    assert Period.objects.get().closed_at is None
    july.move_to(AFTER)
    client.force_login(month.officer)
    client.post(url("period_close", month.period))
    assert Period.objects.get().closed_by == month.officer


@pytest.mark.parametrize("who", ["assistant", "bureau_leader"])
def test_only_the_officer_closes(month, as_user, july, who):
    july.move_to(AFTER)
    assert as_user(getattr(month, who)).post(url("period_close", month.period)).status_code == 403
    assert Period.objects.get().closed_at is None


def test_another_countys_period_is_not_there(month, as_user):
    elsewhere = UserFactory(role=Role.BUREAU_OFFICER, county="640425000000")
    assert as_user(elsewhere).get(url("period_detail", month.period)).status_code == 404


@pytest.fixture
def closed(month, july):
    july.move_to(AFTER)
    operations.close_period(month.period, by=month.officer)
    return month


def test_after_the_close_a_leader_lets_the_late_one_file(closed, as_user, key):
    client = as_user(closed.assistant)
    page = text(client.get(url("report_detail", closed.report)))
    assert "申请逾期补报" in page and "本月无死亡" not in page
    client.post(url("late_unlock_ask", closed.report), {"reason": "网络中断三天"} | key)
    unlock = LateUnlock.objects.get()
    leader = as_user(closed.bureau_leader)
    assert "网络中断三天" in text(leader.get(reverse("late_unlock_list")))
    leader.post(url("late_unlock_decide", unlock), {"approve": "yes", "note": "请尽快"})
    unlock.refresh_from_db()
    assert unlock.state == "approved" and unlock.decided_by == closed.bureau_leader
    assert "本月无死亡" in text(as_user(closed.assistant).get(url("report_detail", closed.report)))
    closed.submitted(closed.nil())
    assert Report.objects.get(pk=closed.report.pk).is_late


def test_asking_needs_a_reason_and_deciding_a_leader(closed, as_user, key):
    client = as_user(closed.assistant)
    assert "请写明逾期原因" in text(client.post(url("late_unlock_ask", closed.report), {"reason": " "} | key))
    operations.ask_late_unlock(closed.report, by=closed.assistant, reason="网络中断")
    unlock = LateUnlock.objects.get()
    assert as_user(closed.officer).post(url("late_unlock_decide", unlock), {"approve": "yes"}).status_code == 403
    assert as_user(closed.stranger).get(url("late_unlock_ask", closed.report)).status_code == 404
    assert "网络中断" not in text(as_user(closed.stranger).get(reverse("late_unlock_list")))
    as_user(closed.bureau_leader).post(url("late_unlock_decide", unlock), {"approve": "maybe"})
    unlock.refresh_from_db()
    assert unlock.state == "asked"


def test_an_earlier_month_is_loaded_and_never_on_time(month, as_user, key):
    client = as_user(month.officer)
    posted = {"township": TOWNSHIPS[0], "month": "2021-05", "nil_changes": "on", "nil_deaths": "on"} | key
    client.post(reverse("arrears_file"), posted)
    submission = Submission.objects.get()
    assert submission.filled_by == month.officer and submission.report.period.month == "2021-05"
    assert submission.report.arrears and AuditEntry.objects.filter(action="report.arrears").count() == 1


@pytest.mark.parametrize(("change", "said"), [
    ({"nil_changes": "", "nil_deaths": ""}, "请上传该月的表格，或勾选零报告"),
    ({"month": "2099-01"}, "不能补录还没有到的月份"),
    ({"month": "五月"}, "月份应写作"),
    ({"township": "640425100000"}, "有 1 处需要改正"),
    ({"files": SimpleUploadedFile("五月.exe", b"x")}, "不是表格文件"),
])  # fmt: skip
def test_what_cannot_be_loaded_is_told(month, as_user, key, change, said):
    posted = {"township": TOWNSHIPS[0], "month": "2021-05", "nil_changes": "on", "nil_deaths": "on"} | key | change
    assert said in text(as_user(month.officer).post(reverse("arrears_file"), posted))
    assert not Submission.objects.exists()


def test_a_township_loads_nothing_afterwards(month, as_user, key):
    assert as_user(month.assistant).post(reverse("arrears_file"), {"month": "2021-05"} | key).status_code == 403
