"""The days of those who work on cases: a month through three hands, a work summary, a petition, an order and a clue. One real
task each, from home to home; whoever waited for it is told."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from cases.operations import clues, summaries
from cases.operations import petitions as letters
from cases.operations import supervision as papers
from core.models import User
from core.permissions import Role
from monthly_reports import operations as reports
from tests.cases.petitions.telling import given
from tests.core.factories import UserFactory
from tests.monthly_reports.months import JULY, TOWN

from .day import begin


@pytest.fixture
def opened(county: SimpleNamespace) -> SimpleNamespace:
    """July is open in every township."""
    reports.open_period("640424", JULY)
    return county


def somebody(role: str, name: str) -> User:
    return UserFactory(role=role, display_name=name, township=TOWN)


def test_a_month_passes_from_the_assistant_to_the_verifier_to_the_bureau(opened: SimpleNamespace, desk: Any) -> None:
    assistant = begin(desk, opened.other_assistant)
    assistant.begins("填报2021年7月月报", "还没有报送：增减人员名单、死亡人员报告", "还剩 2 天")
    assistant.window.press("两项都没有，一次签")
    assistant.window.press("签署", within=assistant.window.dialog())
    assistant.window.sees("零报告已签署")
    assistant.home()
    expect(assistant.first_steps).to_have_count(0)

    verifier = begin(desk, opened.other_verifier)
    verifier.begins("核查确认2021年7月月报", "需要第二人核查后报送", "还剩 2 天")
    verifier.window.sees("于海燕")
    verifier.window.press("核查确认并报送")
    verifier.window.heading("报送回执")
    verifier.has_done("核查确认2021年7月月报")
    assistant.has_done("填报2021年7月月报")

    officer = begin(desk, opened.officer)
    officer.begins("接收新民乡2021年7月月报", "第 1 版已报送", "请接收或退回")
    officer.window.press("接收")
    officer.window.press("确认接收", within=officer.window.dialog())
    officer.window.sees("已接收")
    officer.has_done("接收新民乡2021年7月月报")
    officer.hears("报送月报 1 份")
    for waited in (assistant, verifier):
        waited.hears("县局接收月报 1 份")


def test_a_work_summary_is_confirmed_by_the_townships_leader_and_combined_by_the_office(
    opened: SimpleNamespace, desk: Any
) -> None:
    draft = summaries.draft_summary(TOWN, JULY, by=opened.assistant)
    summaries.hand_over(draft, by=opened.assistant, version=draft.version)
    leader = begin(desk, somebody(Role.TOWNSHIP_LEADER, "伍斌林"))
    leader.begins("确认报送2021年7月工作情况月报", "需要第二人核对后报送", "还剩 2 天")
    leader.window.press("确认报送")
    leader.window.sees("回执")
    leader.has_done("确认报送2021年7月工作情况月报")
    begin(desk, opened.assistant).hears("报送工作情况月报 1 份")

    office = begin(desk, somebody(Role.BUREAU_OFFICE, "拜玉琴"))
    office.hears("报送工作情况月报 1 份")
    office.begins("汇总2021年7月工作情况月报", "有 1 个乡镇已报送、待汇总")
    office.window.press("起草全县汇总稿")
    office.window.heading("全县2021年7月专项整治工作情况")
    office.has_done("汇总2021年7月工作情况月报")


def test_an_order_is_signed_by_the_bureaus_leader(opened: SimpleNamespace, desk: Any) -> None:
    told = papers.OrderText("order", "庚梁村公示不及时", "请于时限内公示并答复。")
    papers.draft_order(TOWN, told, by=opened.officer)
    leader = begin(desk, somebody(Role.BUREAU_LEADER, "张梅生"))
    leader.begins("1 份督办文书等您签发", "签发与否由您决定")
    leader.window.follow("庚梁村公示不及时")
    leader.look()
    leader.window.press("签发")
    leader.window.sees("已签发")
    leader.has_done("1 份督办文书等您签发")
    assistant = begin(desk, opened.assistant)
    assistant.hears("签发督办 1 份")
    expect(assistant.todo).to_contain_text("答复督办单：庚梁村公示不及时")
    officer = begin(desk, opened.officer)
    officer.hears("签发督办 1 份")
    expect(officer.page.get_by_role("region", name="等待他人办理")).to_contain_text("1 份督办等乡镇答复")


def test_a_petition_is_accepted_by_the_petition_officer(opened: SimpleNamespace, desk: Any) -> None:
    number = letters.register(given(), by=opened.officer).number
    petitions = begin(desk, somebody(Role.PETITION_OFFICER, "柳春燕"))
    petitions.begins("1 件信访待受理", "15 天内要决定是否受理并告知", "还剩 17 天")  # the 15th day is a Saturday
    petitions.window.heading(number)
    petitions.page.get_by_label("告知方式").first.select_option("书面")
    petitions.window.press("受理并告知")
    petitions.window.sees("已受理")
    petitions.has_done("1 件信访待受理")
    begin(desk, opened.officer).hears("受理信访 1 件")


def test_a_clue_is_received_by_the_discipline_group(opened: SimpleNamespace, desk: Any) -> None:
    secret = "举报村干部收受好处费"
    letter = letters.register(given(), by=opened.officer)
    clue = clues.draft_clue(clues.Content(secret), by=opened.officer, source="来信", petition=letter)
    clue = clues.send_clue(clue, by=opened.officer, version=clue.version)
    discipline = begin(desk, somebody(Role.DISCIPLINE_OFFICER, "纪书清"))
    discipline.hears("移交线索 1 件")
    discipline.begins(f"签收移交材料 {clue.number}", "核对移交包后签收")
    assert secret not in discipline.page.content()  # shown after a reason alone
    discipline.window.press("签收")
    discipline.window.press("签收", within=discipline.window.dialog())
    discipline.window.sees("已签收")
    discipline.has_done(f"签收移交材料 {clue.number}")
    expect(discipline.todo).to_contain_text(f"反馈移交材料 {clue.number} 的处置")
    begin(desk, opened.officer).hears("签收移交线索 1 件")
