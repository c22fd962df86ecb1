"""A visit on a phone: the inspector fills the form at the door and takes a photo, the other one signs."""

import os
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from core.permissions import Role
from recipients.models import Person
from spot_checks.models import Visit, VisitPhoto
from tests.core.factories import UserFactory
from tests.monthly_reports.months import OTHER, TOWN
from tests.recipients.factories import household_of
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.visits.pictures import jpeg, scene

PHONE = {"width": 360, "height": 740}


def shot(page: Any, name: str) -> None:
    """A picture to look at while working, where asked for."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def drawn(county: SimpleNamespace) -> SimpleNamespace:
    """香水镇's household of 马小花, drawn for the officer and an assistant of another township."""
    draw = make_draw()
    home = household_of("马小花", "马小明", covered=1)
    county.item = make_item(draw, home.division_code, household=home, label=home.label)
    county.first = county.officer
    county.second = UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=OTHER, display_name="于海燕")
    make_inspectors(draw, TOWN, county.first, county.second)
    return county


def test_a_visit_is_filled_at_the_door_and_signed_by_the_second(drawn, desk, tmp_path):
    first = desk(drawn.first, **PHONE)
    page = first.page
    page.goto("/checks/visits/")
    first.fits()
    first.sees("马小花")
    shot(page, "list")
    first.follow("马小花")
    first.sees("要见的人")
    first.fits()
    number = Person.objects.get(name="马小花").id_number
    assert number not in page.content()
    shot(page, "item")
    first.press("开始核查")
    first.heading("马小花")
    first.fits()
    shot(page, "edit-empty")

    page.get_by_text("村级公示和符合情况").scroll_into_view_if_needed()
    page.get_by_role("group", name="是否符合条件（必答）").get_by_text("是", exact=True).click()
    page.locator("[data-part=means] summary").click()
    page.get_by_label("住房").fill("土坯房三间")
    page.locator("[data-part=members] summary").click()
    first.press("加一人")
    page.locator("#id_m-3-name").fill("马小强")
    page.locator("#id_m-3-work").fill("6404981972112700100 在家")
    page.get_by_label("入户日期").fill("2021-07-23")
    page.get_by_role("group", name="核查结论").get_by_text("相符", exact=True).click()
    expect(page.locator("[data-outcome]")).to_be_hidden()

    # What was typed outlives the page; a long number is not copied.
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('visit-draft:'))")
    page.wait_for_function("() => Object.values(localStorage).some((text) => text.includes('马小强'))")
    assert "640498" not in page.evaluate("() => Object.values(localStorage).join()")
    page.reload()
    first.sees("这台设备上有没保存的内容")
    shot(page, "edit-restore")
    first.press("恢复")
    expect(page.get_by_label("住房")).to_have_value("土坯房三间")
    expect(page.locator("#id_m-3-name")).to_have_value("马小强")

    first.press("保存并交第二人签字")
    first.sees("请附至少一张入户照片")
    first.fits()
    shot(page, "edit-lacks")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('visit-draft:'))")
    (tmp_path / "door.jpg").write_bytes(jpeg(scene(1, (2400, 1800))))
    page.locator("#photo").set_input_files(tmp_path / "door.jpg")
    first.sees("已上传 1 张")
    expect(page.locator(".photo img")).to_be_visible()
    photo = VisitPhoto.objects.get()
    assert len(photo.original_sha256) == 64 and photo.original_sha256 != photo.upload_id
    (tmp_path / "trick.jpg").write_text("<svg onload=alert(1)>")
    page.locator("#photo").set_input_files(tmp_path / "trick.jpg")
    first.sees("这个文件不是照片")
    first.fits()
    shot(page, "edit-photo")
    first.press("保存并交第二人签字")
    first.sees("已交第二核查人签字")

    second = desk(drawn.second, **PHONE)
    page = second.page
    page.goto("/checks/visits/?tab=sign")
    second.follow("马小花")
    second.sees("土坯房三间")
    second.fits()
    shot(page, "detail-sign")
    second.press("签字")
    second.press("确认签字", within=second.dialog())
    second.sees("已签字，核查完成")
    second.fits()
    assert Visit.objects.get().state == Visit.State.SIGNED
