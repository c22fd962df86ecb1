"""Somebody at a browser: signs in, presses what is written on the buttons, and hears every complaint of the browser."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from core.models import User
from tests.core.factories import PASSWORD

# The browser's own complaints about pages it may not run, written where the other complaints are heard.
expect.set_options(timeout=15_000)
HEAR_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error("CSP " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));"""
# A page answers to presses once its scripts have run; the printed ones wait for none.
READY = "html:not(.js), html.ready"
TOO_WIDE = "(html) => html.scrollWidth - html.clientWidth"


class Desk:
    """One window of one person."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.complaints: list[str] = []
        self.home = home
        context.add_init_script(HEAR_VIOLATIONS)
        context.on("response", self._answered)
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        context.on("request", self._asked)

    def _said(self, message: Any) -> None:
        # What failed to load is judged by its answer: pages that refuse (401, 403, 404) do so on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Any) -> None:
        asks_for_life = response.url.endswith("/session/alive")  # 401 is how it tells that the session has ended
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type != "document" and not asks_for_life
        ):
            self.complaints.append(f"{response.status} {response.url}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.complaints.append(f"another host: {request.url}")

    def sign_in(self, user: User, password: str = PASSWORD) -> None:
        """Through the login page, as everybody does."""
        self.page.goto("/login/")
        self.page.get_by_label("用户名").fill(user.username)
        self.page.get_by_label("密码").fill(password)
        self.press("登录")
        self.sees(user.display_name)

    def press(self, name: str, *, within: Locator | None = None, exact: bool = True) -> None:
        """The button so called, once its page is ready."""
        (within or self.page.locator(READY)).get_by_role("button", name=name, exact=exact).click()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """The link so called."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def choose(self, entry: str) -> None:
        """An entry of the main menu."""
        self.page.get_by_role("navigation", name="主菜单").get_by_role("link", name=entry, exact=True).click()

    def dialog(self) -> Locator:
        """The dialog that stands open."""
        return self.page.locator("dialog[open]")

    def prove(self) -> None:
        """The password typed once more, where the program asks for it."""
        expect(self.page.get_by_role("heading", name="请输入密码")).to_be_visible()
        self.page.get_by_label("密码").fill(PASSWORD)
        self.press("继续")

    def sees(self, text: str) -> None:
        """The page says so, visibly."""
        expect(self.page.locator("body")).to_contain_text(text)

    def heading(self, text: str) -> None:
        """The page is headed so."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def fits(self) -> None:
        """The page is no wider than its window."""
        assert self.page.locator(READY).evaluate(TOO_WIDE) <= 0, f"{self.page.url} at {self.page.viewport_size}"

    def path(self) -> str:
        """Where the window is."""
        return urlsplit(self.page.url).path
