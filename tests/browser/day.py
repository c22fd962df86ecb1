"""A person's day at one window: what home asks and why, the way there, and that only doing it ends it. Every page of the day is
looked at, on a phone and at a desk by turns."""

from itertools import cycle
from typing import Any

from playwright.sync_api import Locator, expect

from .desk import Desk

SIZES = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})


class Day:
    """One person of one role, from signing in."""

    def __init__(self, window: Desk) -> None:
        self.window, self.page = window, window.page
        self._sizes = cycle(SIZES)

    def look(self) -> None:
        """Nothing of the page stands outside of its window."""
        self.page.set_viewport_size(next(self._sizes))  # type: ignore[arg-type]
        self.window.fits()

    def home(self) -> None:
        self.page.goto("/")
        self.look()

    @property
    def todo(self) -> Locator:
        """What home says that the person has to do."""
        return self.page.get_by_role("region", name="待办")

    @property
    def first_steps(self) -> Locator:
        return self.page.get_by_role("region", name="头三步")

    def begins(self, title: str, *words: str) -> None:
        """Home asks for it, says why and how long is left, and leads there; having looked at it ends nothing."""
        self.home()
        duty = self.todo.get_by_role("listitem").filter(has_text=title)
        for each in words:
            expect(duty).to_contain_text(each)
        expect(self.first_steps).to_be_visible()
        self._goes_to(title)
        self.home()
        expect(self.todo).to_contain_text(title)
        self._goes_to(title)

    def _goes_to(self, title: str) -> None:
        self.todo.get_by_role("link", name=f"去办理：{title}").click()
        expect(self.todo).to_have_count(0)
        self.page.wait_for_load_state()
        self.look()

    def has_done(self, title: str) -> None:
        """What was asked is asked no more, and nobody has to be shown the first steps again."""
        self.look()
        self.home()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.todo).not_to_contain_text(title)
        expect(self.first_steps).to_have_count(0)

    def hears(self, news: str) -> Locator:
        """What changed since yesterday, as a link to where it stands."""
        self.home()
        told = self.page.get_by_role("region", name="昨天以来").get_by_role("link", name=news)
        expect(told).to_be_visible()
        return told


def begin(desk: Any, user: Any) -> Day:
    """The person has signed in."""
    return Day(desk(user))
