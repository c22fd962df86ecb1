"""Every page of every role, from a phone to a large screen: nothing wider than the window, nothing the browser complains
about, and on each kind of page nothing serious or critical that axe-core finds.

Each role's pages are looked at in all four widths. On SQLite each of them is left as a picture in every width under var/pages
and searched by axe-core at a desk's width, where its kind is first met at a phone's too. On PostgreSQL that is done where a kind
is first met, by whoever meets it: what a page looks like does not hang on the database.
"""

import datetime as dt
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from core import months
from core.models import User
from core.operations.demo import DEMO_PASSWORD, demo_accounts
from core.permissions import Role
from jingyuan_rectify.demo import load

from .desk import Desk
from .looking import DESK, looked_at

LINKS = "() => [...document.querySelectorAll('a[href]')].filter((a) => !a.target).map((a) => a.href)"
# What links alone must lead to; a page that nobody can find might as well not be there.
EVERYBODY = {"home", "account", "notice_list", "password_change", "totp_setup"}
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
HOUSEHOLDS, MONTHS = 100, 1
# A picture of the board wants a whole year behind it; rates are known from 2021 on.
YEAR = dt.datetime(2022, 3, 23, 2, tzinfo=dt.UTC)


@pytest.fixture
def demo(county: SimpleNamespace) -> dict[str, User]:
    """The demo county with its month half filed: role → its account, of the first township for township roles."""
    User.objects.all().delete()  # the demo county has people of its own, one for each role and township
    pictured = bool(os.environ.get("SCREENSHOTS"))
    if pictured:
        county.clock.move_to(YEAR)
    load.county(HOUSEHOLDS * (4 if pictured else 1), seed=5, past=12 if pictured else MONTHS, say=lambda text: None)
    names = demo_accounts()
    return {role: User.objects.get(username=name) for role, name in names.items()}


def kind(url: str) -> str:
    """Pages of one kind differ in what they show, not in how: the name of the page."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    return match.view_name


def walk(desk: Desk, role: str, is_first: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """Every kind of page that links lead to from home, one of each, and whether nobody met it before; it stands in the
    window. Every role's home is a kind of its own."""
    waiting, met = deque([f"{desk.home}/"]), {f"{desk.home}/"}
    kinds = Counter(["home"])
    while waiting:
        url = waiting.popleft()
        name = kind(url)
        if name in FILES:
            continue
        links = drawn(desk, url)
        yield name, is_first(f"{role}-{name}" if name == "home" else name)
        for link in (each.partition("#")[0] for each in links):
            name = kind(link) if link.startswith(desk.home) else ""
            if name and kinds[name] < MOST.get(name, 1) and link not in met and not name.startswith("admin:"):
                kinds[name] += 1
                met.add(link)
                waiting.append(link)


def drawn(desk: Desk, url: str) -> list[str]:
    """The links of a page, which then stands in the window."""
    desk.page.set_viewport_size({"width": DESK, "height": 800})
    answer = desk.page.goto(url)
    assert answer is not None and answer.status == 200, (url, answer and answer.status)
    return desk.page.evaluate(LINKS)


@pytest.mark.parametrize("walker", ["one", "another"])
def test_every_page_of_every_role_fits_every_window_and_is_open_to_all(
    walker, demo, desk: Callable[..., Desk], is_first
):
    by_all = connection.vendor == "sqlite"
    found: list[str] = []
    for role in (each for each in Role if is_first(f"role-{each}")):
        window = desk(demo[role], password=DEMO_PASSWORD)
        seen: set[str] = set()
        for name, is_new in walk(window, role, is_first):
            seen.add(name)
            found += looked_at(window, role, name, is_new=is_new, kept=by_all)
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
