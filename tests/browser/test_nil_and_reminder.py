"""A township without change files on a phone; one that forgot finds the reminder, which only filing clears."""

import datetime as dt
import time
from collections.abc import Callable

from playwright.sync_api import expect

from core.models import AuditEntry, Notice
from monthly_reports import tasks
from monthly_reports.models import NilReport, Report

PATIENCE = 15.0
PHONE = {"width": 360, "height": 740, "has_touch": True}


def test_a_month_without_change_is_two_presses_on_a_phone(county, desk):
    assistant, verifier = desk(county.other_assistant, **PHONE), desk(county.other_verifier, **PHONE)
    page = assistant.page
    page.goto("/monthly/report/")
    assistant.press("打开本月报告期")
    assistant.heading("新民乡 2021年7月动态管理月报")
    assistant.fits()

    # A press only asks; the sentence that will be signed stands in the dialog, and one may think again.
    assistant.press("本月增减无变动")
    expect(assistant.dialog()).to_contain_text("新民乡2021年7月")
    assistant.press("再想想", within=assistant.dialog())
    assert not NilReport.objects.exists()
    for name in ("本月增减无变动", "本月无死亡"):
        assistant.press(name)
        expect(assistant.dialog()).to_contain_text("于海燕")
        assistant.press("签署", within=assistant.dialog())
        assistant.sees("零报告已签署")
        assistant.fits()
    assert set(NilReport.objects.filter(submission__state="draft").values_list("obligation", flat=True)) == {
        "changes",
        "deaths",
    }

    verifier.page.goto("/monthly/report/")
    verifier.press("核查并报送")
    verifier.sees("于海燕")
    verifier.fits()
    verifier.press("核查确认并报送")
    verifier.heading("新民乡 2021年7月月报报送回执")
    verifier.fits()
    report = Report.objects.get(township_code="640424200")
    assert (report.state, report.changes, report.deaths, report.is_late) == ("submitted", "nil", "nil", False)
    page.reload()
    assistant.sees("等待县局接收")


def until(holds: Callable[[], bool]) -> None:
    """Wait for what the worker does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_who_forgot_is_reminded_once_and_only_filing_ends_it(county, desk):
    assistant = desk(county.third_assistant)
    assistant.page.goto("/monthly/report/")
    assistant.press("打开本月报告期")
    # Sunday the 25th was the last day; the clock's own job runs on Monday, twice.
    county.clock.move_to(dt.datetime(2021, 7, 26, 1, 30, tzinfo=dt.UTC))
    mine = Notice.objects.filter(recipient=county.third_assistant)
    for _ in range(2):
        tasks.send_reminders.delay()
    late = desk(county.third_assistant)
    until(lambda: AuditEntry.objects.filter(action="report.remind").exists())
    late.choose("首页")
    late.sees("催报：2021年7月月报已逾期")
    assert mine.filter(key__endswith=":T+1").count() == 1

    # Read, it is still to be done.
    late.press("打开：催报：2021年7月月报已逾期")
    late.heading("泾河源镇 2021年7月动态管理月报")
    late.sees("已超期")
    late.choose("首页")
    assert mine.get(key__endswith=":T+1").read_at is not None
    expect(late.page.get_by_role("region", name="待办")).to_contain_text("7月")
    late.choose("动态管理月报")
    late.press("两项都没有，一次签")
    late.press("签署", within=late.dialog())
    late.sees("零报告已签署")
    late.choose("首页")
    late.sees("已交核查，核查确认后才算报送")
    verifier = desk(county.third_verifier)
    verifier.follow("去办理：核查确认2021年7月月报")
    verifier.press("核查确认并报送")
    verifier.sees("迟报")
    late.choose("首页")
    expect(late.page.get_by_role("region", name="待办")).not_to_contain_text("填报2021年7月月报")
