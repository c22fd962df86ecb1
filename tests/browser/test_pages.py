"""Every page of every role, from a phone to a large screen: nothing wider than the window, nothing the browser complains
about, and on each kind of page nothing serious or critical that axe-core finds.

Where a kind of page is first met, it is looked at in all four widths, axe-core searches it at two of them and its pictures are
left under var/pages; every role's home is first met by that role. The townships' roles share most pages, and so do the
bureau's: where one of the same circle has met a kind of page, the others ask for it without drawing it. On PostgreSQL each kind
is drawn once, at a phone's width: what a page looks like does not hang on the database.
"""

import datetime as dt
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from core import months
from core.models import User
from core.operations.demo import DEMO_PASSWORD, demo_accounts
from core.permissions import TOWNSHIP_ROLES, Role
from jingyuan_rectify.demo import load

from .axe import problems
from .desk import Desk

WIDTHS = (1280, 1920, 768, 360)
AXE_WIDTHS = (1280, 360)
ANCHOR = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>')
LINKS = "() => [...document.querySelectorAll('a[href]')].filter((a) => !a.target).map((a) => a.href)"
PICTURES = Path(__file__).resolve().parents[2] / "var" / "pages"
# What links alone must lead to; a page that nobody can find might as well not be there.
EVERYBODY = {"home", "account", "notice_list", "password_change", "totp_setup"}
BUREAU = {
    Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.BUREAU_OFFICE, Role.PETITION_OFFICER, Role.DISCIPLINE_OFFICER
}  # fmt: skip
SEEKERS = set(Role) - {Role.LEADERSHIP, Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR}
REACHED = {
    Role.TOWNSHIP_ASSISTANT: {
        "report_detail", "submission_detail", "submission_receipt", "submission_receipt_print", "line_list", "line_detail",
        "correction_propose", "report_board", "period_detail", "late_unlock_list", "person_list", "award_list", "household_detail",
        "import_list", "import_new", "import_detail", "export_new", "export_request_list",
    },
    Role.TOWNSHIP_VERIFIER: {"report_detail", "submission_detail", "person_list", "household_detail"},
    Role.TOWNSHIP_LEADER: {"report_detail", "submission_detail", "export_request_list"},
    Role.BUREAU_OFFICER: {
        "review_queue", "submission_review", "report_board", "period_detail", "arrears_file", "late_unlock_list",
        "person_list", "household_detail", "import_new", "import_detail", "export_new", "kin_list", "kin_new",
        "kin_import_new", "draw_list", "draw_plan", "draw_verify", "draw_calculator",
        "inspector_list", "inspector_new", "inspector_edit",
    },
    Role.BUREAU_LEADER: {"kin_list", "report_board", "late_unlock_list", "export_request_list", "household_detail"},
    Role.BUREAU_OFFICE: {"report_board", "report_detail"},
    Role.PETITION_OFFICER: {"person_list", "household_detail"},
    Role.DISCIPLINE_OFFICER: {"kin_list", "report_board", "household_detail", "audit_trail"},
    Role.SECURITY_AUDITOR: {"audit_trail"},
}  # fmt: skip
# Links that hand out a file and lead to no page.
FILES = {"import_template", "dashboard_file"}
# One of each kind will do, but for the month's report: the first may be one that is still to be filed.
MOST = {"report_detail": 3}
# A county's worth of rows at the smallest size at which every kind of page has something to show.
HOUSEHOLDS, MONTHS = 42, 1
# A picture of the board wants a whole year behind it; rates are known from 2021 on.
YEAR = dt.datetime(2022, 3, 23, 2, tzinfo=dt.UTC)


@pytest.fixture
def demo(county: SimpleNamespace) -> dict[str, User]:
    """The demo county with its month half filed: role → its account, of the first township for township roles."""
    User.objects.all().delete()  # the demo county has people of its own, one for each role and township
    pictured = bool(os.environ.get("SCREENSHOTS"))
    if pictured:
        county.clock.move_to(YEAR)
    load.county(HOUSEHOLDS * (10 if pictured else 1), seed=7, past=12 if pictured else MONTHS, say=lambda text: None)
    names = demo_accounts()
    return {role: User.objects.get(username=name) for role, name in names.items()}


def kind(url: str) -> str:
    """Pages of one kind differ in what they show, not in how: the name of the page."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    return match.view_name


def circle(role: str) -> str:
    """Who sees the same pages with the same buttons, but for a few: those few are first met by who has them."""
    return "township" if role in TOWNSHIP_ROLES else "bureau" if role in BUREAU else role


def walk(desk: Desk, role: str, is_first: Callable[[str], bool], *, by_circle: bool) -> Iterator[tuple[str, str]]:
    """Every kind of page that links lead to from home, one of each, and how it stands: "new" where nobody met it before,
    "drawn" where nobody of the role's circle did (with `by_circle`), else "asked"; the window stands on the first two."""
    waiting, met = deque([f"{desk.home}/"]), {f"{desk.home}/"}
    kinds = Counter(["home"])
    while waiting:
        url = waiting.popleft()
        name = kind(url)
        if name in FILES:
            continue
        in_circle = is_first(f"{circle(role)}-{name}")
        is_new = is_first(f"{role}-{name}" if name == "home" else name)
        how = "new" if is_new else "drawn" if by_circle and in_circle else "asked"
        found = asked(desk, url) if how == "asked" else drawn(desk, url)
        yield name, how
        for link in (each.partition("#")[0] for each in found):
            name = kind(link) if link.startswith(desk.home) else ""
            if name and kinds[name] < MOST.get(name, 1) and link not in met and not name.startswith("admin:"):
                kinds[name] += 1
                met.add(link)
                waiting.append(link)


def drawn(desk: Desk, url: str) -> list[str]:
    """The links of a page, which then stands in the window."""
    desk.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    answer = desk.page.goto(url)
    assert answer is not None and answer.status == 200, (url, answer and answer.status)
    return desk.page.evaluate(LINKS)


def asked(desk: Desk, url: str) -> list[str]:
    """The links of a page as the server sends it."""
    answer = desk.page.request.get(url)
    assert answer.status == 200, (url, answer.status)
    return [urljoin(url, unescape(link[1])) for link in ANCHOR.finditer(answer.text()) if "target=" not in link[0]]


def picture_of(window: Desk, role: str, name: str, width: int) -> None:
    """The page as it stands, kept beside the other leavings of the tests."""
    folder = PICTURES / role
    folder.mkdir(parents=True, exist_ok=True)
    window.page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=60, full_page=True)


@pytest.fixture
def is_first(tmp_path_factory) -> Callable[[str], bool]:
    """Whether nobody in this run has claimed the thing yet; the two walkers are processes of their own."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "claimed"
    folder.mkdir(exist_ok=True)

    def claim(name: str) -> bool:
        try:
            (folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return claim


@pytest.mark.parametrize("walker", ["one", "another"])
def test_every_page_of_every_role_fits_every_window_and_is_open_to_all(
    walker, demo, desk: Callable[..., Desk], is_first
):
    everything = connection.vendor == "sqlite"
    found: list[str] = []
    for role in (each for each in Role if is_first(f"role-{each}")):
        window = desk(demo[role], password=DEMO_PASSWORD)
        seen: set[str] = set()
        for name, how in walk(window, role, is_first, by_circle=everything):
            seen.add(name)
            if how == "asked":
                continue
            looks = how == "new" and everything
            for width in WIDTHS if looks else WIDTHS[-1:]:
                window.page.set_viewport_size({"width": width, "height": 800})
                window.fits()
                if looks and width in AXE_WIDTHS:
                    found += problems(window.page)
                if looks:
                    picture_of(window, role, name, width)
            assert window.page.locator("h1").count() == 1, window.page.url
            assert window.page.title(), window.page.url
        window.page.context.close()
        links = EVERYBODY | REACHED.get(role, set()) | ({"search_results"} if role in SEEKERS else set())
        assert not links - seen, (role, links - seen)
    assert not found, "\n".join(found)


def test_the_board_leads_from_the_year_down_to_the_line(demo, desk, picture):
    officer = desk(demo[Role.BUREAU_OFFICER], password=DEMO_PASSWORD)
    page = officer.page
    picture(page, "home.png")
    officer.choose("月报台账")
    this = months.current()
    last = months.chinese(months.add(this, -1))
    table = page.get_by_role("table", name="各乡镇各月报送情况")
    expect(table.locator("tbody tr")).to_have_count(7)
    expect(table.get_by_role("columnheader")).to_have_count(13)
    expect(table.get_by_role("link", name=f"香水镇 {months.chinese(this)}", exact=False)).to_have_count(1)
    picture(page, "board.png")
    told = page.locator("main").inner_text()
    assert "退回" in told and "待接收" in told
    table.get_by_role("link", name=last, exact=False).filter(has_not_text="零报").first.click()
    officer.heading(f"{last}动态管理月报")
    page.get_by_role("table", name="各次报送").get_by_role("link", name="查看").first.click()
    officer.sees("对每户的影响")
    page.locator("td.act").get_by_role("link", name="查看").first.click()
    officer.sees("这一行说了什么")
    officer.sees("入册：")
    officer.follow("看这一户的全部经过")
    officer.sees("办理记录")
