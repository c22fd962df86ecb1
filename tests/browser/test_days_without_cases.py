"""The days of those who see no case: the county's leader reads numbers down to their rows, the administrator makes an account,
the auditor checks the chain and looks into what was opened."""

import re
import time
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import expect

from core.models import Division
from core.operations import reveals
from core.permissions import Role
from dashboards.operations import figures
from recipients.models import Person
from spot_checks import operations as draws
from tests.core.factories import UserFactory
from tests.recipients.factories import household_of
from tests.spot_checks.draws.conftest import County

from .day import Day, begin

PATIENCE = 20.0
NEW_PASSWORD = "Liupan-Shan-Xia-2021"


def seen_by_no_leader(day: Day) -> None:
    """Neither a name of the roster nor a number of an identity card."""
    told = day.page.content()
    assert not [name for name in Person.objects.values_list("name", flat=True) if name in told]
    assert "640498" not in told and "640499" not in told


def test_the_countys_leader_follows_a_number_to_its_rows_and_meets_nobody(county: SimpleNamespace, desk: Any) -> None:
    draw = County().published()
    draws.recompute(draw)
    figures.rebuild("640424")
    leader = begin(desk, UserFactory(role=Role.LEADERSHIP, display_name="县领导"))
    leader.home()
    leader.window.heading("全县情况")
    expect(leader.first_steps).to_be_visible()
    leader.window.sees("保障人数")
    leader.window.sees("整改逾期")
    expect(leader.page.locator("main")).not_to_contain_text("目前没有待办事项")
    seen_by_no_leader(leader)
    leader.window.follow("看全部图表")
    leader.look()
    seen_by_no_leader(leader)
    assert not leader.page.locator('main a[href*="/roster/"], main a[href*="/cases/"]').count()
    row = leader.page.get_by_role("row", name=draw.code)
    row.get_by_role("link").first.click()
    leader.window.heading("抽查结果")
    leader.look()
    seen_by_no_leader(leader)
    leader.window.follow("抽签过程")
    leader.look()
    seen_by_no_leader(leader)
    with leader.page.expect_download() as coming:
        leader.window.press("下载公开文件")
    assert draw.code in coming.value.suggested_filename
    leader.home()
    expect(leader.first_steps).to_have_count(0)
    leader.window.sees("保障人数")


def test_the_administrator_makes_the_account_that_is_missing_and_its_owner_comes_in(
    county: SimpleNamespace, desk: Any
) -> None:
    towns = list(Division.objects.townships())
    for town in towns:
        UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=town.code)
        if town is not towns[-1]:
            UserFactory(role=Role.TOWNSHIP_VERIFIER, township=town.code)
    admin = begin(desk, UserFactory(role=Role.SYSTEM_ADMIN, display_name="苏管理"))
    admin.begins("给 1 个乡镇补齐账号", f"{towns[-1].name}缺核查人")
    page = admin.page
    page.get_by_label("用户名").fill("hecha")
    page.get_by_label("姓名").fill("马核查")
    page.get_by_label("角色").select_option(Role.TOWNSHIP_VERIFIER)
    page.get_by_label("所属区划").fill(towns[-1].code)
    admin.window.press("保存")
    admin.window.heading("一次性密码")
    admin.look()
    once = page.locator("dd.mono").nth(1).inner_text()
    admin.has_done("给 1 个乡镇补齐账号")
    waiting = page.get_by_role("region", name="等待他人办理")
    expect(waiting).to_contain_text("1 个账号还没有改一次性密码")
    admin.window.follow("1 个账号还没有改一次性密码")
    admin.look()
    admin.window.sees("hecha")

    newcomer = desk()
    newcomer.page.goto("/login/")
    newcomer.page.get_by_label("用户名").fill("hecha")
    newcomer.page.get_by_label("密码").fill(once)
    newcomer.press("登录")
    newcomer.page.get_by_label("原密码").fill(once)
    newcomer.page.get_by_label(re.compile("^新密码")).fill(NEW_PASSWORD)
    newcomer.page.get_by_label("再输一遍新密码").fill(NEW_PASSWORD)
    newcomer.press("保存新密码")
    newcomer.sees("马核查")
    admin.home()
    expect(waiting).to_have_count(0)
    auditor = begin(desk, UserFactory(role=Role.SECURITY_AUDITOR, display_name="审计员"))
    auditor.hears("新建用户 1 次")


def test_the_auditor_checks_the_chain_and_looks_into_an_opening(county: SimpleNamespace, desk: Any) -> None:
    reveals.open(household_of("马小花"), by=county.officer, reason="verify")
    auditor = begin(desk, UserFactory(role=Role.SECURITY_AUDITOR, display_name="审计员"))
    auditor.begins("核对泾源县审计链", "每周核对一次", "还没有核对过", "还剩 2 天")
    auditor.window.press("核对审计链")
    auditor.window.sees("正在从第一条核对到最后一条")
    end = time.monotonic() + PATIENCE
    while "没有改动" not in auditor.page.content():
        assert time.monotonic() < end
        auditor.page.wait_for_timeout(300)
        auditor.page.reload()
    auditor.has_done("核对泾源县审计链")
    auditor.hears("查看完整号码 1 次").click()
    auditor.window.heading("审计记录")
    auditor.look()
    rows = auditor.page.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(county.officer.username)
    expect(rows).to_contain_text("查看完整号码")
