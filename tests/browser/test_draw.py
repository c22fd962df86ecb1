"""A draw from the plan to files anybody can verify: nothing is known before the balls, nothing can be changed after."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.models import User
from core.permissions import Role
from spot_checks import operations
from spot_checks.models import Draw
from tests.core.factories import PASSWORD, UserFactory

from .desk import Desk

BALLS = "01895 55979 71147 10497"
VERIFIER = Path(__file__).resolve().parents[2] / "spot_checks" / "verifier" / "verify_draw.py"


@pytest.fixture
def witness(june) -> User:
    """The discipline officer; and two people who may be sent to 香水镇."""
    for user in (june.other_assistant, june.third_assistant):
        operations.register_inspector(user, by=june.officer)
    return UserFactory(role=Role.DISCIPLINE_OFFICER, display_name="纪书清")


def plan(officer: Desk) -> None:
    """Six of 香水镇, after a plan that cannot be meant."""
    page = officer.page
    officer.choose("随机抽查")
    officer.follow("拟定抽签")
    page.get_by_label("抽取总数").fill("1")
    page.get_by_label("每层至少").fill("2")
    officer.press("保存方案，看分配")
    officer.sees("每层至少数不能大于抽取总数")
    page.get_by_label("抽取总数").fill("6")
    officer.press("保存方案，看分配")


def fits_a_phone(desk: Desk, *paths: str) -> None:
    """The page in the window, or the pages named, also at 360 px."""
    for path in paths or ("",):
        if path:
            desk.page.goto(path)
        desk.page.wait_for_load_state()
        desk.page.set_viewport_size({"width": 360, "height": 740})
        desk.fits()
        desk.page.set_viewport_size({"width": 1280, "height": 800})


def test_a_draw_from_the_plan_to_files_anybody_verifies(june, witness, desk, picture, tmp_path):
    officer, onlooker = desk(june.officer), desk(june.other_verifier, width=360, height=740)
    page = officer.page
    plan(officer)
    expect(page.get_by_role("table", name="预计分配")).to_contain_text("香水镇")
    officer.press("封存")
    officer.press("确认封存", within=officer.dialog())
    officer.sees("已封存")
    draw = Draw.objects.get()
    officer.sees(draw.commitment)

    # In the room: digits in their boxes; nineteen are not twenty; the witness proves to be there.
    officer.follow("现场摇号")
    page.get_by_label("按摇出的先后输入").fill(BALLS[:-1])
    officer.sees("已输入 19 位，还差 1 位")
    fits_a_phone(officer)
    page.get_by_label("见证人（派驻纪检监察组）").select_option(label=str(witness))
    page.get_by_label("见证人的登录密码").fill("not the password")
    page.get_by_label("见证人已与号球逐位核对").check()
    officer.press("生成结果")
    officer.sees("20 位数字")
    page.get_by_label("按摇出的先后输入").fill(BALLS)
    page.get_by_label("见证人的登录密码").fill("not the password")
    officer.press("生成结果")
    officer.sees("见证人的密码或验证码不对")
    page.get_by_label("见证人的登录密码").fill(PASSWORD)
    officer.press("生成结果")

    # The room watches the stored result; skipping shows all of it at once.
    officer.press("跳过")
    expect(page.locator(".show-ball").last).to_be_visible()
    fits_a_phone(officer)
    picture(page, "draw-show.png")
    officer.sees("户（项）中抽出")
    officer.follow("完成，看这次抽签")
    officer.press("公布")
    officer.press("公布", within=officer.dialog())
    officer.sees("已公布")
    here = f"/checks/draws/{draw.pk}/"
    fits_a_phone(officer, here, f"{here}items/", f"{here}record/", "/checks/draws/inspectors/", "/checks/draws/plan/")

    # Somebody of a township, on a phone: sees the draw, no household, and takes the files along.
    onlooker.page.goto("/checks/draws/")
    onlooker.follow(draw.code)
    onlooker.fits()
    names = list(draw.items.values_list("name", flat=True))
    shown = onlooker.page.content()
    for staff in User.objects.values_list("display_name", flat=True):  # 于海 may be drawn, and 于海燕 looks on
        shown = shown.replace(staff, "")
    assert names and not [name for name in names if name in shown]
    with onlooker.page.expect_download() as taken:
        onlooker.press("下载公开文件")
    with zipfile.ZipFile(taken.value.path()) as bundle:
        bundle.extractall(tmp_path)
    told = subprocess.run([sys.executable, VERIFIER, tmp_path / draw.code], capture_output=True, text=True, check=False)
    assert told.returncode == 0 and told.stdout.startswith("OK"), told.stdout + told.stderr
    assert draw.commitment in told.stdout

    # The server says the same of the same file.
    onlooker.page.goto("/checks/draws/verify/")
    onlooker.page.locator("input[type=file]").set_input_files(taken.value.path())
    onlooker.press("核验")
    onlooker.sees("核验通过")
    onlooker.sees(f"与本县的抽签 {draw.code} 一致")
    onlooker.fits()
