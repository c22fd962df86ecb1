"""入户包: issued at 360 px, opened from disk without a network, filled in with a photo, and loaded by its inspector."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from core import uploads
from core.models import User
from core.permissions import Role
from spot_checks.models import Packet, Visit, VisitPhoto
from tests.core.factories import UserFactory
from tests.monthly_reports.months import OTHER, TOWN
from tests.recipients.factories import household_of
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.packets.files import PIN
from tests.spot_checks.visits.pictures import jpeg, scene

from .desk import READY, TOO_WIDE, Desk

PHONE = {"width": 360, "height": 740}
# Everything the phone keeps, as text: the sealed drafts and what stands beside them.
KEPT = """async () => {
  const base = await new Promise(async (done) => {
    const name = (await indexedDB.databases())[0].name;
    indexedDB.open(name).onsuccess = (event) => done(event.target.result);
  });
  const rows = await new Promise((done) => {
    base.transaction("drafts").objectStore("drafts").getAll().onsuccess = (event) => done(event.target.result);
  });
  const read = new TextDecoder();
  return [...rows.map((row) => read.decode(row.data)), JSON.stringify(localStorage)];
}"""


@pytest.fixture
def drawn(county: SimpleNamespace) -> SimpleNamespace:
    """Two households of 香水镇, to be visited by 新民乡's assistant and the office."""
    draw = make_draw(revealed_at=timezone.now() - dt.timedelta(days=1))
    make_inspectors(draw, TOWN, county.other_assistant, UserFactory(role=Role.BUREAU_OFFICE))
    for name in ("马秀兰", "禹得福"):
        make_item(draw, TOWN, name=name, household=household_of(name, "马小明"))
    return SimpleNamespace(inspector=county.other_assistant, elsewhere=OTHER)


@pytest.fixture
def phone(browser: Any) -> Iterator[Callable[..., Page]]:
    """`phone(at)` is a phone in a valley: no network, its clock at that time. Every complaint of its browser fails the test."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True)
    context.set_default_timeout(10_000)
    context.clock.install(time=timezone.now())
    context.set_offline(True)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "blob:")) else complaints.append(asked.url))
    yield page
    context.close()
    assert not complaints, complaints


def camera(size: tuple[int, int] = (2400, 1800)) -> bytes:
    """A photo as large as a camera takes it."""
    return jpeg(scene(5).resize(size, Image.Resampling.BICUBIC))


def take_along(desk: Callable[..., Desk], inspector: User, folder: Path) -> tuple[Desk, Path]:
    """Issue a packet on a narrow page and download it."""
    window = desk(inspector, width=360, height=740)
    window.page.goto("/checks/visits/")
    window.follow("入户包")
    expect(window.page.get_by_role("link", name="领入户包").first).to_be_visible()
    window.fits()
    window.page.get_by_role("link", name="领入户包").first.click()
    window.heading("领入户包")
    window.fits()
    window.page.get_by_label("口令", exact=False).first.fill(PIN)
    window.page.get_by_label("再输一遍口令").fill(PIN)
    window.press("生成入户包")
    window.sees("入户包已生成（2 户）")
    window.fits()
    with window.page.expect_download() as coming:
        window.press("下载")
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return window, path


def unlock(page: Page, pin: str) -> None:
    page.get_by_label("口令").fill(pin)
    page.get_by_role("button", name="打开入户包").click()


def test_a_packet_goes_to_a_valley_and_comes_back(
    drawn: SimpleNamespace, desk: Callable[..., Desk], phone: Page, tmp_path: Path
) -> None:
    window, path = take_along(desk, drawn.inspector, tmp_path)
    assert path.name.startswith("入户包-") and path.suffix == ".html"
    phone.goto(path.as_uri())
    unlock(phone, "8374650193")
    expect(phone.get_by_text("口令不对（第 1 次）")).to_be_visible()
    expect(phone.get_by_role("button", name="打开入户包")).to_be_enabled()
    assert "马秀兰" not in phone.content()
    unlock(phone, PIN)
    phone.get_by_role("button", name="马秀兰").click()
    expect(phone.get_by_role("heading", name="马秀兰")).to_be_focused()
    phone.get_by_label("入户日期").fill("2021-07-23")
    phone.get_by_label("是否符合条件（必答）").select_option("是")
    phone.get_by_role("radio", name="相符", exact=True).check()
    phone.get_by_label("情况说明").fill("家中二人，情况属实。")
    expect(phone.get_by_text("请附至少一张入户照片")).to_be_visible()
    photo = camera()
    phone.get_by_label("拍照").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo})
    expect(phone.get_by_text("这一户填齐了")).to_be_visible()
    assert phone.locator("html").evaluate(TOO_WIDE) <= 0

    kept = phone.evaluate(KEPT)
    assert len(kept) == 3  # the form, its photo, and the clear numbers
    assert not [text for text in kept if "家中二人" in text or "马秀兰" in text or "JFIF" in text or PIN in text]
    phone.reload()  # the phone was put away: nothing is lost, nothing lies open
    assert "家中二人" not in phone.content()
    unlock(phone, PIN)
    expect(phone.get_by_text("共 2 户，填齐 1 户")).to_be_visible()
    assert phone.locator("html").evaluate(TOO_WIDE) <= 0
    with phone.expect_download() as coming:
        phone.get_by_role("button", name="生成结果文件").click()
    result = tmp_path / coming.value.suggested_filename
    coming.value.save_as(result)
    assert "马秀兰".encode() not in result.read_bytes() and b"\xff\xd8\xff\xe0" not in result.read_bytes()

    window.page.locator(READY).get_by_role("link", name="导入结果文件").first.click()
    window.page.get_by_label("选择结果文件").set_input_files(result)
    window.press("上传并核对")
    window.heading("核对入户包的结果")
    window.sees("等第二人签字")
    window.fits()
    window.press("确认录入")
    window.sees("已录入 1 户，1 户等另一名核查人")
    visit = Visit.objects.get()
    assert (visit.state, visit.way, visit.visited_on) == ("awaiting", "packet", dt.date(2021, 7, 23))
    assert visit.summary == "家中二人，情况属实。"
    stored = VisitPhoto.objects.get()
    assert stored.original_sha256 == hashlib.sha256(photo).hexdigest()
    assert max(Image.open(io.BytesIO(uploads.read(stored.upload))).size) == 1600
    assert Packet.objects.get().key == ""


def test_a_packet_past_its_days_stays_shut_and_a_browser_without_cryptography_is_told(
    drawn: SimpleNamespace, desk: Callable[..., Desk], phone: Page, tmp_path: Path
) -> None:
    _, path = take_along(desk, drawn.inspector, tmp_path)
    phone.clock.set_system_time(timezone.now() + dt.timedelta(days=7))
    phone.goto(path.as_uri())
    expect(phone.get_by_role("alert").first).to_contain_text("已过 7 天")
    expect(phone.get_by_label("口令")).to_be_hidden()
    phone.clock.set_system_time(timezone.now())
    phone.reload()
    expect(phone.get_by_role("alert").first).to_contain_text("已过 7 天")
    phone.evaluate("localStorage.clear()")
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false });")
    phone.reload()
    expect(phone.get_by_role("alert").first).to_contain_text("请用新版 Chrome、Edge 或 360 浏览器")
