"""A petition as a whole: told on the public page, accepted, given to a person, answered on paper, and told once more."""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Locator, expect

from cases import tasks
from cases.models import Petition, PetitionCluster, RepeatProposal
from core.permissions import Role
from tests.core.factories import UserFactory

from .conftest import SHANGHAI
from .desk import READY, Desk
from .public_page import public_page

PHONE = {"width": 360, "height": 740, "has_touch": True}
ASKED = "丈夫患尿毒症长年透析，家里没有收入。今年四月向村里交了低保申请，到现在没有答复，请求核查办理。"
AGAIN = "四月交的低保申请还是没有批下来，丈夫要透析，家里没有收入，再次请求办理。"
MORE = "补交了透析病历，放在村委会了。"
BACK = "病历已收到，八月十日入户核查。"
ANSWER = "经入户核查，家庭人均月收入低于保障标准，符合低保条件，自2021年8月起纳入保障。"
SECRET = "海子峡北村老院子"


@pytest.fixture
def people(county: SimpleNamespace) -> SimpleNamespace:
    """The petition officer beside the others; 赫彩霞 of the bureau will work the petition."""
    county.petitions = UserFactory(role=Role.PETITION_OFFICER, display_name="拜文秀")
    return county


@pytest.fixture
def citizen(desk: Any) -> Iterator[Callable[[], Desk]]:
    """`citizen()` is somebody on a phone at the public page, which runs by itself from today."""
    with ExitStack() as running:
        yield lambda: desk(home=running.enter_context(public_page()), **PHONE)


def go(window: Desk, path: str) -> None:
    """A page, and that it fits its window."""
    window.page.goto(path)
    window.fits()


def photo() -> bytes:
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = SECRET.encode().hex(), "Redmi Note 9"
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def tells(window: Desk, text: str, *papers: bytes) -> str:
    """马小兰 of 香水镇 fills in the form; the receipt."""
    page = window.page
    go(window, "/")
    window.follow("我要反映", exact=True)
    window.heading("我要反映")
    window.fits()
    page.get_by_label("我家的事没有解决").check()
    page.get_by_label("内容").fill(text)
    page.get_by_label("事情在哪个乡镇").select_option(label="香水镇")
    page.get_by_label("哪个村（社区）").fill("沙南村")
    page.get_by_label("您的姓名（可不填）").fill("马小兰")
    page.get_by_label("联系电话（可不填）").fill("138 9544 0001")
    for number, paper in enumerate(papers, 1):
        picture = {"name": f"{SECRET}{number}.jpg", "mimeType": "image/jpeg", "buffer": paper}
        page.get_by_label("照片或 PDF（可不传）").set_input_files([picture])
    window.press("提交")
    window.heading("已收到")
    window.fits()
    number = re.sub(r"\D", "", page.get_by_label("回执号").inner_text())
    assert len(number) == 16
    return number


def looks_up(window: Desk, receipt: str, word: str) -> None:
    """The citizen asks how it stands."""
    window.follow("查询和补充")
    window.heading("查询和补充")
    window.fits()
    window.page.get_by_label("回执号").fill(f"{receipt[:4]} {receipt[4:8]} {receipt[8:]}")
    window.press("查询")
    window.heading(f"办理情况：{word}")
    window.fits()


def step(window: Desk, name: str) -> Locator:
    """The form of a step on the petition's page, unfolded."""
    fold = window.page.locator(f"{READY} details.fold").filter(has=window.page.locator("summary", has_text=name)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def accepts(officer: Desk, number: str, handler: str) -> None:
    """受理 and 交办, as her duties of the day lead her there."""
    go(officer, "/")
    officer.follow("1 件信访待受理")
    officer.heading(f"信访件 {number}")
    officer.fits()
    officer.sees(ASKED)
    fold = step(officer, "受理并告知")
    fold.get_by_label("告知方式").select_option("电话")
    officer.press("受理并告知", within=fold)
    officer.sees("受理 2021-07-23 + 60 天 = 2021-09-22（2021-09-21 不上班，顺延）")
    fold = step(officer, "交办")
    fold.get_by_label("承办人").select_option(label=f"{handler}（泾源县 社会救助股）")
    officer.press("交办", within=fold)
    officer.sees("已交办，承办人已收到通知。")
    officer.fits()


def downloads(window: Desk, button: str) -> bytes:
    """What the button so called gives."""
    with window.page.expect_download() as coming:
        window.press(button)
    return Path(coming.value.path()).read_bytes()


def answers(handler: Desk, number: str) -> list[str]:
    """The undertaker answers on a phone; the lines of the paper."""
    go(handler, "/notices/")
    handler.press(f"打开：信访件 {number} 交您承办")
    fold = step(handler, "书面答复")
    fold.get_by_label("是否属实").select_option("true")
    fold.get_by_label("答复意见").fill(ANSWER)
    fold.get_by_label("送达方式").select_option("当面送达")
    handler.press("书面答复", within=fold)
    handler.sees("答复已登记")
    handler.fits()
    paper = Document(io.BytesIO(downloads(handler, "信访事项答复意见书")))
    return [text for line in paper.paragraphs if (text := line.text.strip())]


def pair(officer: Desk, button: str, said: str) -> None:
    """What she decides about the one pair on the page."""
    section = officer.page.locator("section.pair")
    expect(section).to_have_count(1)
    officer.press(button, within=section)
    officer.sees(said)
    officer.fits()


def ledger(officer: Desk) -> list[list[str]]:
    """The rows of 重复信访专门台账 as they stand on the page."""
    go(officer, "/")
    officer.choose("重复信访")
    officer.heading("重复信访")
    officer.fits()
    rows = officer.page.locator("table tbody tr").all()
    return [[" ".join(cell.inner_text().split()) for cell in row.locator("th, td").all()] for row in rows]


def test_a_petition_from_the_public_page_to_its_answer_and_its_repeat(
    people: SimpleNamespace, desk: Any, citizen: Callable[[], Desk], picture: Callable[..., None]
) -> None:
    sender = citizen()
    receipt = tells(sender, ASKED, photo())
    picture(sender.page, "public-phone.png")
    first = Petition.objects.get()

    officer = desk(people.petitions)
    accepts(officer, first.number, people.officer.display_name)
    copy = downloads(officer, "下载")
    assert Image.open(io.BytesIO(copy)).size == (640, 480) and not Image.open(io.BytesIO(copy)).getexif()
    assert SECRET.encode().hex().encode() in photo() and SECRET.encode().hex().encode() not in copy

    looks_up(sender, receipt, "办理中")
    sender.page.get_by_label("补充内容").fill(MORE)
    sender.press("提交补充")
    sender.sees("补充内容已收到")
    sender.sees(MORE)
    sender.fits()
    handler = desk(people.officer, **PHONE)
    go(handler, "/notices/")
    handler.press(f"打开：来信人在公开网页补充了内容（{first.number}）")
    handler.heading(f"信访件 {first.number}")
    expect(handler.page.locator(".talk-outside")).to_contain_text(MORE)
    handler.fits()
    handler.page.get_by_label("给来信人留言").fill(BACK)
    handler.press("留言")
    handler.sees("留言已放到公开网页上")
    looks_up(sender, receipt, "办理中")
    sender.sees(BACK)

    people.clock.move_to(dt.datetime(2021, 8, 6, 9, tzinfo=SHANGHAI))
    lines = answers(desk(people.officer, **PHONE), first.number)
    assert "信访答字〔2021〕1号" in lines and "信访事项答复意见书" in lines and "马小兰：" in lines
    assert f"你（们）2021年7月23日通过公开网页反映的“{ASKED}”信访事项，本机关已调查核实，现答复如下：" in lines
    assert "经核查，反映的问题属实。" in lines and ANSWER in lines
    assert lines[-2:] == ["泾源县民政局", "2021年8月6日"]

    sender = citizen()
    go(sender, "/")
    looks_up(sender, receipt, "已答复")
    other = tells(sender, AGAIN)
    second = Petition.objects.exclude(pk=first.pk).get()
    assert other != receipt
    tasks.propose_repeats()

    officer = desk(people.petitions)
    go(officer, "/")
    officer.follow("1 对疑似重复信访待确认")
    officer.heading("疑似重复信访")
    officer.fits()
    for text in (ASKED, AGAIN, first.number, second.number):
        officer.sees(text)
    officer.page.get_by_role("link", name=second.number).click()
    officer.sees("可能是重复信访")
    officer.fits()
    officer.follow("对照后认定")
    pair(officer, "是重复", "已认定为重复信访，列入专门台账。")
    row = ["CF2021-0001", "2", "马小兰", "化解中"]
    (found,) = ledger(officer)
    assert [found[0], found[3], found[2], found[-1]] == row
    assert (
        Petition.objects.get(pk=second.pk).state == "registered"
    )  # the first was answered: this one has its own clocks

    go(officer, "/cases/repeats/?state=confirmed")
    pair(officer, "撤销认定", "已撤销，回到待确认。")
    assert ledger(officer) == [] and not Petition.objects.filter(cluster__isnull=False).exists()
    officer.follow("认定疑似重复")
    pair(officer, "是重复", "已认定为重复信访，列入专门台账。")
    (found,) = ledger(officer)
    assert [found[0], found[3], found[2], found[-1]] == row
    officer.follow("CF2021-0001", exact=True)
    officer.heading("重复信访事项 CF2021-0001")
    officer.fits()
    for number in (first.number, second.number):
        officer.sees(number)
    assert PetitionCluster.objects.count() == RepeatProposal.objects.count() == 1
