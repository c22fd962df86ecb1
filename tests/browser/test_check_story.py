"""A spot check as a whole: planned, fixed, drawn, one household visited with a net and one without, signed, and judged."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.models import User
from core.permissions import Role
from spot_checks import operations
from spot_checks.models import Draw, DrawInspector, Visit
from tests.core.factories import PASSWORD, UserFactory
from tests.spot_checks.packets.files import PIN
from tests.spot_checks.visits.pictures import jpeg, scene

from .desk import READY, Desk
from .test_draw import BALLS
from .test_packet import PHONE, phone, unlock

__all__ = ["phone"]  # a fixture is found by its name

VISITED = "2021-07-23"


@pytest.fixture
def people(june: SimpleNamespace) -> SimpleNamespace:
    """Two inspectors from other townships and the witness."""
    for user in (june.other_assistant, june.third_assistant):
        operations.register_inspector(user, by=june.officer)
    june.witness = UserFactory(role=Role.DISCIPLINE_OFFICER, display_name="纪书清")
    return june


def draw_two(officer: Desk, witness: User) -> Draw:
    """Two households of 香水镇, from the plan to the published result."""
    page = officer.page
    officer.choose("随机抽查")
    officer.follow("拟定抽签")
    page.get_by_label("抽取总数").fill("2")
    officer.press("保存方案，看分配")
    officer.press("封存")
    officer.press("确认封存", within=officer.dialog())
    officer.follow("现场摇号")
    page.get_by_label("按摇出的先后输入").fill(BALLS)
    page.get_by_label("见证人（派驻纪检监察组）").select_option(label=str(witness))
    page.get_by_label("见证人的登录密码").fill(PASSWORD)
    page.get_by_label("见证人已与号球逐位核对").check()
    officer.press("生成结果")
    officer.press("跳过")
    officer.follow("完成，看这次抽签")
    officer.press("公布")
    officer.press("公布", within=officer.dialog())
    officer.sees("已公布")
    return Draw.objects.get()


def visit_online(inspector: Desk, name: str, folder: Path) -> None:
    """The form filled at the door, with a photo, handed to the second inspector."""
    page = inspector.page
    page.goto("/checks/visits/")
    inspector.follow(name)
    inspector.press("开始核查")
    page.get_by_role("group", name="是否符合条件（必答）").get_by_text("是", exact=True).click()
    page.get_by_label("入户日期").fill(VISITED)
    page.get_by_role("group", name="核查结论").get_by_text("相符", exact=True).click()
    (folder / "door.jpg").write_bytes(jpeg(scene(1, (1600, 1200))))
    page.locator("#photo").set_input_files(folder / "door.jpg")
    inspector.sees("已上传 1 张")
    inspector.press("保存并交第二人签字")
    inspector.sees("已交第二核查人签字")
    inspector.fits()


def visit_offline(inspector: Desk, valley: Page, name: str, folder: Path) -> None:
    """The other household goes along in a packet and comes back in its result file."""
    page = inspector.page
    page.goto("/checks/visits/")
    inspector.follow("入户包")
    page.locator(READY).get_by_role("link", name="领入户包").first.click()
    page.get_by_label("口令", exact=False).first.fill(PIN)
    page.get_by_label("再输一遍口令").fill(PIN)
    inspector.press("生成入户包")
    with page.expect_download() as coming:
        inspector.press("下载")
    coming.value.save_as(packet := folder / "packet.html")
    valley.goto(packet.as_uri())
    unlock(valley, PIN)
    valley.get_by_role("button", name=name).click()
    valley.get_by_label("入户日期").fill(VISITED)
    valley.get_by_label("是否符合条件（必答）").select_option("是")
    valley.get_by_role("radio", name="相符", exact=True).check()
    photo = {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": jpeg(scene(9, (1600, 1200)))}
    valley.get_by_label("拍照").set_input_files(photo)
    expect(valley.get_by_text("这一户填齐了")).to_be_visible()
    valley.reload()  # back home the phone is taken out again
    unlock(valley, PIN)
    with valley.expect_download() as coming:
        valley.get_by_role("button", name="生成结果文件").click()
    coming.value.save_as(result := folder / "result.bin")
    page.locator(READY).get_by_role("link", name="导入结果文件").first.click()
    page.get_by_label("选择结果文件").set_input_files(result)
    inspector.press("上传并核对")
    inspector.press("确认录入")
    inspector.sees("已录入 1 户")


def test_a_spot_check_from_the_plan_to_what_it_shows(
    people: SimpleNamespace,
    desk: Any,
    phone: Page,
    tmp_path: Path,
    picture: Any,
) -> None:
    officer = desk(people.officer)
    draw = draw_two(officer, people.witness)
    first, second = [each.user for each in DrawInspector.objects.filter(draw=draw).order_by("rank")]
    near, far = draw.items.to_visit().order_by("rank").values_list("name", flat=True)

    inspector = desk(first, **PHONE)
    visit_online(inspector, near, tmp_path)
    visit_offline(inspector, phone, far, tmp_path)
    other = desk(second, **PHONE)
    for name in (near, far):
        other.page.goto("/checks/visits/?tab=sign")
        other.follow(name)
        other.press("签字")
        other.press("确认签字", within=other.dialog())
        other.sees("已签字，核查完成")
        other.fits()
    assert {visit.way for visit in Visit.objects.counting()} == {"online", "packet"}

    officer.choose("抽查结果")
    officer.page.goto(f"/checks/draws/{draw.pk}/result/")
    officer.sees("120 户中抽 2 户全部相符")
    officer.sees("可以 95% 的把握说，不符率不超过")
    picture(officer.page, "check-result.png", full_page=True)
