"""A sealed case with every role looking: what it says, and that it is there, is its handler's alone.

Two letters about 香水镇, both with words that stand nowhere else: one registered as 检举控告, one taken for a plea and sealed
afterwards. Then one person of every post signs in and looks wherever the program lets them.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases import tasks as case_tasks
from cases.models import Petition, RepeatProposal
from cases.operations.petitions import register
from core import reminders
from core.models import User
from core.permissions import TOWNSHIP_ROLES, Permission, Role
from dashboards import tasks as board_tasks
from tests.cases.entries.people import listed
from tests.cases.petitions.telling import given
from tests.cases.sealed.needles import hits
from tests.cases.sealed.test_canary import unzipped
from tests.core.factories import UserFactory
from tests.monthly_reports.months import TOWN

from .desk import Desk
from .test_visit import PHONE, shot

NAME, TELEPHONE, ACCUSED = "鸢可栖", "13966677782", "鹮望舒"
TEXT = "青鸾坡的白羽私账三十九本"
WORDS = (NAME, TELEPHONE, ACCUSED, TEXT)
PLEA = "香水镇沙南村低保评定没有公示，请求公开名单。"
NOT_THERE = uuid.UUID(int=0)
# What a page offers without asking anything, and its files; and what it says, but for the hour.
LINKS = "() => [...document.querySelectorAll('a[href]')].map((a) => a.href)"
PARSED = "new DOMParser().parseFromString(html, 'text/html')"
FILES = f"""(html) => [...{PARSED}.querySelectorAll("form[data-download], form[action*='export']")]
  .map((form) => [form.action, Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"))])"""
SAYS = f"(html) => {PARSED}.querySelector('main').textContent.replace(/[0-9]+:[0-9]{{2}}(:[0-9]{{2}})?/g, '')"
COUNTING = {
    "/": Permission.SIGNED_IN,
    "/notices/": Permission.SIGNED_IN,
    "/cases/petitions/": Permission.PETITION_VIEW,
    "/cases/petitions/?state=open": Permission.PETITION_VIEW,
    "/cases/clusters/": Permission.PETITION_VIEW,
    "/cases/orders/townships/": Permission.SUPERVISION_VIEW,
    "/board/overview/": Permission.DASHBOARD_VIEW,
}


@pytest.fixture
def people(county: SimpleNamespace) -> SimpleNamespace:
    """The petition officer who will be the handler, and one person of every post who will not."""
    county.handler = UserFactory(role=Role.PETITION_OFFICER, display_name="拜文秀")
    names = "马秀英 禹明德 冶建军 伍国栋 于学礼 张梅生 海玉兰 纪书清 者文忠 兰天明 丁守正".split()
    county.looking = {
        role: UserFactory(role=role, township=TOWN, display_name=name) for role, name in zip(Role, names, strict=True)
    }
    return county


def run_the_clock() -> None:
    """Every job of the beat to which petitions are something."""
    reminders.run(dt.date(2021, 7, 23))
    for job in (case_tasks.propose_repeats, case_tasks.look_back, case_tasks.adopt_sealed, board_tasks.count_figures):
        job()


def fill(officer: Desk, kind: str) -> None:
    """The letter, typed in as one of this kind."""
    page = officer.page
    page.goto("/cases/petitions/")
    officer.follow("登记信访件")
    page.get_by_label("类别", exact=False).first.select_option(label=kind)
    page.get_by_label("信访人姓名").fill(NAME)
    page.get_by_label("联系电话").fill(TELEPHONE)
    page.get_by_label("信访内容").fill(f"沙南村有{TEXT}，{ACCUSED}经手低保评定收好处。")
    page.get_by_label("反映问题地点").fill("香水镇沙南村")
    page.get_by_label("被反映人").fill(ACCUSED)
    officer.fits()
    officer.press("登记")


def registers(officer: Desk) -> list[Petition]:
    """One letter sealed at once, the other found to be an accusation on its page."""
    fill(officer, "检举控告")
    officer.sees("已登记 1 件，按规定密封")
    officer.heading("密封件 JK2021-0001")
    assert not hits(officer.page.content().encode(), WORDS)
    officer.fits()
    fill(officer, "申诉求决")
    officer.sees("已登记，编号 XF2021-0002")
    officer.sees(TEXT)
    run_the_clock()  # whoever was told of it meanwhile is told of nothing afterwards
    officer.press("改为检举控告并密封")
    officer.press("密封", within=officer.dialog())
    officer.heading("密封件 JK2021-0002")
    return list(Petition.objects.filter(is_sealed=True).order_by("number"))


def opens(officer: Desk, case: Petition) -> None:
    """Ten minutes for a reason."""
    page = officer.page
    page.goto("/")
    officer.follow(f"密封件 {case.number} 在办")
    shot(page, "sealed-shut")
    officer.press("打开 10 分钟")
    reason = page.get_by_label("打开密封件，用于")
    assert reason.evaluate("(field) => field.validity.valueMissing")  # without a reason it stays shut
    reason.select_option(label="核实办理")
    officer.press("打开 10 分钟")
    officer.sees("已打开，显示至")
    for word in WORDS:
        officer.sees(word)
    officer.fits()
    shot(page, "sealed-open")


def ask(window: Desk, url: str, **given: str) -> tuple[int, bytes]:
    """The answer to this window, with every file in it unpacked."""
    request = window.page.request
    answer = request.post(url, form=given) if given else request.get(url)
    assert answer.status < 500, url
    return answer.status, unzipped(answer.body())


def counted(window: Desk, user: User) -> dict[str, str]:
    """Whatever counts or lists petitions for the person."""
    paths = [path for path, permission in COUNTING.items() if user.may(permission)]
    return {path: window.page.evaluate(SAYS, ask(window, path)[1].decode()) for path in paths}


def offered(window: Desk) -> Iterator[tuple[str, bytes]]:
    """Every page that the menu and the first page lead to, and every file that these offer."""
    urls = {link.partition("#")[0] for link in window.page.evaluate(LINKS)}
    met: set[str] = set()
    for url in sorted(url for url in urls if url.startswith(window.home)):
        _, body = ask(window, url)
        yield url, body
        for action, fields in window.page.evaluate(FILES, body.decode()):
            if action not in met:
                met.add(action)
                yield action, ask(window, action, **fields)[1]


def looks(window: Desk, user: User, cases: list[Petition]) -> set[str]:
    """Pages, files, both search boxes and guessed addresses of one person; the addresses that were looked through."""
    page, looked = window.page, set()
    for url, body in offered(window):
        assert not hits(body, WORDS) and b"JK2021-" not in body, (user.role, url)
        looked.add(url.removeprefix(window.home))
    if user.may(Permission.SEARCH):
        page.locator("header [name=sought]").fill(NAME)
        page.locator("header [name=sought]").press("Enter")
        window.sees("没有查到")
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        for sought in (TELEPHONE, cases[0].number):
            assert "没有查到" in ask(window, "/search/", sought=sought, csrfmiddlewaretoken=token)[1].decode(), sought
    if user.may(Permission.PETITION_VIEW):
        page.goto("/cases/petitions/")
        window.fits()
        page.locator("main [name=q]").fill(NAME)
        page.locator("main [name=q]").press("Enter")
        window.sees("没有找到符合条件的信访件")
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        for sought in (TELEPHONE, TEXT):
            found = ask(window, "/cases/petitions/search/", q=sought, csrfmiddlewaretoken=token)[1].decode()
            assert "没有找到符合条件的信访件" in found, sought
    for name in ("sealed_detail", "petition_detail"):
        answers = {ask(window, reverse(name, args=[pk]))[0] for pk in (cases[0].pk, NOT_THERE)}
        assert answers in ({403}, {404}), (user.role, name, answers)
    return looked


def audited(auditor: Desk, handler: User) -> None:
    """Who opened it and why stands in the trail, and nothing else of it."""
    auditor.choose("审计记录")
    auditor.page.get_by_label("动作").select_option(label="打开密封件")
    auditor.press("查询")
    row = auditor.page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(handler.username)
    expect(row).to_contain_text("理由：核实办理")
    assert not hits(auditor.page.content().encode(), WORDS)
    auditor.fits()
    shot(auditor.page, "sealed-trail")


def test_nobody_but_the_handler_finds_a_sealed_case(people: SimpleNamespace, desk: Any) -> None:
    register(given(text=PLEA), by=people.officer)
    listed(by=people.officer, township=TOWN)
    run_the_clock()
    windows = {role: desk(user) for role, user in people.looking.items() if role in TOWNSHIP_ROLES}
    before = {role: counted(window, people.looking[role]) for role, window in windows.items()}
    assert all("XF2021-0001" in told["/cases/petitions/"] for told in before.values())

    handler = desk(people.handler, **PHONE)
    cases = registers(handler)
    run_the_clock()
    assert RepeatProposal.objects.filter(first__in=cases, second__in=cases).exists()  # the seal does not hide a repeat
    opens(handler, cases[0])

    assert {role: counted(window, people.looking[role]) for role, window in windows.items()} == before
    looked: set[str] = set()
    for role, user in people.looking.items():
        window = windows.get(role) or desk(user)
        looked |= looks(window, user, cases)
        if role in (Role.DISCIPLINE_OFFICER, Role.SECURITY_AUDITOR):
            audited(window, people.handler)
        window.page.context.close()
    assert looked >= set(COUNTING) - {"/cases/petitions/?state=open", "/cases/orders/townships/"}
    assert looked >= {"/cases/petitions/export/", "/cases/entries/export/"}

    people.clock.shift(dt.timedelta(minutes=11))
    handler.page.reload()
    handler.sees("检举控告按密封件办理")
    assert not hits(handler.page.content().encode(), WORDS)
