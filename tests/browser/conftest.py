"""Chromium, the program itself behind it, and a clock that stands in July 2021.

Every desk watches its pages: a script error, a console error, a refused style or script, a request to another host or a
failed answer fails the test that opened it.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from django.contrib.staticfiles.handlers import StaticFilesHandler

from core import workdays
from core.models import User
from core.permissions import Role
from jingyuan_rectify.celery import app
from recipients.operations.reference import load_divisions, load_rates, load_synonyms
from tests.core.factories import PASSWORD, UserFactory
from tests.monthly_reports.months import OTHER, THIRD, TOWN, load_june

from .desk import Desk

# Playwright's loop runs in the tests' own thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
ROOT = Path(__file__).resolve().parents[2]
LONGEST = "test_every_page_of_every_role_fits_every_window_and_is_open_to_all[chromium-one]"
AGES = 10**9  # seconds; the test server lives in 2021, so its answers are years old when they come
SCREENSHOTS = ROOT / "docs" / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.name != LONGEST)  # first: who waits behind it on the same worker waits for minutes


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; as root it cannot build its sandbox."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    own = {"executable_path": found} if found else {}
    return (
        browser_type_launch_args
        | own
        | {"args": ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"]}
    )


@pytest.fixture(scope="session", autouse=True)
def kept_assets() -> Iterator[None]:
    """Styles and scripts are kept by the browser, as WhiteNoise tells it to in production; the test server says nothing, and
    every page would ask for two dozen of them again."""
    with pytest.MonkeyPatch.context() as patch:
        serve = StaticFilesHandler.serve

        def kept(self: StaticFilesHandler, request: Any) -> Any:
            answer = serve(self, request)
            answer.headers.setdefault("Cache-Control", f"max-age={AGES}")
            return answer

        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


@pytest.fixture(scope="session")
def worker(django_db_setup: None) -> Iterator[None]:
    """A real Celery worker beside the web server, on a queue of this run's own."""
    app.conf.task_default_queue = f"browser-{os.getpid()}"
    with start_worker(app, pool="solo", concurrency=1, perform_ping_check=False, loglevel="ERROR", shutdown_timeout=20):
        yield


@pytest.fixture
def clock() -> Iterator[Any]:
    """Friday 23 July 2021, ten in the morning in Shanghai, and running on."""
    with time_machine.travel(dt.datetime(2021, 7, 23, 10, tzinfo=SHANGHAI), tick=True) as traveller:
        yield traveller


@pytest.fixture
def county(clock: Any, transactional_db: None, worker: None) -> SimpleNamespace:
    """Jingyuan as after load_divisions, and people: of 香水镇, of 新民乡 (other_…), of 泾河源镇 (third_…), of the bureau."""
    load_divisions()
    load_rates()
    load_synonyms()
    workdays.load_shipped()

    def make(role: str, name: str, township: str = TOWN) -> User:
        return UserFactory(role=role, township=township, display_name=name)

    return SimpleNamespace(
        assistant=make(Role.TOWNSHIP_ASSISTANT, "马建国"),
        verifier=make(Role.TOWNSHIP_VERIFIER, "禹秀梅"),
        other_assistant=make(Role.TOWNSHIP_ASSISTANT, "于海燕", OTHER),
        other_verifier=make(Role.TOWNSHIP_VERIFIER, "兰志强", OTHER),
        third_assistant=make(Role.TOWNSHIP_ASSISTANT, "冶文海", THIRD),
        third_verifier=make(Role.TOWNSHIP_VERIFIER, "糜小红", THIRD),
        officer=make(Role.BUREAU_OFFICER, "赫彩霞"),
        clock=clock,
    )


@pytest.fixture
def june(county: SimpleNamespace) -> SimpleNamespace:
    """The same, with 香水镇's sample roster of June in the books."""
    load_june(county.officer)
    return county


@pytest.fixture
def desk(browser: Any, live_server: Any, county: SimpleNamespace) -> Iterator[Callable[..., Desk]]:
    """`desk()` is a fresh browser window at the login page, `desk(user)` one where somebody has signed in, `desk(home=url)`
    one of somebody at another server; each a cookie jar of its own."""
    desks: list[Desk] = []

    def sit_down(
        user: User | None = None,
        *,
        password: str = PASSWORD,
        width: int = 1280,
        height: int = 800,
        home: str = "",
        **options: Any,
    ) -> Desk:
        home = home or live_server.url
        context = browser.new_context(
            base_url=home,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(15_000)
        made = Desk(context, home)
        desks.append(made)
        if user is not None:
            made.sign_in(user, password)
        return made

    yield sit_down
    complaints = [complaint for each in desks for complaint in each.complaints]
    for each in desks:
        each.page.context.close()
    assert not complaints, complaints


@pytest.fixture
def picture() -> Callable[..., None]:
    """Keeps a page as a picture of the README where SCREENSHOTS is set, else does nothing."""

    def keep(page: Any, name: str, **options: Any) -> None:
        if os.environ.get("SCREENSHOTS"):
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / name, **options)

    return keep


@pytest.fixture
def is_first(tmp_path_factory) -> Callable[[str], bool]:
    """Whether nobody in this run has claimed the thing yet; those who walk are processes of their own."""
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
