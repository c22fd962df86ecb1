"""A problem as a whole: a drawn visit finds it, the township puts it right, three people strike it off, and it comes back."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from cases import tasks
from core.models import User
from core.permissions import Role
from recipients.models import Household
from spot_checks.models import DrawItem, Visit
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import hand_over, save_visit, sign, start_visit
from tests.core.factories import DivisionFactory, UserFactory
from tests.monthly_reports.months import TOWN, command
from tests.recipients.factories import household_of
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.visits.conftest import form
from tests.spot_checks.visits.pictures import door, jpeg, photo

from .desk import Desk
from .test_visit import PHONE, shot

FOUND = dt.datetime(2021, 11, 10, 2, tzinfo=dt.UTC)  # 110 days after the close-out
NO_EVIDENCE = "还没有佐证材料，请先上传整改的照片、文书或凭证。"
NOT_BACK = "应追回的钱还没有追齐"
# A form the page does not offer, sent all the same by somebody who knows how.
SEND = """([url, given]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: url});
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({...given, csrfmiddlewaretoken: token}))
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture
def people(county: SimpleNamespace) -> SimpleNamespace:
    """The household of 马小花 in 香水镇, two inspectors from elsewhere, and who decides in the bureau."""
    county.home = household_of("马小花", "马小明", village=DivisionFactory(code=f"{TOWN[:9]}201", name="沙南村").code)
    county.inspectors = [UserFactory(role=Role.BUREAU_OFFICE, display_name="伍学文"), county.other_assistant]
    county.second_officer = UserFactory(role=Role.BUREAU_OFFICER, display_name="海秀兰")
    county.leader = UserFactory(role=Role.BUREAU_LEADER, display_name="张梅生")
    return county


def drawn(home: Household, inspectors: list[User]) -> DrawItem:
    """The household, drawn today for these two."""
    draw = make_draw()
    make_inspectors(draw, TOWN, *inspectors)
    return make_item(draw, home.division_code, household=home, label=home.label)


def fails(item: DrawItem, inspectors: list[User], seed: int, **given: Any) -> None:
    """Visited and signed: not as the roster says. The clock's own job then looks at what was found."""
    first, second = inspectors
    visit = start_visit(item, by=first)
    add_photo(visit, by=first, photo=Photo(photo(seed)))
    found = form(outcome="mismatch", problems=["P03"], **given)
    visit = save_visit(visit, by=first, version=visit.version, data=found)
    visit = hand_over(visit, by=first, version=visit.version)
    assert sign(visit, by=second, version=visit.version).state == Visit.State.SIGNED
    tasks.pull_findings()


def send(desk: Desk, url: str, **given: str) -> None:
    """Post it past the page."""
    with desk.page.expect_navigation():
        desk.page.evaluate(SEND, [url, given])


def reported(month: str) -> dict[str, int]:
    """香水镇's line of the close-out report."""
    code, told = command("close_out_report", "--month", month, "--json")
    assert code == 0
    row = next(each for each in told["townships"] if each["township"] == TOWN)
    return {name: row[name] for name in ("opened", "closed", "overdue", "rebounded")}


def plan(assistant: Desk) -> None:
    """From the list of duties to a plan that is whole only once somebody answers for it."""
    page = assistant.page
    assistant.sees("给 1 条问题制定整改措施")
    assistant.follow("给 1 条问题制定整改措施")
    assistant.fits()
    assistant.follow("ZG2021-0001")
    assistant.heading("错保")
    assistant.sees("家庭年收入明显超过标准")
    assistant.fits()
    assistant.follow("制定整改方案")
    page.get_by_label("原因分析").fill("儿子去年买车跑运输，入户核查没有核对车辆信息。")
    page.get_by_label("整改措施").fill("停发马小花一户低保，追回多发的三个月，核对全村车辆信息。")
    expect(page.get_by_label("责任单位")).to_have_value("香水镇")
    page.get_by_label("责任领导").fill("禹德海")
    page.get_by_label("整改时限").fill("2021-08-20")
    assistant.press("保存方案")
    assistant.sees("还缺责任人，填齐后进入整改")
    assistant.follow("制定整改方案")
    page.get_by_label("责任人").fill("马建国")
    assistant.fits()
    assistant.press("保存方案")
    assistant.sees("整改方案已保存，进入整改")


def put_right(assistant: Desk, entry: str, folder: Path) -> None:
    """Money and evidence first: without them nobody strikes it off."""
    page = assistant.page
    assistant.sees(NO_EVIDENCE)
    assistant.sees(NOT_BACK)
    expect(page.get_by_role("button", name="申请销号")).to_have_count(0)
    shot(page, "working")
    version = page.locator("[name=version]").first.input_value()
    result = "已停发低保，多发的 930 元全部追回。"
    send(assistant, f"{entry}close-out/", version=version, result=result, done_on="2021-07-23")
    assistant.sees(NO_EVIDENCE)
    assistant.sees("整改中")

    page.locator("summary", has_text="登记进展和追回").click()
    page.get_by_label("整改进展").fill("7 月起停发，多发的钱已交回。")
    page.get_by_label("已追回金额").fill("930")
    page.locator("#progress").get_by_role("button", name="登记").click()
    assistant.sees("进展已登记")
    (folder / "整改后.jpg").write_bytes(jpeg(door(3, (1600, 1200))))
    page.get_by_label("佐证材料").set_input_files(folder / "整改后.jpg")
    page.get_by_label("说明", exact=True).fill("停发后入户照片")
    assistant.press("上传")
    assistant.sees("佐证已上传")
    picture = page.get_by_role("img", name="停发后入户照片")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.naturalWidth > 0", arg=picture.element_handle())
    assistant.fits()
    page.get_by_label("整改结果").fill(result)
    expect(page.get_by_label("完成日期").last).to_have_value("2021-07-23")
    assistant.press("申请销号")
    assistant.sees("已申请销号，等社会救助股审核")
    expect(page.get_by_role("button", name="审核通过")).to_have_count(0)
    shot(page, "asked")


def checked(officer: Desk, entry: str) -> None:
    """The officer looks at the evidence and passes it on; to confirm as well is not hers."""
    officer.follow("审核 1 条销号申请")
    officer.follow("ZG2021-0001")
    officer.sees("停发后入户照片")
    officer.press("审核通过")
    shot(officer.page, "check")
    officer.dialog().get_by_label("审核意见").fill("核对了发放名册和缴款单，属实。")
    officer.press("通过", within=officer.dialog())
    officer.sees("审核通过，等分管领导确认")
    expect(officer.page.get_by_role("button", name="确认销号")).to_have_count(0)
    officer.fits()
    send(officer, f"{entry}confirm/", version="1")
    officer.sees("没有这项权限")


def confirmed(leader: Desk) -> None:
    """The leader, the third person, strikes it off."""
    leader.follow("确认 1 条销号")
    leader.follow("ZG2021-0001")
    leader.press("确认销号")
    shot(leader.page, "confirm")
    leader.press("确认销号", within=leader.dialog())
    leader.sees("已销号。三至六个月后回头看")
    leader.fits()


def test_a_problem_from_the_failed_visit_over_close_out_to_rebound(
    people: SimpleNamespace, desk: Any, tmp_path: Path, picture: Any
) -> None:
    told = {"overpaid_yuan": "930", "summary": "家庭年收入明显超过标准，儿子有营运货车。"}
    fails(drawn(people.home, people.inspectors), people.inspectors, 1, **told)
    assistant = desk(people.assistant, **PHONE)
    plan(assistant)
    entry = assistant.path()
    put_right(assistant, entry, tmp_path)
    checked(desk(people.officer), entry)
    assert reported("2021-07")["closed"] == 0
    confirmed(desk(people.leader, **PHONE))
    assert reported("2021-07") == {"opened": 1, "closed": 1, "overdue": 0, "rebounded": 0}

    # The same household is drawn again in November and is no better.
    people.clock.move_to(FOUND)
    fails(drawn(people.home, people.inspectors), people.inspectors, 2, summary="又领了两个月。")
    tasks.look_back()
    officer = desk(people.officer)
    officer.follow("疑似反弹 1 条待决定")
    officer.sees("同一户：2021年11月10日入户核查发现 P03 错保，距销号 110 天")
    officer.fits()
    shot(officer.page, "rebound")
    officer.follow("看核查记录")
    officer.sees("又领了两个月")
    officer.page.go_back()
    officer.page.get_by_label("理由").fill("情况特殊。")
    officer.press("ZG2021-0001 不构成反弹")
    officer.sees("不能自己认定不构成反弹")

    other = desk(people.second_officer, **PHONE)
    other.follow("疑似反弹 1 条待决定")
    other.fits()
    other.page.get_by_label("理由").fill("停发后又悄悄恢复，是反弹。")
    other.press("ZG2021-0001 是反弹，重办")
    other.sees("ZG2021-0001 已转反弹重办，新的一条是 ZG2021-0002")
    other.heading("ZG2021-0002")
    other.sees("这个问题以前销过号，又出现了")
    other.sees("程度：突出")
    other.fits()
    shot(other.page, "reopened")
    other.follow("ZG2021-0001")
    other.sees("这次销号不再计算")
    picture(other.page, "entry.png")
    other.fits()
    shot(other.page, "taken-away")
    assert reported("2021-07") == {"opened": 1, "closed": 0, "overdue": 0, "rebounded": 0}
    assert reported("2021-11") == {"opened": 1, "closed": 0, "overdue": 0, "rebounded": 1}

    leader = desk(people.leader)
    leader.sees("ZG2021-0001 反弹重办，新立账 ZG2021-0002")
    township = desk(people.assistant)
    township.sees("给 1 条问题制定整改措施")
